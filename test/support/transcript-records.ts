import { connect } from '../../src/storage/connection.js';
import { noLog } from '../storage/folder.js';

/** Tables that hold what the school keeps. The others hold ids, where chats are, and what is unfinished. */
const lasting = [
  'history',
  'chain',
  'erasure',
  'gathered',
  'outbox',
  'incident',
  'pointer',
  'question',
  'setting',
  'counter',
];
const everything = [...lasting, 'bot_state', 'seen', 'conversation', 'whatsapp_inbox', 'whatsapp_sending'];

/** Looks into the bot's database beside the bot, as nobody who chats with it can. */
export class Records {
  readonly #database;
  readonly #first = new Map<string, Record<string, unknown>[]>();

  constructor(file: string) {
    this.#database = connect({ kind: 'file', path: file }, noLog);
  }

  async count(table: string): Promise<number> {
    return (await this.#rows(table)).length;
  }

  /** All that the school keeps, for comparing. */
  async lasting(): Promise<string> {
    const tables = [];
    for (const table of lasting) tables.push(await this.#rows(table));
    return JSON.stringify(tables);
  }

  /** Every row of every table, for comparing. */
  async all(): Promise<string> {
    const tables = [];
    for (const table of everything) tables.push(await this.#rows(table));
    return JSON.stringify(tables);
  }

  /** The tables in which the words stand, in whatever column. */
  async tablesWith(words: string): Promise<string[]> {
    const found: string[] = [];
    for (const table of everything) {
      const kept = JSON.stringify(await this.#rows(table)).toLowerCase();
      if (kept.includes(words.toLowerCase())) found.push(table);
    }
    return found;
  }

  /** How often it was tried to send a message, and whether one should be sent now. */
  async outbox(now: Date): Promise<{ empty: boolean; tries: number; due: boolean }> {
    const rows = await this.#rows('outbox');
    return {
      empty: rows.length === 0,
      tries: rows.reduce((sum, { attempts }) => sum + Number(attempts), 0),
      due: rows.some(({ state, next_at }) => state === 'pending' && String(next_at) <= now.toISOString()),
    };
  }

  /** Keeps how things are now, for `restore`. Before anybody has said anything. */
  async remember(): Promise<void> {
    for (const table of everything) this.#first.set(table, await this.#rows(table));
  }

  /** As it was when it was remembered. */
  async restore(): Promise<void> {
    await this.#database.transaction(async (trx) => {
      for (const table of everything) {
        await trx(table).delete();
        const rows = this.#first.get(table) ?? [];
        if (rows.length > 0) await trx(table).insert(rows);
      }
      await trx('sqlite_sequence').delete();
    });
  }

  /** As if whoever took the newest activity whose key begins so had not finished it yet. */
  async stillWorking(prefix: string): Promise<void> {
    const newest = this.#database('seen').whereLike('key', `${prefix}%`).max('at');
    await this.#database('seen')
      .whereLike('key', `${prefix}%`)
      .where('at', newest)
      .update({ state: 'working' });
  }

  async close(): Promise<void> {
    await this.#database.destroy();
  }

  async #rows(table: string): Promise<Record<string, unknown>[]> {
    return this.#database(table).select('*');
  }
}
