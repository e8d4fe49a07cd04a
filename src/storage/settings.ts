import type { Database } from './database.js';

/** What a person has set for themselves (the weekly digest on or off). */
export class SettingStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Undefined: never set. */
  async get(account: string, name: string): Promise<string | undefined> {
    const [value]: string[] = await this.#database('setting').where({ account, name }).pluck('value');
    return value;
  }

  async set(account: string, name: string, value: string): Promise<void> {
    await this.#database.transaction(async (trx) => {
      await trx('setting').insert({ account, name, value }).onConflict(['account', 'name']).merge(['value']);
    });
  }
}
