import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../storage/database.js';
import type { HistoryLine } from './incident.js';
import { historyRowOf } from './rows.js';

/**
 * How entries are digested. Each says by which of them, the first of all by none, so that another can be taken up
 * without touching what was written before.
 */
export const algorithms = ['sha256', 'sha512-256', 'sha3-256'] as const;

export type Algorithm = (typeof algorithms)[number];

/** By which new entries are digested. */
const current: Algorithm = 'sha256';

/** What comes before the first entry. */
export const chainStart = '0'.repeat(64);

/**
 * Appends a line to an incident's history and its entry to the chain. Inside a transaction, whose first
 * write this may be: it takes the lock before it reads the entry before.
 */
export async function append(
  trx: Database,
  incident: number,
  line: HistoryLine,
  algorithm: Algorithm = current,
): Promise<void> {
  const row = historyRowOf(incident, line);
  await trx('history').insert({ ...row, ...(await entryFor(trx, Object.values(row), algorithm)) });
}

/** Adds an entry over these values to the chain. Its number, and the salt without which nobody can check a guess. */
export async function entryFor(
  trx: Database,
  values: readonly unknown[],
  algorithm: Algorithm = current,
): Promise<{ entry: number; salt: string }> {
  const salt = randomBytes(16).toString('hex');
  const digest = digestOf(salt, values, algorithm);
  const [next]: { value: number }[] = await trx('counter')
    .where({ name: 'chain' })
    .update({ value: trx.raw('?? + 1', ['value']) })
    .returning('value');
  if (!next) throw new Error('The counter of the chain is missing');
  const entry = next.value;
  const [before = chainStart]: string[] = await trx('chain')
    .where({ entry: entry - 1 })
    .pluck('link');
  await trx('chain').insert({ entry, digest, link: linkOf(before, entry, digest, algorithm) });
  return { entry, salt };
}

/** The algorithm that a digest names; undefined for one that this program does not know. */
export function algorithmOf(digest: string): Algorithm | undefined {
  const named = /^([\w-]+):/.exec(digest)?.[1];
  return named === undefined ? 'sha256' : algorithms.find((one) => one === named && one !== 'sha256');
}

export function digestOf(salt: string, values: readonly unknown[], algorithm: Algorithm): string {
  return hash(`${salt}${JSON.stringify(values)}`, algorithm);
}

/** Holds an entry to its place: it covers everything before it. */
export function linkOf(before: string, entry: number, digest: string, algorithm: Algorithm): string {
  return hash(`${before}|${entry}|${digest}`, algorithm);
}

function hash(text: string, algorithm: Algorithm): string {
  const digest = createHash(algorithm).update(text).digest('hex');
  return algorithm === 'sha256' ? digest : `${algorithm}:${digest}`;
}
