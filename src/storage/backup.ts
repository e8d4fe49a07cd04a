import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Log } from '../log.js';
import { connect, type Database } from './connection.js';
import { unfitness } from './sqlite.js';

export type BackedUp = { ok: true; file: string } | { ok: false; fault: string };

/** Where the backups of a database file are kept. */
export function backupFolder(path: string): string {
  return join(dirname(path), 'backups');
}

/**
 * A whole copy of the database at one moment, made while the bot may go on writing, and checked before it
 * gets its name. On failure nothing is left behind.
 */
export async function backUp(database: Database, path: string, log: Log, now: Date): Promise<BackedUp> {
  const folder = backupFolder(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stamp = now.toISOString().replace(/[:.]/g, '-');
  const file = join(folder, `${basename(path)}.${stamp}`);
  const unfinished = `${file}.unfinished`;
  try {
    await database.raw('VACUUM INTO ?', [unfinished]);
    chmodSync(unfinished, 0o600);
    const fault = await faultOf(unfinished, log);
    if (fault) return { ok: false, fault: `The backup ${fault}` };
    sync(unfinished);
    renameSync(unfinished, file);
    sync(folder);
    return { ok: true, file };
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(unfinished + end, { force: true });
  }
}

/** What is wrong with a database file that nobody has open, as words after its name. Undefined: it is whole. */
export async function faultOf(file: string, log: Log): Promise<string | undefined> {
  if (!existsSync(file)) return 'is not there.';
  const copy = connect({ kind: 'file', path: file }, log);
  try {
    const unfit = await unfitness(copy);
    if (unfit) return unfit;
    const [row]: { integrity_check: string }[] = await copy.raw('PRAGMA integrity_check(1)');
    const strays: unknown[] = await copy.raw('PRAGMA foreign_key_check');
    if (row?.integrity_check !== 'ok' || strays.length > 0) return 'is damaged. Use another one.';
    if (!(await copy.schema.hasTable('incident'))) return 'is empty.';
    // Back to one file: the copy is moved without its write-ahead log.
    await copy.raw('PRAGMA journal_mode = DELETE');
    return undefined;
  } catch {
    return 'is not a database, or it is damaged. Use another one.';
  } finally {
    await copy.destroy();
  }
}

/** The backups of the file, oldest first, and what restores have put aside. */
export function backupsOf(path: string): string[] {
  const found = (folder: string, begins: string) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.startsWith(begins))
          .sort()
          .map((name) => join(folder, name))
      : [];
  const aside = found(dirname(path), `${basename(path)}.aside-`);
  return [...aside, ...found(backupFolder(path), `${basename(path)}.`)];
}

/** Deletes every backup but this one. How many there were. */
export function removeBackups(path: string, but: string): number {
  const old = backupsOf(path).filter((file) => file !== but);
  for (const file of old) rmSync(file, { force: true });
  return old.length;
}

/** On the disk itself, not only on its way there. */
export function sync(path: string): void {
  const opened = openSync(path, 'r');
  fsyncSync(opened);
  closeSync(opened);
}
