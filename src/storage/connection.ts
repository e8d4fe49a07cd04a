import knex, { type Knex } from 'knex';
import type { Log } from '../log.js';
import { HeldFile } from './held-file.js';
import { holdPragmas, type Place } from './sqlite.js';
import { type Client, finalizeOn, type Preparing } from './statement.js';

/**
 * The database, or a transaction in it. There is one connection: inside a transaction every query
 * must go through the transaction, because one that goes through the database waits for ever. The
 * first query of a transaction must write, so that SQLite gives it the lock at once; one that reads
 * first is refused when another process has written in between.
 */
export type Database = Knex;

/** The part of it that looks after the connection. */
interface Keeper extends Client {
  validateConnection(connection: unknown): boolean;
  destroyRawConnection(connection: Preparing): Promise<void>;
}

/**
 * The one way to the driver. It connects at the first query, and rejects that when a pragma is not held. A query
 * on a file that was emptied or deleted meanwhile is rejected; one that was put in its place is opened.
 */
export function connect(place: Place, log: Log): Database {
  const file = place.kind === 'file' ? new HeldFile(place.path) : undefined;
  const database = knex({
    client: 'sqlite3',
    connection: { filename: place.kind === 'file' ? place.path : ':memory:' },
    useNullAsDefault: true,
    // Otherwise the message of a failed query quotes what somebody wrote.
    compileSqlOnError: false,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (connection: Parameters<typeof holdPragmas>[0], done: (fault: unknown) => void) => {
        holdPragmas(connection, place)
          .then(() => file?.opened())
          .then(() => done(null), done);
      },
    },
    log: {
      warn: () => log.warn('database.driver'),
      error: () => log.error('database.driver'),
      deprecate: () => log.warn('database.driver'),
      debug: () => undefined,
    },
  });
  closeStatements(database.client);
  if (file) watch(database.client, file);
  return database;
}

function closeStatements(client: Keeper): void {
  const destroy = client.destroyRawConnection.bind(client);
  client.destroyRawConnection = async (connection) => {
    await finalizeOn(connection);
    await destroy(connection);
  };
}

function watch(client: Keeper, file: HeldFile): void {
  const acquire = client.acquireConnection.bind(client);
  client.acquireConnection = async () => {
    file.require();
    return acquire();
  };
  client.validateConnection = () => !file.wasReplaced();
}
