import { z } from 'zod';
import { toMoment } from './columns.js';
import { refreshMs } from './conversations.js';
import type { Settled } from './gathering.js';
import { type Held, run, type Value } from './statement.js';
import type { TurnBefore, TurnKeys } from './turns.js';

const beforeRow = z.object({
  at: z.number(),
  seen: z.number(),
  known: z.number(),
  fresh: z.number(),
  waiting: z.number(),
  value: z.string().nullable(),
  etag: z.string().nullable(),
});

/** One statement for all that a turn reads before it knows what was said. */
const readOne = '(?, ?, ?, ?, ?, ?, ?)';
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

export interface Read {
  keys: TurnKeys;
  now: Date;
}

/** What stands in the database when these turns begin. */
export async function readTurns(database: Held, reads: readonly Read[]): Promise<Settled<TurnBefore>[]> {
  const values = reads.flatMap(({ keys, now }, at) => {
    const { seenKey, stateKey, account, conversation, reference } = keys;
    const since = toMoment(new Date(now.getTime() - refreshMs));
    return [at, seenKey, stateKey, account, conversation, JSON.stringify(reference), since];
  });
  const rows = await run(database, readSql(several(readOne, reads.length)), values);
  const found: TurnBefore[] = [];
  for (const row of rows) {
    const { at, seen, known, fresh, waiting, value, etag } = beforeRow.parse(row);
    found[at] = {
      seen: seen === 1,
      known: known === 1,
      stale: fresh === 0,
      waiting: waiting === 1,
      stored: value === null ? undefined : jsonOf(value),
      eTag: etag ?? undefined,
    };
  }
  return reads.map((_, at) => {
    const result = found[at];
    return result ? { ok: true, result } : { ok: false, fault: new Error('A turn was not read') };
  });
}

/** State that is not JSON is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const keptRow = z.object({ seen_key: z.string(), etag: z.string().nullable() });

const saveOne = '(?, ?, ?, ?, ?, ?, ?, ?)';

/** A row of the view `finished_turn`. */
export type Row = readonly [seenKey: string, ...more: Value[]];

/** Keeps what it can, all in one write. False: it came too late. */
export async function writeTurns(database: Held, rows: readonly Row[]): Promise<Settled<boolean>[]> {
  const sql = `INSERT INTO finished_turn VALUES ${several(saveOne, rows.length)} RETURNING seen_key, etag`;
  try {
    const kept = new Set<string>();
    for (const row of await run(database, sql, rows.flat())) {
      const { seen_key: key, etag } = keptRow.parse(row);
      kept.add(nameOf(key, etag));
    }
    return rows.map((row) => ({ ok: true, result: kept.has(nameOf(row[0], row[6] ?? null)) }));
  } catch (fault) {
    // Only what is wrong with one of them is looked for among them; a full disk or a lock is there for all.
    if (rows.length === 1 || !isOfOne(fault)) throw fault;
    const settled: Settled<boolean>[] = [];
    for (const row of rows) {
      const alone = writeTurns(database, [row]);
      const [own] = await alone.catch((own: unknown) => [{ ok: false as const, fault: own }]);
      settled.push(own ?? { ok: false, fault });
    }
    return settled;
  }
}

const nameOf = (seenKey: string, etag: Value): string => `${etag ?? ''}|${seenKey}`;

function isOfOne(fault: unknown): boolean {
  return fault instanceof Error && /^SQLITE_(CONSTRAINT|TOOBIG|MISMATCH|ERROR)\b/.test(fault.message);
}

function several(one: string, count: number): string {
  return Array(count).fill(one).join(', ');
}
