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
    await this.#database('question').insert({ words, asked_on: dayIn(this.#zone, now) });
  }

  /** Oldest first. */
  async list(): Promise<Question[]> {
    const rows: unknown[] = await this.#database('question').orderBy('id');
    return rows.map((row) => questionRow.parse(row));
  }

  /** False: there is none with this id. */
  async remove(id: number): Promise<boolean> {
    return (await this.#database('question').where({ id }).delete()) > 0;
  }
}
