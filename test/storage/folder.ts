import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../../src/log.js';
import { connect } from '../../src/storage/connection.js';
import { closeDatabase, type Database, openDatabase } from '../../src/storage/database.js';

export const noLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A folder for each test of the describe block, with databases that are closed after it. */
export function testFolder() {
  let folder = '';
  const opened: Database[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lollipop-'));
  });
  afterEach(async () => {
    for (const database of opened.splice(0)) await closeDatabase(database);
    rmSync(folder, { recursive: true });
  });
  const file = (name = 'lollipop.db') => join(folder, name);
  async function openUntracked(name?: string): Promise<Database> {
    const result = await openDatabase(`sqlite:${file(name)}`, noLog);
    assert.ok(result.ok, result.ok ? '' : result.fault);
    return result.database;
  }
  return {
    file,
    /** For a test that closes it itself. */
    openUntracked,
    /** An open file with nothing in it. */
    connect(name: string): Database {
      const database = connect({ kind: 'file', path: file(name) }, noLog);
      opened.push(database);
      return database;
    },
    /** Each call is another connection to the same file, as another process would have. */
    async open(name?: string): Promise<Database> {
      const database = await openUntracked(name);
      opened.push(database);
      return database;
    },
  };
}
