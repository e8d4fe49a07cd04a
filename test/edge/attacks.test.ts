import assert from 'node:assert/strict';
import { reportMarked } from '../long/canaries.js';
import { runRetention } from '../long/canary-retention.js';
import { fuzz } from '../long/fuzz-run.js';
import { blocked, hostileMessages, peopleInStates } from '../long/hostile-messages.js';
import { impersonate, startLog } from '../long/impersonation.js';
import { startSigned } from '../long/signed-turns.js';
import { startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';

/** The quick forms of `npm run long:fuzz`, `long:impersonate`, `long:canary` and `long:hostile`. */
describe('attacks', () => {
  it('with requests of every sort end no process, show nothing and are answered', async () => {
    const figures = await fuzz(42, 120);
    assert.equal(figures.requests, 120);
    const { deaths, fiveHundreds, overTwoSeconds, internalsShown, examples } = figures;
    assert.deepEqual({ deaths, fiveHundreds, overTwoSeconds, internalsShown, examples }, none);
  });

  it('by somebody who passes for the Headteacher show no row and change nothing', async () => {
    const { bot, shownToHeadteacher } = await startLog();
    try {
      assert.ok(shownToHeadteacher);
      const { attempts, rowsShown, changed, answered, examples } = await impersonate(bot, 54);
      assert.deepEqual(
        { attempts, rowsShown, changed, examples },
        { attempts: 54, rowsShown: 0, changed: 0, examples: [] },
      );
      assert.ok(answered > 27);
    } finally {
      await bot.close();
    }
  });

  it('on what is kept of a report find it in no log, error, group or reply to others, and after its time in no file', async () => {
    const channel = new FakeChannel();
    const running = await startApp();
    await channel.open(running.url);
    try {
      const figures = await reportMarked(running, channel, 2);
      const { stored, inLogs, inErrors, inGroups, inOthersReplies, examples } = figures;
      assert.deepEqual(
        { stored, inLogs, inErrors, inGroups, inOthersReplies, examples },
        { stored: 2, inLogs: 0, inErrors: 0, inGroups: 0, inOthersReplies: 0, examples: [] },
      );
      assert.ok(figures.messagesToOthers >= 4);
      const { inFilesBefore, inFilesAfter, filesWithMarks, erased } = await runRetention(running, channel);
      assert.ok(inFilesBefore > 20);
      assert.deepEqual(
        { inFilesAfter, filesWithMarks, erased },
        { inFilesAfter: 0, filesWithMarks: [], erased: 2 },
      );
    } finally {
      await running.close();
      await channel.close();
    }
  });

  it('with messages made to be slow keep nobody else waiting', async () => {
    const bot = await startSigned({
      people: [{ role: 'headteacher', name: 'Head', accounts: ['teams:head'] }],
    });
    try {
      await peopleInStates(bot);
      const some = hostileMessages(4, 42).filter((_, at) => at % 6 === 0);
      // The long form holds 100 ms. Here other tests run on the same machine.
      const figures = await blocked(bot, ['reporter', 'head'], some, 200);
      assert.deepEqual(
        { over: figures.over, otherStatus: figures.otherStatus },
        { over: [], otherStatus: 0 },
      );
      assert.ok(figures.messages >= 16);
    } finally {
      await bot.close();
    }
  });
});

const none = { deaths: 0, fiveHundreds: 0, overTwoSeconds: 0, internalsShown: 0, examples: [] };
