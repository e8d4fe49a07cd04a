import assert from 'node:assert/strict';
import { sendLimit } from '../../src/channels/limit.js';
import { Clock, type Running, startApp } from '../support/app.js';
import { type Conduct, Microsoft } from '../support/microsoft.js';

const person = '00000009-0000-4000-8000-000000000000';
const chat = `chat-${person}`;

describe('an answer that the channel does not take', () => {
  const microsoft = new Microsoft();
  let running: Running;
  let clock: Clock;
  let count = 0;

  before(async () => {
    await microsoft.open();
    clock = new Clock('2026-11-18T10:30:00Z');
    running = await startApp({ people: [], clock, environment: microsoft.environment, sendLimit: 1500 });
    await say('hello');
  });

  after(async () => {
    await running.close();
    await microsoft.close();
  });

  beforeEach(() => {
    microsoft.conduct.clear();
    microsoft.taken.splice(0);
  });

  async function say(text: string): Promise<{ status: number; ms: number }> {
    const token = await microsoft.token(clock.now());
    count += 1;
    const body = JSON.stringify(microsoft.activity(person, text, `said-${count}`));
    const began = performance.now();
    const send = () =>
      fetch(`${running.url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body,
      });
    const { status } = await send();
    const ms = performance.now() - began;
    assert.equal((await send()).status, 200, 'the second delivery');
    return { status, ms };
  }

  async function later(minutes: number): Promise<void> {
    clock.advance(minutes / 60);
    await running.app.sender.sendDue();
  }

  const words = (): string => microsoft.taken.map(([, text]) => text).join('\n');

  const refusals: readonly Conduct[] = [
    { status: 412 },
    { status: 429 },
    { status: 429, retryAfter: 60 },
    { status: 500 },
    { status: 503 },
  ];
  for (const conduct of refusals) {
    it(`arrives once when it passes: ${JSON.stringify(conduct)}`, async () => {
      microsoft.conduct.set(chat, conduct);
      const asked = microsoft.asked.send;
      const { status, ms } = await say('what is the minimum age for whatsapp');
      assert.equal(status, 200);
      assert.ok(ms < 10_000);
      assert.equal(microsoft.asked.send, asked + 1, 'it was sent again at once');
      microsoft.conduct.clear();
      assert.equal(words(), '');
      await later(2);
      assert.match(words(), /WhatsApp/);
      const sent = microsoft.taken.length;
      await later(60);
      assert.equal(microsoft.taken.length, sent);
      assert.deepEqual(await running.app.services.outbox.withPrefix('reply:'), [], 'an answer was kept');
    });
  }

  it('waits for a short Retry-After within the turn', async () => {
    microsoft.conduct.set(chat, { status: 429, retryAfter: 1 });
    setTimeout(() => microsoft.conduct.clear(), 500);
    await say('what is the minimum age for whatsapp');
    assert.match(words(), /WhatsApp/);
    const sent = microsoft.taken.length;
    await later(60);
    assert.equal(microsoft.taken.length, sent);
  });

  it('is not sent again when the connection breaks, and the person is told so', async () => {
    microsoft.conduct.set(chat, 'reset');
    const asked = microsoft.asked.send;
    await say('what is the minimum age for whatsapp');
    assert.equal(microsoft.asked.send, asked + 1);
    microsoft.conduct.clear();
    await later(2);
    assert.doesNotMatch(words(), /13/);
    assert.match(words(), /may not have reached you/);
  });

  it('holds up the turn for less than ten seconds when the channel takes it and hangs, and comes once', async () => {
    microsoft.conduct.set(chat, 'lost');
    const { ms, status } = await say('what is the minimum age for whatsapp');
    assert.equal(status, 200);
    assert.ok(ms > 1400 && ms < 3000, `${ms} ms`);
    assert.ok(sendLimit < 10_000);
    microsoft.conduct.clear();
    await later(2);
    assert.equal(microsoft.taken.filter(([, text]) => /WhatsApp/.test(text)).length, 1);
    assert.match(words(), /may not have reached you/);
  });
});
