import type { Knex } from 'knex';
import type { Database } from './database.js';

/** Another process has handled the activity, so nothing of this turn is kept. */
export class TakenOver extends Error {
  override readonly name = 'TakenOver';
  override readonly message = 'Another process has handled the activity';
}

/**
 * What one turn does to the database: nothing of it is kept before `keep`, and then all of it, so that a
 * turn that is cut off or run again leaves its effects once. The transaction begins with the turn's first
 * write; what a turn reads before that, it reads outside. Stores made on `database` write through their
 * own transactions, which become part of this one.
 */
export class Work {
  readonly #outside: Database;
  readonly #first: ((trx: Database) => Promise<boolean>) | undefined;
  /** The database as this turn sees it. */
  readonly database: Database;
  #begun: Promise<Knex.Transaction> | undefined;
  #inside: Database | undefined;
  #broken = false;

  /** With the first write of its transaction; where that says false, nothing is written and TakenOver thrown. */
  constructor(outside: Database, first?: (trx: Database) => Promise<boolean>) {
    this.#outside = outside;
    this.#first = first;
    const transact = <T>(work: (trx: Database) => Promise<T>) => this.#transact(work);
    this.database = new Proxy(outside, {
      apply: (_target, _self, words) => Reflect.apply(this.#inside ?? outside, undefined, words),
      get: (_target, name) =>
        name === 'transaction' ? transact : Reflect.get(this.#inside ?? outside, name),
    });
  }

  /** Whether anything was written. */
  get wrote(): boolean {
    return this.#begun !== undefined;
  }

  /** The turn's last write, which is a part of the transaction where one was begun. */
  async last<T>(write: (database: Database) => Promise<T>): Promise<T> {
    return write((await this.#begun) ?? this.#outside);
  }

  /** Lets nobody else write until this is kept or dropped. */
  async lock(): Promise<void> {
    await this.#transact(async (trx) => trx('counter').update({ value: trx.ref('value') }));
  }

  /** Keeps everything. Rejects, and nothing was kept, when a part of it had failed. */
  async keep(): Promise<void> {
    const trx = await this.#begun;
    if (!trx) return;
    if (this.#broken) {
      await trx.rollback();
      throw new Error('A part of the turn failed, so nothing of it was kept');
    }
    await trx.commit();
  }

  /** Undoes everything. After `keep` it does nothing. */
  async drop(): Promise<void> {
    const trx = await this.#begun?.catch(() => undefined);
    if (trx && !trx.isCompleted()) await trx.rollback();
  }

  async #transact<T>(work: (trx: Database) => Promise<T>): Promise<T> {
    this.#begun ??= this.#begin();
    this.#inside = await this.#begun;
    try {
      return await work(this.#inside);
    } catch (fault) {
      this.#broken = true;
      throw fault;
    }
  }

  async #begin(): Promise<Knex.Transaction> {
    const trx = await this.#outside.transaction();
    try {
      if (this.#first && !(await this.#first(trx))) throw new TakenOver();
      return trx;
    } catch (fault) {
      await trx.rollback();
      throw fault;
    }
  }
}
