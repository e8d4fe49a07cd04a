import assert from 'node:assert/strict';
import { BotStorage, StorageConflict } from '../../src/storage/bot-storage.js';
import { testFolder } from './folder.js';

describe('bot storage', () => {
  const folder = testFolder();
  let now: Date;

  beforeEach(() => {
    now = new Date('2026-11-20T09:00:00Z');
  });

  async function open(): Promise<BotStorage> {
    return new BotStorage(await folder.open(), () => now);
  }

  it('gives back what was written, with an eTag, and nothing for what was not', async () => {
    const storage = await open();
    await storage.write({ a: { words: 'é "quoted" 👍', list: [1, null] }, b: { n: 2 } });
    const read = await storage.read(['a', 'b', 'c']);
    assert.deepEqual(Object.keys(read).sort(), ['a', 'b']);
    const { eTag, ...rest } = read.a;
    assert.deepEqual(rest, { words: 'é "quoted" 👍', list: [1, null] });
    assert.match(eTag, /./);
    assert.deepEqual(await storage.read([]), {});
  });

  it('refuses an outdated item and writes nothing of the call', async () => {
    const storage = await open();
    await storage.write({ a: { n: 1 } });
    const first = (await storage.read(['a'])).a;
    await storage.write({ a: { ...first, n: 2 } });
    await assert.rejects(storage.write({ b: { n: 9 }, a: { ...first, n: 3 } }), StorageConflict);
    const read = await storage.read(['a', 'b']);
    assert.equal(read.a.n, 2);
    assert.equal(read.b, undefined);
  });

  it('refuses an item with an eTag that is gone', async () => {
    const storage = await open();
    await storage.write({ a: { n: 1 } });
    const { a } = await storage.read(['a']);
    await storage.delete(['a', 'never there']);
    await assert.rejects(storage.write({ a }), StorageConflict);
    assert.deepEqual(await storage.read(['a']), {});
  });

  it('overwrites without an eTag and with *', async () => {
    const storage = await open();
    await storage.write({ a: { n: 1 } });
    await storage.write({ a: { n: 2 } });
    assert.equal((await storage.read(['a'])).a.n, 2);
    await storage.write({ a: { n: 3, eTag: '*' } });
    assert.equal((await storage.read(['a'])).a.n, 3);
  });

  it('lets one of many writers win, in two processes', async () => {
    const [one, two] = [await open(), await open()];
    await one.write({ a: { n: 0 } });
    const { a } = await one.read(['a']);
    const writes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? one : two).write({ a: { ...a, n: i + 1 } })),
    );
    assert.equal(writes.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  it('forgets what was not touched for long', async () => {
    const storage = await open();
    await storage.write({ old: { n: 1 } });
    now = new Date('2026-11-20T10:00:00Z');
    await storage.write({ new: { n: 2 } });
    assert.equal(await storage.purge(now, () => undefined), 1);
    assert.deepEqual(Object.keys(await storage.read(['old', 'new'])), ['new']);
  });
});
