import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { say } from '../../src/cards/card.js';
import type { PersonEntry } from '../../src/people.js';
import { Clock, type Running, startApp } from '../support/app.js';
import { type Conduct, Microsoft } from '../support/microsoft.js';

const id = (n: number): string => `0000000${n}-0000-4000-8000-000000000000`;
const [head, deputy, dsl, asker] = [id(1), id(2), id(3), id(4)];
const people: readonly PersonEntry[] = [
  { role: 'headteacher', name: 'Erin Hall', accounts: [`teams:${head}`] },
  { role: 'deputy_head', name: 'Finn Grant', accounts: [`teams:${deputy}`] },
  { role: 'dsl', name: 'Gita Rao', accounts: [`teams:${dsl}`] },
];

/** What the channel does, how long, and who is told in the end. */
const cases: readonly { what: string; conduct: Conduct; mends?: true; told: string[]; sends?: number }[] = [
  {
    what: 'blocked by the person (403)',
    conduct: { status: 403, code: 'ConversationBlockedByUser' },
    told: [deputy],
  },
  {
    what: 'switched off by the school (403)',
    conduct: { status: 403, code: 'BotDisabledByAdmin' },
    told: [deputy],
  },
  { what: 'a precondition (412), then well', conduct: { status: 412 }, mends: true, told: [head] },
  {
    what: 'too many requests (429), then well',
    conduct: { status: 429, retryAfter: 40 },
    mends: true,
    told: [head],
  },
  { what: 'broken (500), then well', conduct: { status: 500 }, mends: true, told: [head] },
  { what: 'broken (502) for good', conduct: { status: 502 }, told: [deputy] },
  {
    what: 'out of service (503), then well',
    conduct: { status: 503, retryAfter: 30 },
    mends: true,
    told: [head],
  },
  { what: 'reset', conduct: 'reset', told: [deputy], sends: 1 },
];

describe('a message of the bot’s own accord', () => {
  const microsoft = new Microsoft();
  let running: Running;
  let clock: Clock;

  beforeEach(async () => {
    await microsoft.open();
    clock = new Clock('2026-11-18T10:30:00Z');
    running = await startApp({ people, clock, environment: microsoft.environment });
    assert.equal(await hello(asker, 'first'), 200);
    microsoft.taken.splice(0);
    Object.assign(microsoft.asked, { token: 0, keys: 0, begin: 0, send: 0 });
  });

  afterEach(async () => {
    await running.close();
    await microsoft.close();
    microsoft.conduct.clear();
  });

  /** Somebody says hello; the status that the bot answers. */
  async function hello(from: string, name: string): Promise<number> {
    const token = await microsoft.token(clock.now());
    const response = await fetch(`${running.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(microsoft.activity(from, 'hello', name)),
    });
    return response.status;
  }

  async function alert(): Promise<void> {
    const { outbox } = running.app.services;
    const one = { sort: 'alert', card: say('A new report.'), urgent: false } as const;
    const recipient = `teams:${head}`;
    await outbox.owe(
      [{ ...one, key: `incident:1:new:${recipient}`, recipient, otherwise: ['deputy_head'] }],
      clock.now(),
    );
    await running.app.sender.sendDue();
  }

  /** Time passes until nothing is pending any more. */
  async function untilDone(): Promise<void> {
    for (let round = 0; round < 20; round++) {
      clock.advance(0.6);
      await running.app.sender.sendDue();
    }
  }

  const toldNow = (): string[] => microsoft.taken.map(([conversation]) => conversation.replace('chat-', ''));

  it('begins the one-to-one chat, keeps it, and writes there', async () => {
    await alert();
    await untilDone();
    assert.deepEqual(microsoft.taken, [[`chat-${head}`, 'A new report.']]);
    assert.deepEqual(microsoft.asked, { token: 0, keys: 0, begin: 1, send: 1 });
    await running.app.services.outbox.owe(
      [{ key: 'next', recipient: `teams:${head}`, sort: 'reminder', card: say('Next.'), urgent: false }],
      clock.now(),
    );
    await running.app.sender.sendDue();
    assert.equal(microsoft.asked.begin, 1, 'the chat was begun again');
    assert.equal(microsoft.taken.length, 2);
  });

  it('begins the chat anew when the kept one is gone (404)', async () => {
    await alert();
    microsoft.conduct.set(`chat-${head}`, { status: 404, code: 'ConversationNotFound' });
    await running.app.services.outbox.owe(
      [{ key: 'next', recipient: `teams:${head}`, sort: 'reminder', card: say('Next.'), urgent: false }],
      clock.now(),
    );
    await running.app.sender.sendDue();
    assert.equal(microsoft.asked.begin, 2);
  });

  it('goes to the deputy when the app is not installed for the Headteacher, who gets it once they write', async () => {
    microsoft.conduct.set('begin', { status: 403, code: 'ForbiddenOperationException' });
    assert.equal(await hello(deputy, 'one'), 200);
    const before = microsoft.taken.length;
    await alert();
    assert.deepEqual(microsoft.taken.slice(before), [[`chat-${deputy}`, 'A new report.']]);
    assert.equal(await hello(head, 'two'), 200);
    const copies = () => microsoft.taken.filter(([, text]) => text === 'A new report.').length;
    for (let wait = 0; wait < 100 && copies() < 2; wait++) await pause(20);
    assert.equal(copies(), 2);
  });

  for (const { what, conduct, mends, told, sends } of cases) {
    it(`tells the right person once when the channel is ${what}`, async () => {
      microsoft.conduct.set(`chat-${head}`, conduct);
      await alert();
      const first = toldNow();
      if (mends) {
        assert.deepEqual(first, []);
        microsoft.conduct.clear();
      }
      await untilDone();
      assert.deepEqual(toldNow(), told);
      if (sends !== undefined) assert.equal(microsoft.asked.send, sends + told.length, 'it was sent again');
    });
  }

  it('about a call is told to the person who asked, and to no deputy, when it is refused', async () => {
    microsoft.conduct.set(`chat-${head}`, { status: 403, code: 'ConversationBlockedByUser' });
    const { pointers } = running.app.services;
    const recipient = `teams:${head}`;
    await pointers.add(
      {
        sort: 'callback',
        about: 'other',
        account: `teams:${asker}`,
        name: 'Ada',
        role: 'parent',
        at: clock.now(),
      },
      (number) => [
        {
          key: `callback:${number}:${recipient}`,
          recipient,
          sort: 'callback',
          card: say('Call.'),
          urgent: true,
        },
      ],
      clock.now(),
    );
    await running.app.sender.sendDue();
    await untilDone();
    assert.deepEqual(toldNow(), [asker]);
    assert.match(microsoft.taken[0]?.[1] ?? '', /Headteacher has not been told/);
  });
});
