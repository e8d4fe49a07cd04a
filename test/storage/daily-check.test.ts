import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { connect } from '../../src/storage/connection.js';
import { type Running, startApp } from '../support/app.js';
import { noLog } from './folder.js';

/** The first page holds the list of tables, without which nothing could be asked at all. */
const firstPage = 4096;

describe('the daily look at the database', () => {
  let running: Running;

  beforeEach(async () => {
    running = await startApp();
  });

  afterEach(() => running.close());

  const health = async (): Promise<number> => (await fetch(`${running.url}/healthz`)).status;
  const said = (): string[] => running.log.lines.filter((line) => line.includes('database.damaged'));

  /** Overwrites the tables in the file, as a failing disk may, and makes the bot read them anew. */
  async function damage(): Promise<void> {
    const other = connect({ kind: 'file', path: running.databaseFile }, noLog);
    await other.raw('PRAGMA wal_checkpoint(TRUNCATE)');
    await other('setting').insert({ account: 'teams:a', name: 'digest', value: '"on"' });
    const file = await open(running.databaseFile, 'r+');
    const length = statSync(running.databaseFile).size - firstPage;
    await file.write(Buffer.alloc(length, 7), 0, length, firstPage);
    await file.close();
    await other.destroy();
  }

  it('finds nothing wrong with a sound one', async () => {
    running.clock.advance(24);
    await running.app.housekeeping();
    assert.deepEqual(said(), []);
    assert.equal(await health(), 200);
  });

  it('finds damage on the next day, says what to do, and shows it to the host', async () => {
    await damage();
    running.clock.advance(24);
    await running.app.housekeeping().catch(() => undefined);
    assert.match(said().join('\n'), /npm run restore/);
    assert.equal(await health(), 503);
  });
});
