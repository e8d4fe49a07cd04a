import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { canWrite, closeDatabase, openDatabase } from '../../src/storage/database.js';
import { placeOf } from '../../src/storage/sqlite.js';
import { noLog, testFolder } from './folder.js';

describe('the database', () => {
  const folder = testFolder();

  async function refusal(): Promise<string> {
    const result = await openDatabase(`sqlite:${folder.file()}`, noLog);
    if (result.ok) await closeDatabase(result.database);
    assert.ok(!result.ok, 'it was opened');
    return result.fault;
  }

  it('holds its pragmas', async () => {
    const database = await folder.open('a/new/folder/lollipop.db');
    const held = async (pragma: string) => Object.values((await database.raw(`PRAGMA ${pragma}`))[0])[0];
    assert.equal(await held('journal_mode'), 'wal');
    assert.equal(await held('synchronous'), 2);
    assert.equal(await held('foreign_keys'), 1);
    assert.equal(await held('secure_delete'), 1);
    assert.equal(await held('busy_timeout'), 5000);
  });

  it('is readable by nobody else', async () => {
    await folder.open();
    for (const file of [folder.file(), `${folder.file()}-wal`])
      assert.equal(statSync(file).mode & 0o077, 0, file);
  });

  it('keeps what it holds when it is opened again', async () => {
    await closeDatabase(await folder.openUntracked());
    const database = await folder.open();
    assert.equal(await canWrite(database), true);
  });

  it('opens in memory', async () => {
    const result = await openDatabase('sqlite::memory:', noLog);
    assert.ok(result.ok);
    assert.equal(await canWrite(result.database), true);
    await closeDatabase(result.database);
    assert.equal(await canWrite(result.database), false);
  });

  it('reads its address', () => {
    assert.deepEqual(placeOf('sqlite::memory:'), { kind: 'memory' });
    assert.deepEqual(placeOf('sqlite:/srv/a.db'), { kind: 'file', path: '/srv/a.db' });
    assert.deepEqual(placeOf('/srv/a.db'), { kind: 'file', path: '/srv/a.db' });
    for (const other of ['postgres://user:secret@host/db', 'sqlite:', 'a.db', ''])
      assert.equal(placeOf(other), undefined);
  });

  it('does not repeat an address that it refuses', async () => {
    const result = await openDatabase('postgres://user:secret@host/db', noLog);
    assert.ok(!result.ok && !result.fault.includes('secret'));
  });

  it('refuses a file that is no database', async () => {
    writeFileSync(folder.file(), 'Dear parents, '.repeat(500));
    assert.match(await refusal(), /not a database, or it is damaged.*restore a backup/);
    assert.match(readFileSync(folder.file(), 'utf8'), /^Dear parents/);
  });

  it('refuses a damaged file', async () => {
    const database = await folder.openUntracked();
    const rows = Array.from({ length: 400 }, (_, i) => ({
      words: `question ${i} `.repeat(40),
      asked_on: '2026-11-22',
    }));
    await database.batchInsert('question', rows, 50);
    await closeDatabase(database);
    const bytes = readFileSync(folder.file());
    bytes.fill(0xee, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 3 * 4096);
    writeFileSync(folder.file(), bytes);
    assert.match(await refusal(), /is damaged.*restore a backup/);
  });

  it('refuses an emptied file', async () => {
    await closeDatabase(await folder.openUntracked());
    truncateSync(folder.file(), 0);
    assert.match(await refusal(), /is empty.*restore a backup/);
  });

  it('refuses a database of another program', async () => {
    const database = await folder.openUntracked();
    await database.schema.renameTable('schema_version', 'versions');
    await closeDatabase(database);
    assert.match(await refusal(), /not one of Lollipop/);
  });

  it('refuses a newer database and leaves it as it is', async () => {
    const database = await folder.openUntracked();
    await database('schema_version').insert({ version: 99, name: 'the future' });
    await closeDatabase(database);
    assert.match(
      await refusal(),
      /lollipop\.db was made by a newer Lollipop \(version 99, this one knows \d+\)\. Start the newer program, or restore a backup\.$/,
    );
  });

  it('says so when there is no file to be had', async () => {
    mkdirSync(folder.file());
    assert.match(await refusal(), /cannot be opened/);
  });

  it('says so when it may not write', async function () {
    if (process.getuid?.() === 0) this.skip();
    await closeDatabase(await folder.openUntracked());
    chmodSync(folder.file(), 0o400);
    assert.match(await refusal(), /cannot be written to/);
  });

  it('never quotes what was stored in the message of a fault', async () => {
    const database = await folder.open();
    await database('setting').insert({ account: 'canary-account', name: 'n', value: 'canary-words' });
    await assert.rejects(
      Promise.resolve(
        database('setting').insert({ account: 'canary-account', name: 'n', value: 'canary-words' }),
      ),
      (fault: Error) => /UNIQUE/.test(fault.message) && !/canary/.test(fault.message),
    );
  });

  // A connection that waits for a lock holds one of the four threads of the process, so no more than three.
  it('can be opened by several processes at once when it is new', async () => {
    const opened = await Promise.all(Array.from({ length: 3 }, () => folder.open()));
    for (const database of opened) assert.equal(await canWrite(database), true);
  });
});
