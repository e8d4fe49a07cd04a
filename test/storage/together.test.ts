import assert from 'node:assert/strict';
import { BotStorage, type FinishedTurn } from '../../src/storage/bot-storage.js';
import { closeDatabase } from '../../src/storage/database.js';
import { Gathering, type Settled } from '../../src/storage/gathering.js';
import { SeenStore } from '../../src/storage/seen.js';
import { testFolder } from './folder.js';

const now = new Date('2026-11-20T09:00:00Z');

function turn(name: string, part: Partial<FinishedTurn> = {}): FinishedTurn {
  const replies = [{ text: [`Answer to ${name}.`] }];
  return {
    seenKey: name,
    process: 'p',
    stateKey: `s${name}`,
    state: JSON.stringify({ name }),
    eTag: undefined,
    replies,
    now,
    ...part,
  };
}

const keysOf = (name: string) => ({
  seenKey: name,
  stateKey: `s${name}`,
  account: `teams:${name}`,
  conversation: name,
  reference: '{}',
});

describe('turns that are kept together', () => {
  const folder = testFolder();

  it('are each kept whole, and one that comes too late harms none of the others', async () => {
    const database = await folder.open();
    const storage = new BotStorage(database, () => now);
    const seen = new SeenStore(database);
    await storage.write({ soutdated: { name: 'somebody else' } });
    await seen.claim('taken', 'another', now);
    const kept = Array.from({ length: 40 }, (_, at) => `t${at}`);
    const names = [...kept.slice(0, 7), 'outdated', ...kept.slice(7, 20), 'taken', ...kept.slice(20)];
    const saved = await Promise.all(names.map((name) => storage.saveTurn(turn(name))));
    assert.deepEqual(
      names.map((name, at) => [name, saved[at]]),
      names.map((name) => [
        name,
        name === 'outdated' ? 'outdated' : name === 'taken' ? 'taken_over' : 'saved',
      ]),
    );
    const before = await Promise.all(names.map((name) => storage.before(keysOf(name))));
    for (const [at, name] of names.entries()) {
      const stored = name === 'outdated' ? { name: 'somebody else' } : { name };
      assert.deepEqual(before[at]?.stored, name === 'taken' ? undefined : stored);
      assert.equal(before[at]?.seen, name !== 'outdated');
    }
  });

  it('go to the disk with the notes that others were sent, which are theirs alone', async () => {
    const database = await folder.open();
    const storage = new BotStorage(database, () => now);
    const seen = new SeenStore(database);
    await Promise.all(['a', 'b', 'c'].map((name) => storage.saveTurn(turn(name))));
    await Promise.all([
      storage.endTurn(keysOf('a')),
      storage.saveTurn(turn('d')),
      storage.endTurn(keysOf('c')),
    ]);
    const settled = await Promise.all(['a', 'b', 'c', 'd'].map((name) => seen.settled(name)));
    assert.deepEqual(settled, [true, false, true, false]);
  });

  it('are kept once, also by the process that has kept them before', async () => {
    const database = await folder.open();
    const storage = new BotStorage(database, () => now);
    const twice = ['a', 'b', 'a'].map((name, at) =>
      storage.saveTurn(turn(name, { stateKey: `${name}${at}` })),
    );
    assert.deepEqual(await Promise.all(twice), ['saved', 'saved', 'taken_over']);
    assert.equal(await storage.saveTurn(turn('b', { stateKey: 'another' })), 'taken_over');
  });

  it('are known by their own mark, whatever the channel calls them', async () => {
    const storage = new BotStorage(await folder.open(), () => now);
    // SQLite gives half a character back as another one.
    const names = ['half \ud800', 'nothing \u0000 between', 'plain'];
    const saved = await Promise.all(names.map((name) => storage.saveTurn(turn(name))));
    assert.deepEqual(saved, ['saved', 'saved', 'saved']);
  });

  it('are all refused when nothing can be kept', async () => {
    const database = await folder.open();
    const storage = new BotStorage(database, () => now);
    await database.raw('PRAGMA query_only = ON');
    const refused = await Promise.allSettled(['a', 'b', 'c'].map((name) => storage.saveTurn(turn(name))));
    assert.deepEqual(
      refused.map(({ status }) => status),
      ['rejected', 'rejected', 'rejected'],
    );
    await database.raw('PRAGMA query_only = OFF');
    assert.equal(await storage.saveTurn(turn('a')), 'saved');
  });

  it('are refused alone where one of them is too much for the disk', async () => {
    const database = await folder.open();
    const storage = new BotStorage(database, () => now);
    await storage.saveTurn(turn('first'));
    const [{ page_count: pages }] = (await database.raw('PRAGMA page_count')) as [{ page_count: number }];
    await database.raw(`PRAGMA max_page_count = ${pages + 4}`);
    const names = ['a', 'big', 'b', 'c'];
    const state = (name: string) => JSON.stringify({ words: name === 'big' ? 'x'.repeat(100_000) : '' });
    const ended = await Promise.allSettled(
      names.map((name) => storage.saveTurn(turn(name, { state: state(name) }))),
    );
    assert.deepEqual(
      ended.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
    );
  });

  it('are read alone where what is kept of one cannot be', async () => {
    const database = await folder.open();
    const storage = new BotStorage(database, () => now);
    await storage.saveTurn(turn('b'));
    await database.raw(
      `INSERT INTO bot_state (key, value, etag, updated_at) VALUES ('sbad', x'00ff', 'e', '2026')`,
    );
    const before = await Promise.all(['a', 'bad', 'b'].map((name) => storage.before(keysOf(name))));
    assert.deepEqual(
      before.map(({ stored, eTag }) => [stored, eTag === undefined]),
      [
        [undefined, true],
        [undefined, false],
        [{ name: 'b' }, false],
      ],
    );
  });

  it('are all kept or refused before the database is closed, and none afterwards', async () => {
    const database = await folder.openUntracked();
    const storage = new BotStorage(database, () => now);
    const names = Array.from({ length: 40 }, (_, at) => `t${at}`);
    const kept = Promise.all(names.map((name) => storage.saveTurn(turn(name))));
    await new Promise((done) => setImmediate(done));
    await closeDatabase(database);
    assert.deepEqual(new Set(await kept), new Set(['saved']));
    await assert.rejects(storage.saveTurn(turn('late')));
  });

  it('are refused alone for what is wrong with one of them', async () => {
    const database = await folder.open();
    const storage = new BotStorage(database, () => now);
    await database.raw(`CREATE TRIGGER bad BEFORE INSERT ON bot_state WHEN NEW.key = 'sbad'
      BEGIN SELECT RAISE(ABORT, 'bad'); END`);
    const names = ['a', 'bad', 'b', 'c'];
    const ended = await Promise.allSettled(names.map((name) => storage.saveTurn(turn(name))));
    assert.deepEqual(
      ended.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
    );
    const before = await Promise.all(names.map((name) => storage.before(keysOf(name))));
    assert.deepEqual(
      before.map(({ seen }) => seen),
      [true, false, true, true],
    );
  });
});

describe('what is gathered', () => {
  it('is done in the order in which it came, so many at once, and one that waits for others at most so long', async () => {
    const batches: number[][] = [];
    const work = async (items: readonly number[]): Promise<Settled<number>[]> => {
      batches.push([...items]);
      return items.map((item) => ({ ok: true, result: item }));
    };
    const gathering = new Gathering<number, number>(work);
    await Promise.all(Array.from({ length: 40 }, (_, at) => gathering.add(at)));
    assert.deepEqual(
      batches.map(({ length }) => length),
      [16, 16, 8],
    );
    assert.deepEqual(
      batches.flat(),
      Array.from({ length: 40 }, (_, at) => at),
    );
    batches.length = 0;
    const patient = new Gathering<number, number>(work, { most: 3, wait: 20 });
    const began = performance.now();
    await Promise.all([1, 2, 3, 4].map((item) => patient.add(item)));
    assert.deepEqual(batches, [[1, 2, 3], [4]]);
    assert.ok(performance.now() - began >= 15);
    const hurried = new Gathering<number, number>(work, { most: 3, wait: 60_000 });
    const added = hurried.add(5);
    await hurried.close();
    assert.equal(await added, 5);
    await assert.rejects(hurried.add(6));
  });

  it('is told of its end only after it, in order, and goes on after a failure', async () => {
    const batches: string[][] = [];
    const gathering = new Gathering<string, string>(async (items) => {
      batches.push([...items]);
      await new Promise((done) => setTimeout(done, 2));
      if (items.includes('breaks')) throw new Error('broken');
      return items.map((item): Settled<string> => ({ ok: true, result: item.toUpperCase() }));
    });
    const first = [gathering.add('a'), gathering.add('b')];
    await new Promise((done) => setImmediate(done));
    await new Promise((done) => setImmediate(done));
    const second = [gathering.add('c'), gathering.add('d')];
    assert.deepEqual(await Promise.all([...first, ...second]), ['A', 'B', 'C', 'D']);
    assert.deepEqual(batches, [
      ['a', 'b'],
      ['c', 'd'],
    ]);
    await assert.rejects(gathering.add('breaks'), /broken/);
    assert.equal(await gathering.add('e'), 'E');
  });

  it('waits a little in a busy moment for those who go on as soon as they have their answer', async () => {
    const batches: string[][] = [];
    const gathering = new Gathering<string, string>(async (items) => {
      batches.push([...items]);
      await new Promise((done) => setTimeout(done, 2));
      return items.map((item): Settled<string> => ({ ok: true, result: item }));
    });
    const first = [gathering.add('a'), gathering.add('b')];
    while (batches.length === 0) await new Promise((done) => setImmediate(done));
    const meanwhile = gathering.add('c');
    await Promise.all(first);
    await Promise.all([meanwhile, gathering.add('d')]);
    assert.deepEqual(batches, [
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });
});
