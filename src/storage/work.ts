import type { Knex } from 'knex';
import type { Database } from './database.js';

/**
 * What one turn does to the database: nothing of it is kept before `keep`, and then all of it, so that a
 * turn that is cut off or run again leaves its effects once. The transaction begins with the turn's first
 * write; what a turn reads before that, it reads outside. Stores made on `database` write through their
 * own transactions, which become part of this one.
 */
export class Work {
  readonly #outside: Database;
  /** The database as this turn sees it. */
  readonly database: Database;
  #begun: Promise<Knex.Transaction> | undefined;
  #inside: Database | undefined;
  #broken = false;

  constructor(outside: Database) {
    this.#outside = outside;
    const transact = <T>(work: (trx: Database) => Promise<T>) => this.#transact(work);
    this.database = new Proxy(outside, {
      apply: (_target, _self, words) => Reflect.apply(this.#inside ?? outside, undefined, words),
      get: (_target, name) =>
        name === 'transaction' ? transact : Reflect.get(this.#inside ?? outside, name),
    });
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
    this.#begun ??= this.#outside.transaction();
    this.#inside = await this.#begun;
    try {
      return await work(this.#inside);
    } catch (fault) {
      this.#broken = true;
      throw fault;
    }
  }
}
