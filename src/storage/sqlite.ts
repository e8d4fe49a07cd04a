import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';
import { z } from 'zod';
import { turnView } from './turn-view.js';

/** Where a database is: a file's whole path, or in memory (for tests; it is gone when closed). */
export type Place = { kind: 'file'; path: string } | { kind: 'memory' };

/**
 * What every connection must hold, in the order in which it is set. FULL because NORMAL loses
 * confirmed rows in a power cut; secure_delete because erased texts must leave no bytes behind.
 */
const pragmas = [
  { name: 'journal_mode', set: 'WAL', held: 'wal' },
  { name: 'synchronous', set: 'FULL', held: 2 },
  { name: 'foreign_keys', set: 'ON', held: 1 },
  { name: 'secure_delete', set: 'ON', held: 1 },
  { name: 'busy_timeout', set: '5000', held: 5000 },
] as const;

/** What to do about a fault that SQLite reports, as words that follow the file's name. */
const remedies: Readonly<Record<string, string>> = {
  SQLITE_NOTADB: 'is not a database, or it is damaged. Keep a copy of it and restore a backup.',
  SQLITE_CORRUPT: 'is damaged. Keep a copy of it and restore a backup.',
  SQLITE_CANTOPEN: 'cannot be opened. Check that the folder exists and that Lollipop may write to it.',
  SQLITE_READONLY: 'cannot be written to. Check the rights of the file and of its folder.',
  SQLITE_PERM: 'cannot be written to. Check the rights of the file and of its folder.',
  SQLITE_BUSY: 'is locked by another program. Stop that program and start again.',
  SQLITE_LOCKED: 'is locked by another program. Stop that program and start again.',
  SQLITE_FULL: 'cannot grow because the disk is full. Make room and start again.',
  SQLITE_IOERR: 'cannot be read or written. Check the disk.',
};

/** The part of a driver's connection that is used before knex has it. */
interface Connection {
  all(sql: string, done: (fault: Error | null, rows: unknown[]) => void): void;
}

/** Thrown while a connection is opened when the database does not keep what was set. */
export class PragmaNotHeld extends Error {}

/** Undefined for an address that is not SQLite's. */
export function placeOf(url: string): Place | undefined {
  const file = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : url.startsWith('/') ? url : '';
  if (file === ':memory:') return { kind: 'memory' };
  return file === '' ? undefined : { kind: 'file', path: resolve(file) };
}

/**
 * Makes the folder of a new database; the fault of one that must not be opened. An existing file
 * without a byte is what is left of an emptied database (SQLite would call it new), or another
 * process is making it at this moment.
 */
export async function prepareFile(path: string): Promise<string | undefined> {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  } catch {
    return `The folder of ${path} cannot be made. Check the rights of the folder that it is in.`;
  }
  for (let look = 0; existsSync(path) && statSync(path).size === 0; look++) {
    if (look === 10) {
      return `${path} is empty. If there were reports in it, restore a backup. If not, delete the file and start again.`;
    }
    await pause(50);
  }
  return undefined;
}

/** Only the account that runs the bot can read what people reported. */
export function keepPrivate(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) chmodSync(file, 0o600);
}

/** Sets the pragmas and reads each back, and makes the view of turns. Rejects with PragmaNotHeld when one is not kept. */
export async function holdPragmas(connection: Connection, place: Place): Promise<void> {
  await ask(connection, 'PRAGMA busy_timeout = 0');
  for (const { name, set, held } of pragmas) {
    await patiently(() => ask(connection, `PRAGMA ${name} = ${set}`));
    const is = await patiently(() => ask(connection, `PRAGMA ${name}`));
    const wanted = name === 'journal_mode' && place.kind === 'memory' ? 'memory' : held;
    if (is !== wanted) throw new PragmaNotHeld(`does not keep ${name} ${set} (it says ${String(is)})`);
  }
  for (const one of turnView) await ask(connection, one);
}

/** Undefined when SQLite finds the file whole and it is a new database or one of Lollipop's. */
export async function unfitness(database: Knex): Promise<string | undefined> {
  if (!(await isWhole(database))) return remedies.SQLITE_CORRUPT;
  const tables: string[] = await database('sqlite_master').where({ type: 'table' }).pluck('name');
  if (tables.length === 0 || tables.includes('schema_version')) return undefined;
  return 'is a database, but not one of Lollipop. Check DATABASE_URL.';
}

/** Whether SQLite finds the file sound. Rejects where it cannot even look. */
export async function isWhole(database: Knex): Promise<boolean> {
  const found: unknown = await database.raw('PRAGMA quick_check(1)');
  return z.tuple([z.object({ quick_check: z.literal('ok') })]).safeParse(found).success;
}

/** What a person should do about a fault while opening. Undefined for one that SQLite did not report. */
export function remedyFor(fault: unknown): string | undefined {
  if (fault instanceof PragmaNotHeld) return `${fault.message}. Put it on a local disk.`;
  if (!(fault instanceof Error) || !('code' in fault)) return undefined;
  return remedies[String(fault.code)];
}

/**
 * Again while the file is locked, for five seconds. SQLite itself does not wait when two processes
 * make a new file and both change its journal mode.
 */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (fault) {
      const locked = fault instanceof Error && 'code' in fault && fault.code === 'SQLITE_BUSY';
      if (!locked || tries === 100) throw fault;
      await pause(50);
    }
  }
}

function ask(connection: Connection, sql: string): Promise<unknown> {
  return new Promise((done, failed) => {
    connection.all(sql, (fault, rows) => {
      const [row] = rows ?? [];
      if (fault) failed(fault);
      else done(typeof row === 'object' && row !== null ? Object.values(row)[0] : undefined);
    });
  });
}
