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
    this.#day = day;
    try {
      this.#sound = await isWhole(this.#database);
      if (!this.#sound) this.#log.error('database.damaged', { next: 'stop the bot, npm run restore' });
    } catch (fault) {
      this.#sound = false;
      this.#log.error('database.damaged', { fault: faultName(fault), next: 'stop the bot, npm run restore' });
    }
  }
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
