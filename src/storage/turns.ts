import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { jsonColumn, toMoment } from './columns.js';
import type { Database } from './connection.js';
import { refreshMs } from './conversations.js';
import { run } from './statement.js';

/** What a turn leaves behind. */
export interface FinishedTurn {
  /** The activity that this turn handled. */
  seenKey: string;
  process: string;
  stateKey: string;
  state: object;
  /** The eTag with which the state was read. Undefined: nothing was stored. `*`: overwrite whatever is there. */
  eTag: string | undefined;
  /** What is to be sent; given back by `SeenStore.claim` until `delivered` is called. */
  replies: unknown;
  now: Date;
}

/**
 * `taken_over`: another process has handled the activity meanwhile. `outdated`: the state was changed
 * since it was read, so the turn must be run again. In both cases nothing was kept.
 */
export type TurnSaved = 'saved' | 'taken_over' | 'outdated';

/** Under which a turn is kept, and who writes where. */
export interface TurnKeys {
  seenKey: string;
  stateKey: string;
  account: string;
  conversation: string;
}

/** An activity that a process is handling. */
export type TurnHold = Pick<FinishedTurn, 'seenKey' | 'process' | 'now'>;

/** What stands in the database when a turn begins. */
export interface TurnBefore {
  /** The activity is known: it was handled, or another process is at it. */
  seen: boolean;
  stored: unknown;
  eTag: string | undefined;
  /** The account has written in this conversation before. */
  known: boolean;
}

const beforeRow = z.object({
  seen: z.number(),
  known: z.number(),
  value: jsonColumn(z.unknown()).nullable(),
  etag: z.string().nullable(),
});

const readSql = `SELECT EXISTS (SELECT 1 FROM seen WHERE key = ?) AS seen,
  EXISTS (SELECT 1 FROM conversation WHERE account = ? AND conversation = ?) AS known,
  state.value, state.etag
  FROM (SELECT 1) LEFT JOIN bot_state AS state ON state.key = ?`;

/** One statement for all that a turn reads before it knows what was said. */
export async function readTurn(database: Database, keys: TurnKeys): Promise<TurnBefore> {
  const { seenKey, stateKey, account, conversation } = keys;
  const [row] = await run(database, readSql, [seenKey, account, conversation, stateKey]);
  const { seen, known, value, etag } = beforeRow.parse(row);
  return { seen: seen === 1, known: known === 1, stored: value ?? undefined, eTag: etag ?? undefined };
}

const saveSql = 'INSERT INTO finished_turn VALUES (?, ?, ?, ?, ?, ?, ?, ?)';

/** Keeps the state and the replies, and marks the activity as done, all or nothing. */
export async function saveTurn(database: Database, turn: FinishedTurn): Promise<TurnSaved> {
  const { seenKey, process, replies, stateKey, state, eTag, now } = turn;
  const kept = [JSON.stringify(replies), stateKey, JSON.stringify(state), randomUUID(), eTag ?? null];
  try {
    await run(database, saveSql, [seenKey, process, toMoment(now), ...kept]);
    return 'saved';
  } catch (fault) {
    const why =
      fault instanceof Error ? /^SQLITE_CONSTRAINT: (taken_over|outdated)$/.exec(fault.message) : null;
    if (why) return why[1] === 'outdated' ? 'outdated' : 'taken_over';
    throw fault;
  }
}

const holdSql = `INSERT INTO seen (key, state, process, at) VALUES (?, 'working', ?, ?)
  ON CONFLICT (key) DO UPDATE SET at = excluded.at
  WHERE seen.process = excluded.process AND seen.state = 'working' RETURNING key`;

/** The activity is this process's own, said as the first write of a transaction. False: another has handled it. */
export async function holdTurn(database: Database, { seenKey, process, now }: TurnHold): Promise<boolean> {
  const held = await run(database, holdSql, [seenKey, process, toMoment(now)]);
  return held.length > 0;
}

const endRow = z.object({ fresh: z.number(), waiting: z.number() });

const endSql = `UPDATE seen SET replies = NULL WHERE key = ? RETURNING
  EXISTS (SELECT 1 FROM conversation WHERE account = ? AND conversation = ? AND reference = ? AND personal = 1
    AND at > ?) AS fresh,
  EXISTS (SELECT 1 FROM outbox WHERE recipient = ? AND state = 'waiting') AS waiting`;

/** What is left to do after a turn whose replies were sent. */
export interface TurnEnd {
  /** The conversation must be kept anew. */
  stale: boolean;
  /** Messages wait for the account to write. */
  waiting: boolean;
}

/** The replies were sent, and nothing of them is kept from now on. */
export async function endTurn(
  database: Database,
  { seenKey, account, conversation }: TurnKeys,
  reference: unknown,
  now: Date,
): Promise<TurnEnd> {
  const freshSince = toMoment(new Date(now.getTime() - refreshMs));
  const place = [account, conversation, JSON.stringify(reference), freshSince];
  const [row] = await run(database, endSql, [seenKey, ...place, account]);
  const found = endRow.safeParse(row).data;
  return { stale: found?.fresh !== 1, waiting: found?.waiting !== 0 };
}
