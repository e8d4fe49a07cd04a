import assert from 'node:assert/strict';
import { say } from '../../../src/cards/card.js';
import { knownCodes, mendFor, remedyFor } from '../../../src/channels/whatsapp/errors.js';
import { replyBackOff, unsureMs } from '../../../src/channels/whatsapp/post.js';
import type { Refusal } from '../../support/whatsapp.js';
import { Phone } from './phone.js';

const parent = { id: 'GB.1001', name: 'Pat' };
const reader = { id: 'GB.2002', name: 'Hana' };
const account = `whatsapp:${reader.id}`;
const people = [{ role: 'headteacher' as const, name: 'Hana Ross', accounts: [account] }];

/** The codes that the issue names and the documentation lists, with the HTTP status that goes with each. */
const documented: readonly { code: number; status: number; retry: 'later' | 'waiting' | 'never' }[] = [
  { code: 0, status: 401, retry: 'later' },
  { code: 3, status: 500, retry: 'later' },
  { code: 10, status: 403, retry: 'later' },
  { code: 190, status: 401, retry: 'later' },
  { code: 200, status: 403, retry: 'later' },
  { code: 4, status: 400, retry: 'later' },
  { code: 80007, status: 400, retry: 'later' },
  { code: 130429, status: 400, retry: 'later' },
  { code: 131048, status: 400, retry: 'later' },
  { code: 131056, status: 400, retry: 'later' },
  { code: 133004, status: 503, retry: 'later' },
  { code: 368, status: 403, retry: 'later' },
  { code: 131031, status: 403, retry: 'later' },
  { code: 130497, status: 403, retry: 'never' },
  { code: 1, status: 400, retry: 'later' },
  { code: 2, status: 503, retry: 'later' },
  { code: 33, status: 400, retry: 'later' },
  { code: 100, status: 400, retry: 'never' },
  { code: 130472, status: 400, retry: 'never' },
  { code: 131000, status: 500, retry: 'later' },
  { code: 131005, status: 403, retry: 'later' },
  { code: 131008, status: 400, retry: 'never' },
  { code: 131009, status: 400, retry: 'never' },
  { code: 131016, status: 500, retry: 'later' },
  { code: 131021, status: 400, retry: 'never' },
  { code: 131026, status: 400, retry: 'never' },
  { code: 131030, status: 400, retry: 'never' },
  { code: 131042, status: 400, retry: 'later' },
  { code: 131045, status: 500, retry: 'later' },
  { code: 131047, status: 400, retry: 'waiting' },
  { code: 131049, status: 400, retry: 'never' },
  { code: 131050, status: 400, retry: 'never' },
  { code: 131051, status: 400, retry: 'never' },
  { code: 131052, status: 400, retry: 'never' },
  { code: 131053, status: 400, retry: 'never' },
  { code: 131057, status: 500, retry: 'later' },
  { code: 131062, status: 400, retry: 'never' },
  { code: 132000, status: 400, retry: 'never' },
  { code: 132001, status: 404, retry: 'never' },
  { code: 132005, status: 400, retry: 'never' },
  { code: 132007, status: 400, retry: 'never' },
  { code: 132012, status: 400, retry: 'never' },
  { code: 132015, status: 400, retry: 'never' },
  { code: 132016, status: 400, retry: 'never' },
  { code: 132068, status: 400, retry: 'never' },
  { code: 132069, status: 400, retry: 'never' },
  { code: 133010, status: 400, retry: 'later' },
  { code: 135000, status: 400, retry: 'never' },
  { code: 999_999, status: 400, retry: 'later' },
];

describe('what is sent on WhatsApp', () => {
  const phone = new Phone({ people });
  const { meta, clock } = phone;
  let count = 0;

  before(() => phone.open());
  after(() => phone.close());
  afterEach(() => {
    meta.refuse = () => undefined;
    meta.mood = 'accept';
    meta.now = undefined;
  });

  function refuseOnce(refusal: Refusal): void {
    meta.refuse = () => {
      meta.refuse = () => undefined;
      return refusal;
    };
  }

  /** Lets time pass; what is due is sent. */
  async function later(seconds: number): Promise<void> {
    clock.advance(seconds / 3600);
    await meta.settle();
  }

  /** Owes the reader a message and tries to send it; how the outbox has it, and what arrived. */
  async function owe(words: string, now = true) {
    const key = `test:${++count}`;
    const { outbox } = phone.running.app.services;
    await outbox.owe(
      [{ key, recipient: account, sort: 'reminder', card: say(words), urgent: false }],
      clock.now(),
    );
    if (now) await phone.running.app.sender.sendDue();
    const row = async () => (await outbox.forKey(key)) ?? assert.fail();
    return { key, row, words };
  }

  const timesArrived = (words: string): number => meta.arrived.filter(({ text }) => text === words).length;

  it('knows every documented code, and nothing else', () => {
    assert.deepEqual(
      documented
        .map(({ code }) => code)
        .filter((code) => code !== 999_999)
        .sort((a, b) => a - b),
      [...knownCodes].sort((a, b) => a - b),
    );
  });

  describe('and refused', () => {
    const state = { later: 'pending', waiting: 'waiting', never: 'undeliverable' } as const;
    const owed = new Map<number, Awaited<ReturnType<typeof owe>>>();
    const first = new Map<number, string>();
    let log = '';

    before(async () => {
      const given = new Set<string>();
      meta.refuse = ({ body }) => {
        const words = JSON.stringify(body);
        const one = documented.find(({ code }) => words.includes(`About ${code}.`));
        if (!one || given.has(words)) return undefined;
        given.add(words);
        return one;
      };
      const logged = phone.running.log.lines.length;
      for (const { code } of documented) owed.set(code, await owe(`About ${code}.`, false));
      await phone.running.app.sender.sendDue();
      for (const { code } of documented) first.set(code, (await owed.get(code)?.row())?.state ?? '');
      log = phone.running.log.lines.slice(logged).join('\n');
      await later(31);
      await meta.say(reader, 'help');
      await phone.running.app.sender.sendDue();
      await phone.sent();
    });

    for (const { code, retry } of documented) {
      it(`with ${code}, is tried ${retry === 'waiting' ? 'when the person writes' : retry}`, async () => {
        assert.equal(remedyFor(code), retry);
        assert.equal(first.get(code), state[retry]);
        const { row, words } = owed.get(code) ?? assert.fail();
        assert.equal((await row()).state, retry === 'never' ? 'undeliverable' : 'sent');
        assert.equal(timesArrived(words), retry === 'never' ? 0 : 1);
        const refused = new RegExp(`"whatsapp.refused","code":${code}[,}]`);
        const line = log.split('\n').find((one) => refused.test(one)) ?? assert.fail('it is not in the log');
        assert.equal(line.includes('"mend"'), mendFor(code) !== undefined, line);
      });
    }
  });

  describe('as a reply', () => {
    const answer = /computer program|minimum age|I can|help/i;

    it('comes later where WhatsApp is busy, in its order, and once', async () => {
      refuseOnce({ code: 131056 });
      const first = await meta.say(parent, 'help');
      assert.deepEqual(first.arrived, [], 'the reply was not refused');
      const second = await meta.say(parent, 'privacy');
      assert.deepEqual(second.arrived, [], 'a later reply has overtaken an earlier one');
      const before = meta.arrived.length;
      await later(replyBackOff[0] ?? 0);
      const arrived = meta.arrived.slice(before).map(({ text }) => text);
      assert.ok(arrived.length >= 2);
      assert.match(arrived[0] ?? '', answer);
      await later(3600);
      assert.equal(meta.arrived.length, before + arrived.length);
    });

    it('does not make other people wait', async () => {
      meta.refuse = ({ to }) => (to === parent.id ? { code: 131056 } : undefined);
      await meta.say(parent, 'help');
      const other = await meta.say({ id: 'GB.1003', name: 'Kim' }, 'what age for whatsapp');
      assert.match(other.arrived.map(({ text }) => text).join(), /13/);
      meta.refuse = () => undefined;
      await later(60);
    });

    it('comes after a restart', async () => {
      refuseOnce({ code: 131016, status: 500 });
      await meta.say(parent, 'privacy');
      const before = meta.arrived.length;
      await phone.stop();
      await phone.start();
      await later(60);
      assert.ok(meta.arrived.length > before);
    });

    it('that comes too late waits until the person writes again, and then comes first', async () => {
      const writer = { id: 'GB.1006', name: 'Mo' };
      await meta.say(writer, 'help');
      refuseOnce({ code: 131047 });
      assert.deepEqual((await meta.say(writer, 'privacy')).arrived, []);
      await later(100_000);
      const { arrived } = await meta.say(writer, 'what age for whatsapp');
      assert.deepEqual(
        arrived.map(({ text }) => /What I keep|its minimum age in the UK is now 13/.exec(text)?.[0]),
        ['What I keep', 'its minimum age in the UK is now 13'],
      );
    });

    it('is given up in the end, and its words are erased', async () => {
      meta.refuse = ({ to }) => (to === 'GB.1004' ? { code: 131000, status: 500 } : undefined);
      await meta.say({ id: 'GB.1004', name: 'Lee' }, 'help');
      for (const seconds of replyBackOff) await later(seconds);
      const rows = (await phone.rows('whatsapp_sending')).filter((row) => row.account === 'whatsapp:GB.1004');
      assert.deepEqual(
        rows.map(({ state, message }) => ({ state, message })),
        [{ state: 'failed', message: null }],
      );
    });
  });

  it('has failed when a status says so before the answer comes', async () => {
    meta.onTaken = (id, call) => meta.status(id, call, 'failed', 131026);
    const { row } = await owe('Overtaken');
    meta.onTaken = async () => undefined;
    assert.equal((await row()).state, 'undeliverable');
  });

  describe('and of which nobody knows whether it arrived', () => {
    it('is not sent again when a status says that it was taken', async () => {
      refuseOnce({ lose: 'after' });
      const { row, words } = await owe('Taken, and no answer came');
      assert.equal((await row()).state, 'pending');
      const call = meta.calls.at(-1) ?? assert.fail();
      await meta.status('wamid.known-later', call, 'delivered');
      for (let i = 0; i < 10; i++) {
        await later(600);
        await phone.running.app.sender.sendDue();
      }
      assert.equal((await row()).state, 'sent');
      assert.equal(timesArrived(words), 1);
    });

    it('is sent again when no status comes, because what was taken has one', async () => {
      refuseOnce({ lose: 'before' });
      const { row, words } = await owe('Lost on the way');
      assert.equal(timesArrived(words), 0);
      await later(31);
      await phone.running.app.sender.sendDue();
      assert.equal(timesArrived(words), 0, 'it was sent again before a status could have come');
      for (let i = 0; i < 4; i++) {
        await later(unsureMs / 1000);
        await phone.running.app.sender.sendDue();
      }
      assert.equal((await row()).state, 'sent');
      assert.equal(timesArrived(words), 1);
    });

    it('is the same for a reply, and other replies do not wait for it', async () => {
      refuseOnce({ lose: 'before' });
      const { arrived } = await meta.say({ id: 'GB.1005', name: 'Ash' }, 'help');
      assert.deepEqual(arrived, []);
      assert.ok((await meta.say({ id: 'GB.1005', name: 'Ash' }, 'what age for whatsapp')).arrived.length > 0);
      const before = meta.arrived.length;
      await later(unsureMs / 1000);
      await meta.settle();
      assert.ok(meta.arrived.length > before);
    });

    for (const status of [502, 504]) {
      it(`is unknown too where something between answers ${status}`, async () => {
        refuseOnce({ status });
        const { row } = await owe(`By a gateway ${status}`);
        assert.equal((await row()).lastFault, 'not confirmed yet');
      });
    }

    it('is known not to have gone where there was no connection', async () => {
      await meta.close();
      const { row } = await owe('Nobody there');
      assert.equal((await row()).lastFault, 'refused for now');
    });
  });
});
