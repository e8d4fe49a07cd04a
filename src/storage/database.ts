import { existsSync } from 'node:fs';
import { faultName, type Log } from '../log.js';
import { connect, type Database } from './connection.js';
import { migrations } from './migrations.js';
import { keepPrivate, placeOf, prepareFile, remedyFor, unfitness } from './sqlite.js';
import { closeTurns } from './turns.js';
import { migrate } from './versions.js';

export type { Database } from './connection.js';

export type Opened = { ok: true; database: Database } | { ok: false; fault: string };

/**
 * Opens and checks the database and brings it to this program's version. `url` is `sqlite:` with a
 * file, an absolute path, or `sqlite::memory:`. On failure: words that say what to do.
 */
export async function openDatabase(url: string, log: Log): Promise<Opened> {
  const place = placeOf(url);
  if (!place)
    return { ok: false, fault: 'DATABASE_URL must be sqlite: and a file, like sqlite:var/lollipop.db.' };
  const called = place.kind === 'file' ? place.path : 'The database in memory';
  const unprepared = place.kind === 'file' ? await prepareFile(place.path) : undefined;
  if (unprepared) return { ok: false, fault: unprepared };
  const made = place.kind === 'file' && !existsSync(place.path);
  const database = connect(place, log);
  try {
    const unfit = await unfitness(database);
    const migrated = unfit ? { ok: false as const, fault: unfit } : await migrate(database, migrations);
    if (migrated.ok) {
      if (made) keepPrivate(place.path);
      log.info('database.opened', { version: migrated.version, applied: migrated.applied });
      return { ok: true, database };
    }
    await database.destroy();
    return { ok: false, fault: `${called} ${migrated.fault}` };
  } catch (fault) {
    await database.destroy();
    const remedy = remedyFor(fault);
    if (remedy === undefined) throw fault;
    log.error('database.refused', { fault: faultName(fault) });
    return { ok: false, fault: `${called} ${remedy}` };
  }
}

/** Ends when what is running has ended. The last process to close leaves one file. */
export async function closeDatabase(database: Database): Promise<void> {
  await closeTurns(database);
  await database.destroy();
}

/** Whether a report could be kept now. */
export async function canWrite(database: Database): Promise<boolean> {
  try {
    const rows = await database('counter').update({ value: database.ref('value') });
    return rows > 0;
  } catch {
    return false;
  }
}
