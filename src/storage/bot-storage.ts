import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Storage, StoreItem, StoreItems } from 'botbuilder';
import { z } from 'zod';
import { jsonColumn, toMoment } from './columns.js';
import type { Database } from './database.js';
import {
  endTurn,
  type FinishedTurn,
  readTurn,
  saveTurn,
  type TurnBefore,
  type TurnEnd,
  type TurnKeys,
  type TurnSaved,
  turnsNoted,
} from './turns.js';
import { Work } from './work.js';

export type { FinishedTurn, TurnBefore, TurnHold, TurnKeys } from './turns.js';

/** An item was changed since it was read. It does not say which: keys hold account ids. */
export class StorageConflict extends Error {
  override readonly name = 'StorageConflict';
  override readonly message = 'The item was changed since it was read';
}

/** So many rows are looked at in one go. */
const atOnce = 500;

const stateRow = z.object({
  key: z.string(),
  value: jsonColumn(z.record(z.string(), z.unknown())),
  etag: z.string(),
  updated_at: z.string(),
});

/** The Bot Framework's Storage in the database. Unlike the SDK's own it holds to eTags. */
export class BotStorage implements Storage {
  readonly #database: Database;
  readonly #clock: () => Date;

  constructor(database: Database, clock: () => Date) {
    this.#database = database;
    this.#clock = clock;
  }

  /** The stored items, each with its eTag; a key that is not stored is absent. */
  async read(keys: string[]): Promise<StoreItems> {
    const rows: unknown[] = await this.#database('bot_state').whereIn('key', keys);
    return Object.fromEntries(
      rows.map((row) => {
        const { key, value, etag } = stateRow.parse(row);
        return [key, { ...value, eTag: etag }];
      }),
    );
  }

  /** Writes all or, with a StorageConflict, nothing. An item without an eTag, or with `*`, overwrites. */
  async write(changes: StoreItems): Promise<void> {
    const now = this.#clock();
    await this.#database.transaction(async (trx) => {
      for (const [key, item] of Object.entries<StoreItem>(changes)) {
        const { eTag, ...value } = item;
        if (!(await put(trx, key, value, eTag ?? '*', now))) throw new StorageConflict();
      }
    });
  }

  async delete(keys: string[]): Promise<void> {
    await this.#database('bot_state').whereIn('key', keys).delete();
  }

  /** What a turn needs to know before it answers. */
  async before(keys: TurnKeys): Promise<TurnBefore> {
    return readTurn(this.#database, keys, this.#clock());
  }

  /** Keeps what the turn did, the state and the replies, and marks the activity as done, all or nothing. */
  async saveTurn(turn: FinishedTurn, work = new Work(this.#database)): Promise<TurnSaved> {
    const saved = await work.last((database) => saveTurn(database, turn));
    await (saved === 'saved' ? work.keep() : work.drop());
    return saved;
  }

  /** The replies were sent. Resolves shortly, when nothing of them is kept any more: whether messages wait. */
  async endTurn(ended: TurnEnd): Promise<boolean> {
    return endTurn(this.#database, ended);
  }

  /** Resolves when every turn that has ended is noted. */
  async close(): Promise<void> {
    await turnsNoted(this.#database);
  }

  /**
   * Removes what was last changed before the moment, but for what `remains` says should stay of it. How many
   * items there were.
   */
  async purge(before: Date, remains: (stored: unknown) => object | undefined): Promise<number> {
    let purged = 0;
    for (let after = ['', '']; ; ) {
      const rows: unknown[] = await this.#database('bot_state')
        .where('updated_at', '<', toMoment(before))
        .whereRaw('(??, ??) > (?, ?)', ['updated_at', 'key', ...after])
        .orderBy(['updated_at', 'key'])
        .limit(atOnce);
      for (const row of rows) {
        const { key, value, etag, updated_at } = stateRow.parse(row);
        after = [updated_at, key];
        const kept = remains(value);
        const found = this.#database('bot_state').where({ key, etag });
        if (kept === undefined) purged += await found.delete();
        else if (!isDeepStrictEqual(kept, value))
          purged += await found.update({ value: JSON.stringify(kept) });
      }
      if (rows.length < atOnce) return purged;
    }
  }
}

/** False when what is stored is not what was read. */
async function put(
  database: Database,
  key: string,
  state: object,
  read: string,
  now: Date,
): Promise<boolean> {
  const row = { key, value: JSON.stringify(state), etag: randomUUID(), updated_at: toMoment(now) };
  if (read === '*') {
    await database('bot_state').insert(row).onConflict('key').merge();
    return true;
  }
  return (await database('bot_state').where({ key, etag: read }).update(row)) > 0;
}
