import { z } from 'zod';
import { dayIn } from '../policy/school.js';
import { wholeColumn } from '../storage/columns.js';
import type { Database } from '../storage/database.js';

/** A question that the bot could not answer and that somebody agreed to pass on. */
export interface Question {
  id: number;
  words: string;
  /** `YYYY-MM-DD`: a time of day could tell who asked. */
  askedOn: string;
}

const questionRow = z
  .object({ id: wholeColumn, words: z.string(), asked_on: z.string() })
  .transform(({ id, words, asked_on }) => ({ id, words, askedOn: asked_on }));

/** Questions without a trace of who asked. */
export class QuestionStore {
  readonly #database: Database;
  readonly #zone: string;

  constructor(database: Database, zone: string) {
    this.#database = database;
    this.#zone = zone;
  }

  async add(words: string, now: Date): Promise<void> {
    const row = { words, asked_on: dayIn(this.#zone, now) };
    await this.#database.transaction(async (trx) => trx('question').insert(row));
  }

  /** Oldest first. */
  async list(): Promise<Question[]> {
    const rows: unknown[] = await this.#database('question').orderBy('id');
    return rows.map((row) => questionRow.parse(row));
  }

  /** False: there is none with this id. */
  async remove(id: number): Promise<boolean> {
    return this.#database.transaction(async (trx) => (await trx('question').where({ id }).delete()) > 0);
  }
}
