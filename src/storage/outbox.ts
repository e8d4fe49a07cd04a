import { z } from 'zod';
import type { Card } from '../cards/card.js';
import type { Role } from '../people.js';
import { toMoment } from './columns.js';
import type { Database } from './database.js';
import { type Outgoing, outgoingRow } from './outgoing.js';

/** A message that somebody is owed, kept in the same transaction as what it tells of. */
export interface Owed {
  /** The same key twice is one message. */
  key: string;
  /** The account that gets it. Absent: nobody holds the role, and the message is undeliverable. */
  recipient?: string;
  /** Whose turn it is when it cannot be delivered, in order. */
  otherwise?: readonly Role[];
  /** A `reply` is an answer that the channel did not take: nothing of it is kept once it is sent or given up. */
  sort: 'alert' | 'pointer' | 'callback' | 'reporter' | 'digest' | 'reminder' | 'reply';
  card: Card;
  urgent: boolean;
  incident?: number;
  /** An incident of which it tells together with others, which may have come before. */
  gathers?: number;
  /** Quiet hours. Absent: at once. */
  notBefore?: Date;
}

/** Why a message could not be sent and what follows. */
export interface Failure {
  /** A code, never the text of an answer. */
  fault: string;
  /** When to try again; `waiting`: when the person next writes; `never` or absent: not at all. */
  retryAt?: Date | 'waiting' | 'never';
  /** Messages to others that take its place, kept in the same transaction. */
  instead?: readonly Owed[];
}

/** How long a message that was taken to be sent is nobody else's: longer than a send can last. */
const leaseMs = 60_000;
/** Sorts after every other character, so that a range holds all that begins alike; LIKE could use no index. */
const farthest = '\u{10FFFF}';

/** Keeps the messages. Inside a transaction hand in the transaction, after its first write. */
export async function owe(database: Database, owed: readonly Owed[], now: Date): Promise<void> {
  for (const { key, recipient, otherwise, sort, card, urgent, incident, gathers, notBefore } of owed) {
    await database('outbox')
      .insert({
        key,
        recipient: recipient ?? null,
        otherwise: otherwise ? JSON.stringify(otherwise) : null,
        card: JSON.stringify(card),
        sort,
        urgent,
        incident: incident ?? null,
        state: recipient === undefined ? 'undeliverable' : 'pending',
        next_at: toMoment(notBefore ?? now),
        made_at: toMoment(now),
      })
      .onConflict('key')
      .ignore();
    if (gathers !== undefined) {
      await database('gathered').insert({ incident: gathers, key }).onConflict(['incident', 'key']).ignore();
    }
  }
}

/** The messages that people are owed, until they are sent. */
export class OutboxStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async owe(owed: readonly Owed[], now: Date): Promise<void> {
    await this.#database.transaction((trx) => owe(trx, owed, now));
  }

  /**
   * Takes what should be sent now, urgent first. Nobody else is given these messages for a minute;
   * one that is then neither sent nor failed is due again.
   */
  async due(now: Date, limit: number): Promise<Outgoing[]> {
    const database = this.#database;
    const first = database('outbox')
      .select('id')
      .where({ state: 'pending' })
      .where('next_at', '<=', toMoment(now))
      .orderBy([{ column: 'urgent', order: 'desc' }, { column: 'next_at' }, { column: 'id' }])
      .limit(limit);
    const taken: unknown[] = await database('outbox')
      .whereIn('id', first)
      .where({ state: 'pending' })
      .where('next_at', '<=', toMoment(now))
      .update({
        attempts: database.raw('?? + 1', ['attempts']),
        next_at: toMoment(new Date(now.getTime() + leaseMs)),
      })
      .returning('*');
    return taken
      .map((row) => outgoingRow.parse(row))
      .sort((a, b) => Number(b.urgent) - Number(a.urgent) || a.id - b.id);
  }

  async sent(id: number, now: Date): Promise<void> {
    await this.#database('outbox')
      .where({ id })
      .update({ state: 'sent', sent_at: toMoment(now), last_fault: null });
    await this.#database('outbox').where({ id, sort: 'reply' }).delete();
  }

  /** Keeps why it failed, and what is owed to others instead. */
  async failed(id: number, { fault, retryAt, instead = [] }: Failure, now: Date): Promise<void> {
    const again = retryAt instanceof Date ? { state: 'pending', next_at: toMoment(retryAt) } : undefined;
    const state = retryAt === 'waiting' ? 'waiting' : 'undeliverable';
    await this.#database.transaction(async (trx) => {
      await trx('outbox')
        .where({ id })
        .update({ last_fault: fault, ...(again ?? { state }) });
      if (!again) await trx('outbox').where({ id, sort: 'reply' }).delete();
      await owe(trx, instead, now);
    });
  }

  /** The person has written, so what waited for that can be sent. How many there are. */
  async wake(account: string, now: Date): Promise<number> {
    return this.#database('outbox')
      .where({ recipient: account, state: 'waiting' })
      .update({ state: 'pending', next_at: toMoment(now) });
  }

  /** All messages about the incident, oldest first. */
  async forIncident(number: number): Promise<Outgoing[]> {
    const rows: unknown[] = await this.#database('outbox').where({ incident: number }).orderBy('id');
    return rows.map((row) => outgoingRow.parse(row));
  }

  /** The messages that told of the incident together with others, and their copies to others. */
  async gathering(number: number): Promise<Outgoing[]> {
    const keys = z
      .array(z.string())
      .parse(await this.#database('gathered').where({ incident: number }).pluck('key'));
    const found = await Promise.all(keys.map((key) => this.withPrefix(key)));
    return found.flat();
  }

  /** All messages whose key begins so: the copies of one message to several people. */
  async withPrefix(prefix: string): Promise<Outgoing[]> {
    const rows: unknown[] = await this.#database('outbox')
      .where('key', '>=', prefix)
      .where('key', '<', `${prefix}${farthest}`)
      .orderBy('id');
    return rows.map((row) => outgoingRow.parse(row));
  }

  async forKey(key: string): Promise<Outgoing | undefined> {
    const row: unknown = await this.#database('outbox').where({ key }).first();
    return row === undefined ? undefined : outgoingRow.parse(row);
  }

  /** Drops answers that could not be delivered since the moment: what was said is not kept. How many there were. */
  async forgetReplies(before: Date): Promise<number> {
    return this.#database('outbox').where({ sort: 'reply' }).where('made_at', '<', toMoment(before)).delete();
  }

  /** Removes messages that were sent before the moment. How many there were. */
  async purge(before: Date): Promise<number> {
    return this.#database('outbox').where({ state: 'sent' }).where('sent_at', '<', toMoment(before)).delete();
  }
}
