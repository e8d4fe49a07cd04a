import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../src/storage/database.js';
import { migrations } from '../../src/storage/migrations.js';
import { type Migration, migrate } from '../../src/storage/versions.js';
import { testFolder } from './folder.js';

async function shapeOf(database: Database): Promise<unknown> {
  return database('sqlite_master').select('type', 'name', 'sql').orderBy(['type', 'name']);
}

describe('migrations', () => {
  const folder = testFolder();

  /** A database as a program that knew the first `count` migrations left it. */
  async function madeBy(count: number, name: string): Promise<Database> {
    const database = folder.connect(name);
    const migrated = await migrate(database, migrations.slice(0, count));
    assert.deepEqual(migrated, { ok: true, version: count, applied: count });
    return database;
  }

  it('are numbered 1, 2, 3 without a gap', () => {
    assert.deepEqual(
      migrations.map(({ version }) => version),
      migrations.map((_, i) => i + 1),
    );
  });

  for (let older = 0; older <= migrations.length; older++) {
    it(`bring version ${older} to the form of a new database`, async () => {
      const database = await madeBy(older, 'older.db');
      const migrated = await migrate(database, migrations);
      assert.deepEqual(migrated, {
        ok: true,
        version: migrations.length,
        applied: migrations.length - older,
      });
      assert.deepEqual(await shapeOf(database), await shapeOf(await folder.open('new.db')));
    });
  }

  const first: Migration = {
    version: 1,
    name: 'first',
    up: (trx) => trx.schema.createTable('kept', (table) => table.text('words')),
  };

  it('leave nothing of one that fails, and keep those before it', async () => {
    const database = folder.connect('failing.db');
    const failing: Migration = {
      version: 2,
      name: 'failing',
      async up(trx) {
        await trx.schema.createTable('half', (table) => table.text('words'));
        throw new Error('half-way');
      },
    };
    await assert.rejects(migrate(database, [first, failing]), /half-way/);
    assert.equal(await database.schema.hasTable('kept'), true);
    assert.equal(await database.schema.hasTable('half'), false);
    assert.deepEqual(await database('schema_version').pluck('version'), [1]);
  });

  it('are applied once when two processes start together', async () => {
    const slow: Migration = {
      ...first,
      async up(trx) {
        await first.up(trx);
        // The other reads the version meanwhile and finds none.
        await pause(100);
      },
    };
    const processes = [folder.connect('shared.db'), folder.connect('shared.db')];
    for (const each of processes) await migrate(each, []);
    const both = await Promise.all(processes.map((each) => migrate(each, [slow])));
    const applied = both.map((each) => (each.ok ? each.applied : Number.NaN));
    assert.ok(applied.includes(0) && applied.includes(1), String(applied));
  });
});
