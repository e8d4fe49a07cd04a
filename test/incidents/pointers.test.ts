import assert from 'node:assert/strict';
import { type Pointer, PointerStore } from '../../src/incidents/pointers.js';
import { QuestionStore } from '../../src/incidents/questions.js';
import { OutboxStore, type Owed } from '../../src/storage/outbox.js';
import { testFolder } from '../storage/folder.js';
import { now, zone } from './reports.js';

const pointer: Pointer = {
  sort: 'safeguarding',
  about: 'indecent_image',
  account: 'teams:parent',
  name: 'Sam',
  role: 'parent',
  at: now,
};

function alertOf(id: number): Owed[] {
  return [
    {
      key: `pointer:${id}:teams:dsl`,
      recipient: 'teams:dsl',
      sort: 'pointer',
      card: { text: [`${id}`] },
      urgent: true,
    },
  ];
}

describe('pointers', () => {
  const folder = testFolder();

  it('are kept with their messages', async () => {
    const database = await folder.open();
    const store = new PointerStore(database);
    const id = await store.add(pointer, alertOf, now);
    assert.deepEqual(await store.list({}), [{ ...pointer, id }]);
    assert.deepEqual((await new OutboxStore(database).forKey(`pointer:${id}:teams:dsl`))?.card.text, [
      `${id}`,
    ]);
  });

  it('are not kept when a message cannot be', async () => {
    const store = new PointerStore(await folder.open());
    const failing = (id: number) => alertOf(id).map((owed) => ({ ...owed, incident: 404 }));
    await assert.rejects(store.add(pointer, failing, now), /FOREIGN KEY/);
    assert.deepEqual(await store.list({}), []);
  });

  it('are listed newest first, by sort and by what is left to do', async () => {
    const store = new PointerStore(await folder.open());
    const first = await store.add(pointer, () => [], now);
    const call = await store.add({ ...pointer, sort: 'callback', about: 'other' }, () => [], now);
    const last = await store.add(pointer, () => [], now);
    const ids = async (filter: Parameters<PointerStore['list']>[0]) =>
      (await store.list(filter)).map(({ id }) => id);
    assert.deepEqual(await ids({}), [last, call, first]);
    assert.deepEqual(await ids({ sorts: ['callback'] }), [call]);
    const later = new Date('2026-11-20T10:00:00Z');
    assert.equal(await store.handled(first, 'Dana', later), true);
    assert.deepEqual(await ids({ sorts: ['safeguarding'], unhandledOnly: true }), [last]);
    const [, , kept] = await store.list({});
    assert.deepEqual([kept?.handledAt, kept?.handledBy], [later, 'Dana']);
  });

  it('are handled once', async () => {
    const store = new PointerStore(await folder.open());
    const id = await store.add(pointer, () => [], now);
    assert.equal(await store.handled(id, 'Dana', now), true);
    assert.equal(await store.handled(id, 'Somebody else', now), false);
    assert.equal((await store.list({}))[0]?.handledBy, 'Dana');
    assert.equal(await store.handled(id + 1, 'Dana', now), false);
  });
});

describe('questions that were passed on', () => {
  const folder = testFolder();

  it('have words and a day in the school’s zone, and no column for more', async () => {
    const database = await folder.open();
    const store = new QuestionStore(database, zone);
    await store.add('May a parent film the play?', new Date('2026-06-30T23:30:00Z'));
    const [question] = await store.list();
    assert.deepEqual(question, { id: 1, words: 'May a parent film the play?', askedOn: '2026-07-01' });
    assert.deepEqual(Object.keys(await database('question').columnInfo()), ['id', 'words', 'asked_on']);
  });

  it('are removed once', async () => {
    const store = new QuestionStore(await folder.open(), zone);
    await store.add('One', now);
    await store.add('Two', now);
    assert.equal(await store.remove(1), true);
    assert.equal(await store.remove(1), false);
    assert.deepEqual(
      (await store.list()).map(({ words }) => words),
      ['Two'],
    );
  });
});
