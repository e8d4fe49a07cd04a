import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../storage/database.js';
import type { HistoryLine } from './incident.js';
import { historyRowOf } from './rows.js';

/** What comes before the first entry. */
export const chainStart = '0'.repeat(64);

/**
 * Appends a line to an incident's history and its entry to the chain. Inside a transaction, whose first
 * write this may be: it takes the lock before it reads the entry before.
 */
export async function append(trx: Database, incident: number, line: HistoryLine): Promise<void> {
  const row = historyRowOf(incident, line);
  await trx('history').insert({ ...row, ...(await entryFor(trx, Object.values(row))) });
}

/** Adds an entry over these values to the chain. Its number, and the salt without which nobody can check a guess. */
export async function entryFor(
  trx: Database,
  values: readonly unknown[],
): Promise<{ entry: number; salt: string }> {
  const salt = randomBytes(16).toString('hex');
  const digest = digestOf(salt, values);
  const [next]: { value: number }[] = await trx('counter')
    .where({ name: 'chain' })
    .update({ value: trx.raw('?? + 1', ['value']) })
    .returning('value');
  if (!next) throw new Error('The counter of the chain is missing');
  const entry = next.value;
  const [before = chainStart]: string[] = await trx('chain')
    .where({ entry: entry - 1 })
    .pluck('link');
  await trx('chain').insert({ entry, digest, link: linkOf(before, entry, digest) });
  return { entry, salt };
}

export function digestOf(salt: string, values: readonly unknown[]): string {
  return sha256(`${salt}${JSON.stringify(values)}`);
}

/** Holds an entry to its place: it covers everything before it. */
export function linkOf(before: string, entry: number, digest: string): string {
  return sha256(`${before}|${entry}|${digest}`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
