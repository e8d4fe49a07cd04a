import { randomUUID } from 'node:crypto';
import { toMoment } from './columns.js';
import type { Database } from './connection.js';
import { Gathering } from './gathering.js';
import { run } from './statement.js';
import { endTurns, type Read, type Row, readTurns, writeTurns } from './turns-together.js';

/** What a turn leaves behind. */
export interface FinishedTurn {
  /** The activity that this turn handled. */
  seenKey: string;
  process: string;
  stateKey: string;
  /** As JSON. */
  state: string;
  /** The eTag with which the state was read. Undefined: nothing was stored. `*`: overwrite whatever is there. */
  eTag: string | undefined;
  /** The eTag under which it is kept; one of its own when absent. */
  nextETag?: string;
  /** What is to be sent; given back by `SeenStore.claim` until `endTurn` is called. */
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
  /** Where the bot can answer, as it is kept of a private chat: JSON. */
  reference: string;
}

/** An activity that a process is handling. */
export type TurnHold = Pick<FinishedTurn, 'seenKey' | 'process' | 'now'>;

/** What stands in the database when a turn begins. */
export interface TurnBefore {
  /** The activity is known: it was handled, or another process is at it. */
  seen: boolean;
  stored: unknown;
  /** This process wrote what is stored, a moment ago. */
  own?: true;
  eTag: string | undefined;
  /** The account has written in this conversation before. */
  known: boolean;
  /** The private conversation must be kept anew. */
  stale: boolean;
  /** Messages wait for the account to write. */
  waiting: boolean;
}

/** Which turn has ended, and whose it was. */
export type TurnEnd = Pick<TurnKeys, 'seenKey' | 'account'>;

/** What goes to one database, or one transaction in it, is gathered. */
interface Gatherings {
  reads: Gathering<Read, TurnBefore>;
  writes: Gathering<Row, boolean>;
  ends: Gathering<TurnEnd, boolean>;
}

/**
 * A note that replies were sent may wait for others, because a delivery of the same activity meanwhile is not
 * answered before `resendAfterMs`. The replies are erased with it, so it does not wait long.
 */
const endings = { most: 500, wait: 100 };

const gatherings = new WeakMap<object, Gatherings>();

function gatheringsOf(database: Database): Gatherings {
  const { client } = database;
  const known = gatherings.get(client);
  if (known) return known;
  // Not the database that a turn sees, which becomes another once the turn writes.
  const together = { client };
  const made = {
    reads: new Gathering<Read, TurnBefore>((reads) => readTurns(together, reads)),
    writes: new Gathering<Row, boolean>((rows) => writeTurns(together, rows)),
    ends: new Gathering<TurnEnd, boolean>((ended) => endTurns(together, ended), endings),
  };
  gatherings.set(client, made);
  return made;
}

/** What a turn needs to know before it answers. */
export async function readTurn(database: Database, keys: TurnKeys, now: Date): Promise<TurnBefore> {
  return gatheringsOf(database).reads.add({ keys, now });
}

const takenSql = `SELECT 1 FROM seen WHERE key = ? AND NOT (process = ? AND state = 'working')`;

/** Keeps the state and the replies, and marks the activity as done, all or nothing. */
export async function saveTurn(database: Database, turn: FinishedTurn): Promise<TurnSaved> {
  const { seenKey, process, replies, stateKey, state, eTag, nextETag = randomUUID(), now } = turn;
  const kept = [JSON.stringify(replies), stateKey, state, nextETag, eTag ?? null];
  const row: Row = { etag: nextETag, values: [seenKey, process, toMoment(now), ...kept] };
  if (await gatheringsOf(database).writes.add(row)) return 'saved';
  const taken = await run(database, takenSql, [seenKey, process]);
  return taken.length > 0 ? 'taken_over' : 'outdated';
}

/**
 * The replies were sent. Resolves when nothing of them is kept any more, with whether messages wait for the person
 * to write: they may have come to wait while the turn went on.
 */
export async function endTurn(database: Database, { seenKey, account }: TurnEnd): Promise<boolean> {
  return gatheringsOf(database).ends.add({ seenKey, account });
}

/** Resolves when every turn that has ended is noted. */
export async function turnsNoted(database: Database): Promise<void> {
  await gatherings.get(database.client)?.ends.settle();
}

const holdSql = `INSERT INTO seen (key, state, process, at) VALUES (?, 'working', ?, ?)
  ON CONFLICT (key) DO UPDATE SET at = excluded.at
  WHERE seen.process = excluded.process AND seen.state = 'working' RETURNING key`;

/** The activity is this process's own, said as the first write of a transaction. False: another has handled it. */
export async function holdTurn(database: Database, { seenKey, process, now }: TurnHold): Promise<boolean> {
  const held = await run(database, holdSql, [seenKey, process, toMoment(now)]);
  return held.length > 0;
}

/** Ends what is being read and kept of turns, and refuses what comes later. */
export async function closeTurns(database: Database): Promise<void> {
  const { reads, writes, ends } = gatheringsOf(database);
  await Promise.all([reads.close(), writes.close(), ends.close()]);
}
