import assert from 'node:assert/strict';
import type { Card } from '../../src/cards/card.js';
import { OutboxStore, type Owed, owe } from '../../src/storage/outbox.js';
import { testFolder } from './folder.js';

const now = new Date('2026-11-20T09:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

/** Every field that a card has. */
const wholeCard: Required<Card> = {
  title: 'A title',
  text: ['A line'],
  quotes: [{ words: 'w', source: 's' }],
  facts: [{ label: 'l', value: 'v', bars: [{ label: 'b', value: '1', length: 1 }] }],
  list: ['one'],
  paste: 'p',
  links: [{ label: 'l', url: 'https://school.example' }],
  ask: 'a',
  choices: [{ label: 'Yes' }, { label: 'No', says: 'no thanks' }],
  of: 'o',
  shortcuts: [{ label: 'Show', says: 'show 7', of: 'alert:7:1' }],
  form: {
    fields: [
      { id: 'kind', label: 'Kind', missing: 'm', input: 'one', options: [{ label: 'A', value: 'a' }] },
      { id: 'when', label: 'When', value: '2026-11-17', error: 'e', input: 'day', latest: '2026-11-18' },
      { id: 'words', label: 'Words', input: 'text', most: 1500 },
    ],
    submit: { label: 'Check', says: 'check' },
  },
  file: { name: 'n.csv', type: 'text/csv', content: 'c' },
};

function message(key: string, part: Partial<Owed> = {}): Owed {
  return { key, recipient: 'teams:head', sort: 'alert', card: { text: [key] }, urgent: false, ...part };
}

describe('the outbox', () => {
  const folder = testFolder();

  async function outbox(...owed: Owed[]): Promise<OutboxStore> {
    const store = new OutboxStore(await folder.open());
    await store.owe(owed, now);
    return store;
  }

  async function keysDue(store: OutboxStore, at: Date): Promise<string[]> {
    return (await store.due(at, 10)).map(({ key }) => key);
  }

  it('gives back the whole message', async () => {
    const store = await outbox(
      message('a', { card: wholeCard, otherwise: ['deputy_head', 'dsl'], urgent: true }),
    );
    const [due] = await store.due(now, 10);
    assert.ok(due);
    assert.deepEqual(due.card, wholeCard);
    assert.deepEqual(due.otherwise, ['deputy_head', 'dsl']);
    assert.equal(due.urgent, true);
    assert.equal(due.recipient, 'teams:head');
    assert.equal(due.attempts, 1);
  });

  it('holds a key once', async () => {
    const store = await outbox(message('a', { card: { text: ['first'] } }), message('a'), message('b'));
    await store.owe([message('a')], later(60));
    assert.deepEqual(
      (await store.due(now, 10)).map(({ card }) => card.text[0]),
      ['first', 'b'],
    );
  });

  it('sends urgent messages first and waits for quiet hours to end', async () => {
    const store = await outbox(
      message('ordinary'),
      message('quiet', { notBefore: later(3600) }),
      message('urgent', { urgent: true }),
    );

    assert.deepEqual(await keysDue(store, now), ['urgent', 'ordinary']);
    for (const key of ['urgent', 'ordinary']) await store.sent((await store.forKey(key))?.id ?? 0, now);

    assert.deepEqual(await keysDue(store, later(3600)), ['quiet']);
  });

  it('takes the urgent ones when not all fit', async () => {
    const store = await outbox(message('a'), message('b'), message('c', { urgent: true }));
    assert.deepEqual(
      (await store.due(now, 1)).map(({ key }) => key),
      ['c'],
    );
    assert.deepEqual(
      (await store.due(now, 1)).map(({ key }) => key),
      ['a'],
    );
  });

  it('gives a message to one of two processes, and again when nothing came of it', async () => {
    await outbox(...Array.from({ length: 30 }, (_, i) => message(`m${i}`)));
    const [one, two] = [new OutboxStore(await folder.open()), new OutboxStore(await folder.open())];
    const taken = await Promise.all([one.due(now, 20), two.due(now, 20)]);
    assert.equal(new Set(taken.flat().map(({ key }) => key)).size, 30);
    assert.equal(taken.flat().length, 30);
    assert.deepEqual(await one.due(later(59), 10), []);
    assert.equal((await two.due(later(60), 50)).length, 30);
  });

  it('does not send what was sent', async () => {
    const store = await outbox(message('a'));
    const [due] = await store.due(now, 10);
    await store.sent(due?.id ?? 0, later(1));
    const sent = await store.forKey('a');
    assert.equal(sent?.state, 'sent');
    assert.deepEqual(sent?.sentAt, later(1));
    assert.deepEqual(await store.due(later(1000), 10), []);
  });

  it('tries again when told to', async () => {
    const store = await outbox(message('a'));
    const [due] = await store.due(now, 10);
    await store.failed(due?.id ?? 0, { fault: '429', retryAt: later(120) }, now);
    assert.deepEqual(await keysDue(store, later(119)), []);
    const [again] = await store.due(later(120), 10);
    assert.equal(again?.attempts, 2);
    assert.equal(again?.lastFault, '429');
  });

  it('waits until the person writes', async () => {
    const store = await outbox(message('a'), message('b', { recipient: 'teams:other' }));
    for (const { id } of await store.due(now, 10))
      await store.failed(id, { fault: '403', retryAt: 'waiting' }, now);
    assert.deepEqual(await keysDue(store, later(1000)), []);
    assert.equal(await store.wake('teams:head', later(1000)), 1);
    assert.deepEqual(await keysDue(store, later(1000)), ['a']);
    assert.equal((await store.forKey('b'))?.state, 'waiting');
  });

  it('gives up with what is owed to others instead, in one step', async () => {
    const store = await outbox(message('a'), message('b'));
    const [a, b] = await store.due(now, 10);
    await store.failed(
      a?.id ?? 0,
      { fault: 'gone', instead: [message('a>', { recipient: 'teams:deputy' })] },
      now,
    );
    assert.equal((await store.forKey('a'))?.state, 'undeliverable');
    assert.deepEqual(await keysDue(store, later(1)), ['a>']);
    const unknownIncident = message('b>', { incident: 404 });
    await assert.rejects(
      store.failed(b?.id ?? 0, { fault: 'gone', instead: [unknownIncident] }, now),
      /FOREIGN KEY/,
    );
    assert.equal((await store.forKey('b'))?.state, 'pending');
  });

  it('keeps a message that nobody can get as undeliverable', async () => {
    const { recipient: _, ...nobody } = message('a');
    const store = await outbox(nobody);
    assert.deepEqual(await store.due(now, 10), []);
    const kept = await store.forKey('a');
    assert.equal(kept?.state, 'undeliverable');
    assert.ok(kept && !('recipient' in kept));
  });

  it('owes nothing when the transaction fails', async () => {
    const database = await folder.open();
    await assert.rejects(
      database.transaction(async (trx) => {
        await owe(trx, [message('a')], now);
        throw new Error('half-way');
      }),
      /half-way/,
    );
    assert.equal(await new OutboxStore(database).forKey('a'), undefined);
  });

  it('finds the copies of one message by what their keys begin with', async () => {
    const store = await outbox(
      message('pointer:1:teams:a'),
      message('pointer:1:teams:b'),
      message('pointer:12:teams:a'),
    );
    assert.deepEqual(
      (await store.withPrefix('pointer:1:')).map(({ key }) => key),
      ['pointer:1:teams:a', 'pointer:1:teams:b'],
    );
  });

  it('forgets what was sent long ago, and only that', async () => {
    const store = await outbox(message('a'), message('b'), message('c', { notBefore: later(9999) }));
    const [a, b] = await store.due(now, 10);
    await store.sent(a?.id ?? 0, later(1));
    await store.sent(b?.id ?? 0, later(10));
    assert.equal(await store.purge(later(10)), 1);
    assert.equal(await store.forKey('a'), undefined);
    assert.ok(await store.forKey('b'));
    assert.ok(await store.forKey('c'));
  });
});
