import assert from 'node:assert/strict';
import { type WarmBot, warmBot } from '../long/bots.js';
import { allAtOnce, deliverTwice } from '../long/deliveries.js';
import { killRounds } from '../long/kills.js';
import { canCut, cutPower } from '../long/power-cuts.js';

/** The quick forms of `npm run long:kill`, `long:cut` and `long:deliver`. */
describe('what was told to be kept', function () {
  this.timeout(60_000);
  let bots: readonly WarmBot[] = [];

  // They load while the power is cut.
  before(() => {
    bots = [warmBot(), warmBot(), warmBot()];
  });

  after(() => Promise.all(bots.map((bot) => bot.kill())));

  it('is kept through a power cut, where a database that does not sync loses it', async function () {
    if (!canCut()) this.skip();
    const [full, normal] = await Promise.all([cutPower(6, 6, 'FULL'), cutPower(6, 6, 'NORMAL')]);
    assert.deepEqual(full, { cuts: 6, lost: 0, corrupt: 0 });
    assert.ok(normal.lost > 0, 'a cut cannot be seen');
  });

  it('is kept once when each message comes several times to two processes', async () => {
    const figures = await deliverTwice(12, bots.slice(0, 2));
    assert.equal(figures.incidents, figures.reports);
    assert.equal(figures.linesOfHistory, figures.reports);
    const { notTwoHundred, doubledAnswers, missingAnswers, apologies } = figures;
    assert.deepEqual([notTwoHundred, doubledAnswers, missingAnswers, apologies], [0, 0, 0, 0]);
  });

  for (const processes of [1, 2]) {
    it(`is answered once each when much is said at the same time to ${processes} of them`, async () => {
      const { milliseconds, settled, ...figures } = await allAtOnce(4, 10, bots.slice(0, processes));
      const none = { notTwoHundred: 0, cut: 0, doubledAnswers: 0, missingAnswers: 0, apologies: 0 };
      assert.deepEqual(figures, { turns: 40, ...none });
    });
  }

  it('is kept once when the bot is killed, and the dialog goes on; one that says so too early loses it', async () => {
    const [first, second, third] = bots;
    // Each round but the last goes on with the bot that came after a death.
    const order = [first, second, second, third, third].values();
    const next = () => order.next().value ?? warmBot();
    // A reply may come twice where the bot dies between sending it and noting that; nothing else may.
    const { steps, repeatedReplies, ...figures } = await killRounds(1, next);
    const none = { lost: 0, doubled: 0, strayed: 0, repeatedOutside: 0 };
    assert.deepEqual(figures, { rounds: 1, killed: 1, ...none });
    const afterNote = await killRounds(1, next, { atNote: true });
    assert.deepEqual(afterNote, { rounds: 1, killed: 1, steps: 1, repeatedReplies: 0, ...none });
    const control = await killRounds(1, next, { early: true });
    assert.equal(control.lost, 1, 'a loss cannot be seen');
  });
});
