import { z } from 'zod';
import { toMoment } from './columns.js';
import { refreshMs } from './conversations.js';
import type { Settled } from './gathering.js';
import { type Held, run, type Value } from './statement.js';
import type { TurnBefore, TurnEnd, TurnKeys } from './turns.js';

const atRow = z.object({ at: z.number() });

const beforeRow = z.object({
  at: z.number(),
  seen: z.number(),
  known: z.number(),
  fresh: z.number(),
  waiting: z.number(),
  // Of what is no text nobody could say where the talk was: it begins anew.
  value: z.string().nullable().catch(null),
  etag: z.string().nullable(),
});

const readOne = '(?, ?, ?, ?, ?, ?, ?)';
/** One statement for all that a turn reads before it knows what was said. */
const readSql = (
  turns: string,
): string => `WITH turn (at, seen_key, state_key, account, place, reference, since)
    AS (VALUES ${turns})
  SELECT turn.at, EXISTS (SELECT 1 FROM seen WHERE key = seen_key) AS seen,
    EXISTS (SELECT 1 FROM conversation AS c WHERE c.account = turn.account AND c.conversation = place) AS known,
    EXISTS (SELECT 1 FROM conversation AS c WHERE c.account = turn.account AND c.conversation = place
      AND c.reference = turn.reference AND c.personal = 1 AND c.at > since) AS fresh,
    EXISTS (SELECT 1 FROM outbox WHERE recipient = turn.account AND state = 'waiting') AS waiting,
    state.value, state.etag
  FROM turn LEFT JOIN bot_state AS state ON state.key = state_key`;

/** A turn that is looked at. */
export interface Read {
  keys: TurnKeys;
  now: Date;
}

/** What stands in the database when these turns begin. */
export async function readTurns(database: Held, reads: readonly Read[]): Promise<Settled<TurnBefore>[]> {
  const values = reads.flatMap(({ keys, now }, at) => {
    const { seenKey, stateKey, account, conversation, reference } = keys;
    return [at, seenKey, stateKey, account, conversation, reference, freshSince(now)];
  });
  try {
    const rows = await run(database, readSql(several(readOne, reads.length)), values);
    const found = new Map(rows.map((row) => beforeIn(row)));
    return reads.map((_, at) => found.get(at) ?? { ok: false, fault: new Error('A turn could not be read') });
  } catch (fault) {
    if (reads.length === 1 || !isOfOne(fault)) throw fault;
    return eachAlone(reads, (read) => readTurns(database, [read]));
  }
}

function beforeIn(row: unknown): [at: number, Settled<TurnBefore>] {
  const parsed = beforeRow.safeParse(row);
  if (!parsed.success) return [atRow.parse(row).at, { ok: false, fault: parsed.error }];
  const { at, seen, known, fresh, waiting, value, etag } = parsed.data;
  const result = {
    seen: seen === 1,
    known: known === 1,
    stale: fresh === 0,
    waiting: waiting === 1,
    stored: value === null ? undefined : jsonOf(value),
    eTag: etag ?? undefined,
  };
  return [at, { ok: true, result }];
}

/** State that is not JSON is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const keptRow = z.object({ etag: z.string() });

const saveOne = '(?, ?, ?, ?, ?, ?, ?, ?)';

/** A row of the view `finished_turn`. */
export interface Row {
  /** Which no other row has. */
  etag: string;
  values: readonly Value[];
}

/** Keeps what it can, all in one write. False: it came too late. */
export async function writeTurns(database: Held, rows: readonly Row[]): Promise<Settled<boolean>[]> {
  const sql = `INSERT INTO finished_turn VALUES ${several(saveOne, rows.length)} RETURNING etag`;
  try {
    const kept = new Set(
      (
        await run(
          database,
          sql,
          rows.flatMap(({ values }) => values),
        )
      ).map((row) => keptRow.parse(row).etag),
    );
    return rows.map(({ etag }) => ({ ok: true, result: kept.has(etag) }));
  } catch (fault) {
    if (rows.length === 1 || !isOfOne(fault)) throw fault;
    return eachAlone(rows, (row) => writeTurns(database, [row]));
  }
}

/** One after the other, so that what is wrong with one is its own alone. */
async function eachAlone<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Settled<Result>[]>,
): Promise<Settled<Result>[]> {
  const settled: Settled<Result>[] = [];
  for (const item of items) {
    const [own] = await work(item).catch((fault: unknown) => [{ ok: false as const, fault }]);
    settled.push(own ?? { ok: false, fault: new Error('A turn was left out') });
  }
  return settled;
}

const noteSql = `UPDATE seen SET replies = NULL WHERE key IN (SELECT value ->> 'seenKey' FROM json_each(?))`;

const restSql = `SELECT ended.key AS at FROM json_each(?) AS ended
  WHERE EXISTS (SELECT 1 FROM outbox WHERE recipient = ended.value ->> 'account' AND state = 'waiting')`;

/** The replies of these turns were sent, and are kept no more. Whether messages wait for each of the people. */
export async function endTurns(database: Held, ended: readonly TurnEnd[]): Promise<Settled<boolean>[]> {
  const values = [JSON.stringify(ended)];
  await run(database, noteSql, values);
  const rows = await run(database, restSql, values);
  const waiting = new Set(rows.map((row) => atRow.parse(row).at));
  return ended.map((_, at) => ({ ok: true, result: waiting.has(at) }));
}

/** A note of a conversation that is older must be made anew. */
const freshSince = (now: Date): string => toMoment(new Date(now.getTime() - refreshMs));

/** A lock or a file that cannot be opened is there for all; of anything else, one of them may be the cause. */
function isOfOne(fault: unknown): boolean {
  return (
    fault instanceof Error && /^SQLITE_(?!BUSY|LOCKED|READONLY|CANTOPEN|NOTADB|PERM)/.test(fault.message)
  );
}

function several(one: string, count: number): string {
  return Array(count).fill(one).join(', ');
}
