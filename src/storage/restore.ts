import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '../log.js';
import { faultOf, sync } from './backup.js';
import { connect } from './connection.js';

export type Restored = { ok: true; aside?: string } | { ok: false; fault: string };

/**
 * Puts a backup in the place of the database. Refused while a bot has the database open, and when the backup
 * is not whole. What was there is put aside. `stopped`: somebody has said that no bot runs, for a database
 * too damaged to tell.
 */
export async function restore(
  backup: string,
  path: string,
  stopped: boolean,
  log: Log,
  now: Date,
): Promise<Restored> {
  const next = `${path}.restoring`;
  if (!existsSync(backup)) return { ok: false, fault: `${backup} is not there.` };
  const inUse = await useOf(path, log);
  if (inUse === 'open')
    return { ok: false, fault: `A bot is running on ${path}. Stop it and restore again.` };
  if (inUse === 'unknown' && !stopped) {
    return {
      ok: false,
      fault: `${path} is damaged, so it cannot be seen whether a bot runs on it. Stop the bot and restore again with --stopped.`,
    };
  }
  try {
    copyFileSync(backup, next);
    chmodSync(next, 0o600);
    const fault = await faultOf(next, log);
    if (fault) return { ok: false, fault: `${backup} ${fault}` };
    sync(next);
    const aside = `${path}.aside-${now.toISOString().replace(/[:.]/g, '-')}`;
    const had = existsSync(path);
    for (const end of ['-wal', '-shm', '']) {
      if (existsSync(path + end)) renameSync(path + end, aside + end);
    }
    renameSync(next, path);
    sync(dirname(path));
    return { ok: true, ...(had ? { aside } : {}) };
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(next + end, { force: true });
  }
}

/** Leaving the write-ahead log is possible for the only connection there is, and so tells of others. */
async function useOf(path: string, log: Log): Promise<'free' | 'open' | 'unknown'> {
  if (!existsSync(path)) return 'free';
  const database = connect({ kind: 'file', path }, log);
  try {
    await database.raw('PRAGMA busy_timeout = 200');
    await database.raw('PRAGMA journal_mode = DELETE');
    return 'free';
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? fault.code : '';
    return code === 'SQLITE_BUSY' || code === 'SQLITE_LOCKED' ? 'open' : 'unknown';
  } finally {
    await database.destroy();
  }
}
