import { readConfig } from '../config.js';
import { createLog, type Log } from '../log.js';
import type { School } from '../policy/school.js';
import { loadSchool } from '../policy/school.js';
import { type Database, openDatabase } from '../storage/database.js';
import { placeOf } from '../storage/sqlite.js';

export interface Opened {
  database: Database;
  /** The database's file. */
  path: string;
  school: School;
  log: Log;
}

/** Runs a program on the configured database and closes it; what it returns is said. A fault ends with code 1. */
export async function onDatabase(work: (opened: Opened) => Promise<Outcome>): Promise<void> {
  const log = createLog('silent');
  const { path, school } = configuredFile();
  if (path === undefined) return;
  const opened = await openDatabase(`sqlite:${path}`, log);
  if (!opened.ok) return fail(opened.fault);
  try {
    say(await work({ database: opened.database, path, school, log }));
  } finally {
    await opened.database.destroy();
  }
}

/** What a program says when it ends, and whether it did what it should. */
export interface Outcome {
  ok: boolean;
  words: readonly string[];
}

export function say({ ok, words }: Outcome): void {
  (ok ? process.stdout : process.stderr).write(`${words.join('\n')}\n`);
  if (!ok) process.exitCode = 1;
}

export function fail(...words: readonly string[]): void {
  say({ ok: false, words });
}

/** The database's file and the school by the settings. Without a path it has said what is wrong. */
export function configuredFile():
  | { path: string; school: School }
  | { path?: undefined; school?: undefined } {
  const configured = readConfig(process.env, '.env');
  if (!configured.ok) {
    fail(...configured.faults);
    return {};
  }
  const place = placeOf(configured.config.DATABASE_URL);
  if (place?.kind !== 'file') {
    fail('DATABASE_URL must name a file, like sqlite:var/lollipop.db.');
    return {};
  }
  const school = loadSchool(configured.config.SCHOOL);
  if (!school.ok) {
    fail(...school.faults);
    return {};
  }
  return { path: place.path, school: school.value };
}
