import type { Knex } from 'knex';
import { z } from 'zod';
import { wholeColumn } from './columns.js';

/**
 * One step of the database's form. A published step is never changed; a later one is appended. It
 * only adds, because during a restart the program of the version before still runs beside it.
 */
export interface Migration {
  /** 1, 2, 3 and so on without a gap. */
  version: number;
  name: string;
  up: (trx: Knex.Transaction) => Promise<void>;
}

export type Migrated = { ok: true; version: number; applied: number } | { ok: false; fault: string };

const newestRow = z.object({ newest: wholeColumn.nullable() });

/**
 * Runs the steps that the database does not have yet, each in one transaction. Two processes may do
 * this at once. The fault of a newer database follows the file's name.
 */
export async function migrate(database: Knex, migrations: readonly Migration[]): Promise<Migrated> {
  await database.raw(
    'create table if not exists schema_version (version integer primary key, name varchar(100) not null)',
  );
  const { newest } = newestRow.parse(await database('schema_version').max('version as newest').first());
  const has = newest ?? 0;
  const knows = migrations.at(-1)?.version ?? 0;
  if (has > knows) {
    const fault = `was made by a newer Lollipop (version ${has}, this one knows ${knows}). Start the newer program, or restore a backup.`;
    return { ok: false, fault };
  }
  let applied = 0;
  for (const migration of migrations) {
    if (migration.version > has && (await apply(database, migration))) applied++;
  }
  return { ok: true, version: knows, applied };
}

/** False when another process has applied it meanwhile. */
function apply(database: Knex, { version, name, up }: Migration): Promise<boolean> {
  return database.transaction(async (trx) => {
    const mine: unknown[] = await trx('schema_version')
      .insert({ version, name })
      .onConflict('version')
      .ignore()
      .returning('version');
    if (mine.length === 0) return false;
    await up(trx);
    return true;
  });
}
