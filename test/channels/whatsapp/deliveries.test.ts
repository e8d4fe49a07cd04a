import assert from 'node:assert/strict';
import { assertOnce, deliverInDisorder, missing } from './deliveries.js';
import { Phone } from './phone.js';

/** The quick form. `npm run deliveries` does it with a thousand messages and kills the process. */
describe('messages that are delivered again, in disorder, and while the bot starts again', () => {
  const phone = new Phone();

  before(() => phone.open());
  after(() => phone.close());

  it('are answered once each', async () => {
    const { meta } = phone;
    let calls = 0;
    // Now and then an answer gets lost on its way back, and a status says later what became of it.
    meta.confirms = true;
    meta.refuse = () => (++calls % 20 === 0 ? { lose: 'after' } : undefined);
    const restart = async (): Promise<void> => {
      await phone.stop();
      await phone.start();
    };
    const { people, taken } = await deliverInDisorder({ messages: 80, seed: 7, meta, restart, restarts: 2 });
    assert.ok(taken > 80, `only ${taken} webhooks were taken`);
    for (let looks = 0; missing(people, meta) > 0 && looks < 10; looks++) {
      phone.clock.advance(0.05);
      await meta.settle();
    }
    phone.clock.advance(24);
    await meta.settle();
    assertOnce(people, meta);
  }).timeout(30_000);
});
