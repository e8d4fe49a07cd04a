import assert from 'node:assert/strict';
import { deliverTwice } from '../long/deliveries.js';
import { killRounds } from '../long/kills.js';
import { canCut, cutPower } from '../long/power-cuts.js';

/** The quick forms of `npm run long:kill`, `long:cut` and `long:deliver`. */
describe('what was told to be kept', function () {
  this.timeout(120_000);

  it('is kept once when the bot is killed, and the dialog goes on', async () => {
    const { killed, ...figures } = await killRounds(1);
    assert.ok(killed > 0);
    assert.deepEqual(figures, { rounds: 1, lost: 0, doubled: 0, strayed: 0, repeatedReplies: 0 });
  });

  it('is kept through a power cut, where a database that does not sync loses it', async function () {
    if (!canCut()) this.skip();
    assert.deepEqual(await cutPower(12, 8, 'FULL'), { cuts: 8, lost: 0, corrupt: 0 });
    assert.ok((await cutPower(12, 8, 'NORMAL')).lost > 0, 'a cut cannot be seen');
  });

  it('is kept once when each message comes several times to two processes', async () => {
    const figures = await deliverTwice(12);
    assert.equal(figures.incidents, figures.reports);
    assert.equal(figures.linesOfHistory, figures.reports);
    const { notTwoHundred, doubledAnswers, missingAnswers } = figures;
    assert.deepEqual([notTwoHundred, doubledAnswers, missingAnswers], [0, 0, 0]);
  });
});
