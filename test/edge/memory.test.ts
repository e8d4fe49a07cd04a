import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type SignedBot, startSigned } from '../long/signed-turns.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const people = Array.from({ length: 16 }, (_, at) => `steady-${at}`);
const said = ['start again', 'report a post', 'no', 'help'];
/** What a turn that nothing is kept of may still cost, in bytes: noise. Its talk, kept, would cost more. */
const most = 2000;

describe('memory', () => {
  let bot: SignedBot;

  before(async () => {
    bot = await startSigned();
  });

  after(() => bot.close());

  let count = 0;

  /** Everybody says the next thing at once; what this test itself holds of it is let go. */
  async function rounds(number: number): Promise<void> {
    for (let round = 0; round < number; round += 1) {
      bot.running.clock.advance(0.8 / 60);
      count += 1;
      const text = said[count % said.length] ?? 'help';
      const statuses = await Promise.all(
        people.map((person) => bot.post(bot.microsoft.activity(person, text, `m${count}`))),
      );
      assert.ok(statuses.every((status) => status === 200));
      assert.ok(bot.microsoft.taken.length >= people.length, 'not answered');
      bot.microsoft.taken.length = 0;
      bot.microsoft.bodies.length = 0;
      bot.running.log.lines.length = 0;
    }
  }

  async function used(): Promise<number> {
    // What another part only finds when it is looked at, such as an answer that nobody holds, goes at the next look.
    for (let look = 0; look < 3; look += 1) {
      await new Promise((done) => setTimeout(done, 20));
      collect();
    }
    return process.memoryUsage().heapUsed;
  }

  it('holds nothing of a turn that has ended', async () => {
    await rounds(12);
    let least = Number.POSITIVE_INFINITY;
    // What is compiled meanwhile is no leak: of several looks, one is free of it.
    for (let look = 0; look < 8 && least > most; look += 1) {
      const before = await used();
      await rounds(8);
      least = Math.min(least, ((await used()) - before) / (8 * people.length));
    }
    assert.ok(least <= most, `${Math.round(least)} bytes a turn`);
  });
});
