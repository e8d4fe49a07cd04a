import knex, { type Knex } from 'knex';
import type { Log } from '../log.js';
import { holdPragmas, type Place } from './sqlite.js';

/**
 * The database, or a transaction in it. There is one connection: inside a transaction every query
 * must go through the transaction, because one that goes through the database waits for ever. The
 * first query of a transaction must write, so that SQLite gives it the lock at once; one that reads
 * first is refused when another process has written in between.
 */
export type Database = Knex;

/** The one way to the driver. It connects at the first query, and rejects that when a pragma is not held. */
export function connect(place: Place, log: Log): Database {
  return knex({
    client: 'sqlite3',
    connection: { filename: place.kind === 'file' ? place.path : ':memory:' },
    useNullAsDefault: true,
    // Otherwise the message of a failed query quotes what somebody wrote.
    compileSqlOnError: false,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (connection: Parameters<typeof holdPragmas>[0], done: (fault: unknown) => void) => {
        holdPragmas(connection, place).then(() => done(null), done);
      },
    },
    log: {
      warn: () => log.warn('database.driver'),
      error: () => log.error('database.driver'),
      deprecate: () => log.warn('database.driver'),
      debug: () => undefined,
    },
  });
}
