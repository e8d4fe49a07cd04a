import { faultName, type Log } from '../log.js';
import type { Database } from './connection.js';
import { isWhole } from './sqlite.js';

/**
 * Whether SQLite still finds the whole file sound, looked at once a day (`quick_check`) beside the look at start.
 * What it finds is logged with the next step, and shown by `/healthz` until a sound file is in its place.
 */
export class DailyCheck {
  readonly #database: Database;
  readonly #log: Log;
  #day: string;
  #sound = true;

  /** The database was opened, and so looked at, on the day of `opened`. */
  constructor(database: Database, log: Log, opened: Date) {
    this.#database = database;
    this.#log = log;
    this.#day = dayOf(opened);
  }

  /** False from the look that found damage to one that does not. */
  get sound(): boolean {
    return this.#sound;
  }

  /** Looks if it has not looked on this day, and every time once it has found damage. Never throws. */
  async look(now: Date): Promise<void> {
    const day = dayOf(now);
    if (day === this.#day && this.#sound) return;
    try {
      this.#sound = await isWhole(this.#database);
    } catch (fault) {
      // Locked or out of reach is not damaged: it is looked at again the next time.
      if (!saysDamaged(fault)) return this.#log.warn('database.not_checked', { fault: faultName(fault) });
      this.#sound = false;
    }
    this.#day = day;
    if (!this.#sound) this.#log.error('database.damaged', { next: 'stop the bot, npm run restore' });
  }
}

function saysDamaged(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && /^SQLITE_(?:CORRUPT|NOTADB)/.test(String(fault.code));
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
