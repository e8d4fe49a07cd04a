import { createHash, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { z } from 'zod';

const hash = 64;
const moment = 24;
const lines = z.array(z.object({ id: z.number() }).loose());

/**
 * A chain of salted digests over the history. An entry stays when retention has erased its line, whose salt
 * goes with it, so that nobody can try out what it said.
 */
export async function addChain(trx: Knex.Transaction): Promise<void> {
  await trx.schema.createTable('chain', (table) => {
    table.integer('entry').primary();
    table.string('digest', hash).notNullable();
    table.string('link', hash).notNullable();
  });
  await trx.schema.createTable('erasure', (table) => {
    table.integer('entry').primary();
    table.string('salt', hash).notNullable();
    table.string('at', moment).notNullable();
    table.text('entries').notNullable();
    table.text('counts').notNullable();
  });
  await trx.schema.alterTable('history', (table) => {
    table.integer('entry').index('history_entry');
    table.string('salt', hash);
  });
  await chainWhatIsThere(trx);
}

/** The lines from before the chain, as they are now, in their order. This form of an entry is never changed. */
async function chainWhatIsThere(trx: Knex.Transaction): Promise<void> {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  let entry = 0;
  let link = '0'.repeat(hash);
  for (let after = 0; ; ) {
    const rows = lines.parse(await trx('history').where('id', '>', after).orderBy('id').limit(1000));
    for (const { id, incident, at, account, name, what, detail } of rows) {
      const salt = randomBytes(16).toString('hex');
      const digest = sha256(`${salt}${JSON.stringify([incident, at, account, name, what, detail])}`);
      entry += 1;
      link = sha256(`${link}|${entry}|${digest}`);
      await trx('chain').insert({ entry, digest, link });
      await trx('history').where({ id }).update({ entry, salt });
      after = id;
    }
    if (rows.length < 1000) break;
  }
  await trx('counter').insert({ name: 'chain', value: entry });
}
