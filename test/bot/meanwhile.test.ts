import assert from 'node:assert/strict';
import { reportSteps } from '../long/kills.js';
import { type Running, sharedRecognizer, startApp } from '../support/app.js';
import { FakeChannel, type Writer } from '../support/channel.js';

const head = { id: 'head', name: 'Head', aadObjectId: 'head' };
const inTeams = { channelId: 'msteams' };

describe('alerts', () => {
  const channel = new FakeChannel();
  let running: Running;

  afterEach(async () => {
    await channel.close();
    await running.close();
  });

  it('that came to wait while their reader was writing are sent after the answer', async () => {
    const real = await sharedRecognizer();
    let meanwhile = async (): Promise<void> => undefined;
    const recognise: typeof real.recognise = async (...words) => {
      const meaning = await real.recognise(...words);
      await meanwhile();
      return meaning;
    };
    running = await startApp({
      recognizer: { ...real, recognise },
      people: [{ role: 'headteacher', name: 'Head', accounts: ['teams:head'] }],
    });
    await channel.open(running.url);
    const { app, clock } = running;
    const key = 'incident:1:new:teams:head';
    const card = { text: ['Danger.'] };
    await app.services.outbox.owe(
      [{ key, recipient: 'teams:head', sort: 'alert', urgent: true, card }],
      clock.now(),
    );
    // They have no chat yet, and the sender finds that out while their first message is being read.
    meanwhile = async () => {
      meanwhile = async () => undefined;
      await app.sender.sendDue();
    };
    await channel.say(head, 'list new', inTeams);
    await app.settled();
    await app.sender.sendDue();
    assert.equal((await app.services.outbox.forKey(key))?.state, 'sent');
  });

  it('are claimed for none but the reports that they told of', async () => {
    running = await startApp({
      school: { 'limits.alertsPerHour': 1 },
      people: [{ role: 'headteacher', name: 'Head', accounts: ['terminal:head'] }],
    });
    await channel.open(running.url);
    const say = async (who: Writer, words: string): Promise<string> =>
      (await channel.say(who, words)).arrived.map(({ text }) => text).join('\n');
    // Nobody is told of their own report.
    for (const who of [head, { id: 'p1', name: 'Pat' }, { id: 'p2', name: 'Kim' }])
      for (const words of reportSteps) await say(who, words);
    running.clock.advance(0.4);
    await running.app.sender.sendDue();
    const told = await Promise.all([1, 2, 3].map((number) => say(head, `show ${number}`)));
    assert.ok(
      told.every((words) => /Kind/.test(words)),
      told.join(),
    );
    assert.deepEqual(
      told.map((words) => /alert about this and other reports to you was sent/.test(words)),
      [false, true, true],
    );
  });
});
