/** What SQLite stores. */
export type Value = string | number | null;

type Rows = (fault: Error | null, rows: unknown[]) => void;

/** The part of a driver's connection that keeps statements ready. */
export interface Preparing {
  prepare(sql: string, done: (fault: Error | null) => void): Prepared;
}

interface Prepared {
  all(values: readonly Value[], done: Rows): void;
  finalize(done: () => void): void;
}

/** The part of knex's client that hands out its connection. */
export interface Client {
  acquireConnection(): Promise<Preparing>;
  releaseConnection(connection: Preparing): Promise<void>;
}

/** A database, or a transaction in it, by its way to the connection. */
export interface Held {
  client: Client;
}

/** Statements that are ready on a connection, by their words. */
const ready = new WeakMap<Preparing, Map<string, Prepared>>();

/**
 * Runs one of the few statements that every turn needs. It is made ready once for each connection, and in a
 * transaction it is a part of that. Its rows; rejects with the driver's fault, which holds no value.
 */
export async function run(database: Held, sql: string, values: readonly Value[]): Promise<unknown[]> {
  const { client } = database;
  const connection = await client.acquireConnection();
  try {
    const statement = ready.get(connection)?.get(sql) ?? (await makeReady(connection, sql));
    return await rowsOf(statement, values);
  } finally {
    await client.releaseConnection(connection);
  }
}

/** A connection with a statement on it cannot be closed. */
export async function finalizeOn(connection: Preparing): Promise<void> {
  for (const statement of ready.get(connection)?.values() ?? []) {
    await new Promise<void>((done) => statement.finalize(done));
  }
  ready.delete(connection);
}

async function makeReady(connection: Preparing, sql: string): Promise<Prepared> {
  const statement = await prepare(connection, sql);
  const statements = ready.get(connection) ?? new Map<string, Prepared>();
  ready.set(connection, statements.set(sql, statement));
  return statement;
}

function prepare(connection: Preparing, sql: string): Promise<Prepared> {
  return new Promise((done, failed) => {
    const statement = connection.prepare(sql, (fault) => (fault ? failed(fault) : done(statement)));
  });
}

function rowsOf(statement: Prepared, values: readonly Value[]): Promise<unknown[]> {
  return new Promise((done, failed) => {
    statement.all(values, (fault, rows) => (fault ? failed(fault) : done(rows)));
  });
}
