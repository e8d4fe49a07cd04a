import { z } from 'zod';
import { jsonColumn, toMoment, wholeColumn } from './columns.js';
import type { Database } from './database.js';

/**
 * `queued`: to be sent at `nextAt`; `posting`: handed to WhatsApp, which has not said yet that it took
 * it; `sent`: taken; `waiting`: until the person next writes; `failed`: refused for good.
 */
const states = ['queued', 'posting', 'sent', 'waiting', 'failed'] as const;

export type SendingState = (typeof states)[number];

const sendingRow = z
  .object({
    key: z.string(),
    account: z.string(),
    message: jsonColumn(z.unknown()).nullable(),
    outbox_key: z.string().nullable(),
    state: z.enum(states),
    attempts: wholeColumn,
    fault: wholeColumn.nullable(),
    next_at: z.string().nullable(),
  })
  .transform((row) => ({
    key: row.key,
    account: row.account,
    message: row.message,
    outboxKey: row.outbox_key ?? undefined,
    state: row.state,
    attempts: row.attempts,
    fault: row.fault ?? undefined,
    nextAt: row.next_at === null ? undefined : new Date(row.next_at),
  }));

/** A message for WhatsApp and what became of it. */
export type Sending = z.infer<typeof sendingRow>;

/** Messages for WhatsApp, each known by a key of its own so that none is sent twice. */
export class WhatsAppSending {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Keeps the messages, in their order. One whose key is known stays as it is. */
  async keep(
    messages: readonly { key: string; account: string; message?: unknown; outboxKey?: string }[],
    now: Date,
  ): Promise<void> {
    if (messages.length === 0) return;
    const at = toMoment(now);
    const rows = messages.map(({ key, account, message, outboxKey }) => ({
      key,
      account,
      message: message === undefined ? null : JSON.stringify(message),
      outbox_key: outboxKey ?? null,
      state: 'queued',
      next_at: at,
      at,
    }));
    await this.#database('whatsapp_sending').insert(rows).onConflict('key').ignore();
  }

  /** Replies that wait to be sent: for each person the first, because the others come after it. */
  async due(now: Date): Promise<Sending[]> {
    const firsts = this.#database('whatsapp_sending')
      .min('id')
      .where({ state: 'queued' })
      .whereNull('outbox_key')
      .groupBy('account');
    const rows: unknown[] = await this.#database('whatsapp_sending')
      .whereIn('id', firsts)
      .where('next_at', '<=', toMoment(now))
      .orderBy('id');
    return rows.map((row) => sendingRow.parse(row));
  }

  /** The first reply to the account that is not sent. Undefined: nothing waits. */
  async firstFor(account: string): Promise<Sending | undefined> {
    const row: unknown = await this.#database('whatsapp_sending')
      .where({ account, state: 'queued' })
      .whereNull('outbox_key')
      .orderBy('id')
      .first();
    return row === undefined ? undefined : sendingRow.parse(row);
  }

  async of(key: string): Promise<Sending | undefined> {
    const row: unknown = await this.#database('whatsapp_sending').where({ key }).first();
    return row === undefined ? undefined : sendingRow.parse(row);
  }

  /** Takes a message to hand it over now. False: somebody else has. `until`: when it counts as never taken. */
  async take(key: string, until: Date): Promise<boolean> {
    const taken = await this.#database('whatsapp_sending')
      .where({ key, state: 'queued' })
      .update({
        state: 'posting',
        next_at: toMoment(until),
        attempts: this.#database.raw('?? + 1', ['attempts']),
      });
    return taken > 0;
  }

  /** WhatsApp has it; the text is erased. Nothing changes for one of which it has said more meanwhile. */
  async accepted(key: string, messageId: string): Promise<void> {
    await this.#database('whatsapp_sending')
      .where({ key })
      .whereIn('state', ['posting', 'queued'])
      .update({ state: 'sent', message: null, message_id: messageId, next_at: null });
  }

  /** WhatsApp did not take it. */
  async refused(
    key: string,
    after: { state: 'queued'; at: Date } | { state: 'waiting' | 'failed' },
    fault?: number,
  ): Promise<void> {
    await this.#database('whatsapp_sending')
      .where({ key })
      .update({
        state: after.state,
        next_at: after.state === 'queued' ? toMoment(after.at) : null,
        fault: fault ?? null,
        ...(after.state === 'failed' ? { message: null } : {}),
      });
  }

  /**
   * WhatsApp says later that it could not deliver what it had taken. The message; undefined when it is
   * none of ours or was known to have failed.
   */
  async undelivered(key: string | undefined, messageId: string, fault: number): Promise<Sending | undefined> {
    const rows: unknown[] = await this.#database('whatsapp_sending')
      .where((either) => {
        either.where({ message_id: messageId });
        if (key !== undefined) either.orWhere({ key });
      })
      .whereIn('state', ['posting', 'sent'])
      .update({ state: 'failed', fault, message: null, next_at: null })
      .returning('*');
    return rows[0] === undefined ? undefined : sendingRow.parse(rows[0]);
  }

  /** Those of which WhatsApp has said nothing by their time were never taken: they are sent again. */
  async giveBack(now: Date): Promise<number> {
    return this.#database('whatsapp_sending')
      .where({ state: 'posting' })
      .where('next_at', '<=', toMoment(now))
      .update({ state: 'queued' });
  }

  /** The person has written, so what waited for that can be sent. */
  async wake(account: string, now: Date): Promise<void> {
    await this.#database('whatsapp_sending')
      .where({ account, state: 'waiting' })
      .update({ state: 'queued', next_at: toMoment(now) });
  }

  /** The message is begun anew: it had failed, and is owed still. */
  async renew(key: string, now: Date): Promise<void> {
    await this.#database('whatsapp_sending')
      .where({ key })
      .whereIn('state', ['failed', 'waiting'])
      .update({ state: 'queued', next_at: toMoment(now), message_id: null, fault: null });
  }

  /** Forgets messages that were made before the moment and are sent or failed. How many there were. */
  async purge(before: Date): Promise<number> {
    return this.#database('whatsapp_sending')
      .where('at', '<', toMoment(before))
      .whereIn('state', ['sent', 'failed'])
      .delete();
  }
}
