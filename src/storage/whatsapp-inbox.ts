import { z } from 'zod';
import { jsonColumn, momentColumn, toMoment, wholeColumn } from './columns.js';
import type { Database } from './database.js';

/** A message as WhatsApp delivered it. */
export interface Delivered {
  /** WhatsApp's id of the message. */
  key: string;
  account: string;
  message: unknown;
  saidAt: Date;
}

const inboxRow = z
  .object({
    key: z.string(),
    account: z.string(),
    message: jsonColumn(z.unknown()),
    attempts: wholeColumn,
    next_at: momentColumn,
  })
  .transform(({ key, account, message, attempts }) => ({ key, account, message, attempts }));

/** A message whose turn is not done. */
export type Waiting = z.infer<typeof inboxRow>;

/** So many messages are kept with one statement: SQLite takes 32,766 values at once. */
const atOnce = 500;

/** Messages that were delivered, each once, until their turn is done. Then only the id stays. */
export class WhatsAppInbox {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Keeps all or, when it rejects, nothing. How many were new: one that was delivered before is not kept again. */
  async keep(delivered: readonly Delivered[], now: Date): Promise<number> {
    const at = toMoment(now);
    const rows = delivered.map(({ key, account, message, saidAt }) => ({
      key,
      account,
      message: JSON.stringify(message),
      said_at: toMoment(saidAt),
      next_at: at,
      at,
    }));
    return this.#database.transaction(async (trx) => {
      let fresh = 0;
      for (let from = 0; from < rows.length; from += atOnce) {
        const added: unknown[] = await trx('whatsapp_inbox')
          .insert(rows.slice(from, from + atOnce))
          .onConflict('key')
          .ignore()
          .returning('key');
        fresh += added.length;
      }
      return fresh;
    });
  }

  /**
   * Messages whose turn has come, as they were said, but for those of these accounts. A message behind one
   * of the same person that has to wait is not among them: it would be taken for the answer to another question.
   */
  async due(now: Date, busy: readonly string[], limit: number): Promise<Waiting[]> {
    const at = toMoment(now);
    const rows: unknown[] = await this.#database('whatsapp_inbox as one')
      .where('next_at', '<=', at)
      .whereNotIn('account', [...busy])
      .whereNotExists(
        this.#database('whatsapp_inbox as earlier')
          .where('earlier.next_at', '>', at)
          .whereRaw('?? = ??', ['earlier.account', 'one.account'])
          .whereRaw('(??, ??) < (??, ??)', ['earlier.said_at', 'earlier.id', 'one.said_at', 'one.id']),
      )
      .orderBy([{ column: 'said_at' }, { column: 'id' }])
      .limit(limit);
    return rows.map((row) => inboxRow.parse(row));
  }

  /** The turn is done: the text is erased, the id stays so that another delivery is known. */
  async done(key: string): Promise<void> {
    await this.#database('whatsapp_inbox').where({ key }).update({ message: null, next_at: null });
  }

  /** The turn could not be done now. */
  async later(key: string, at: Date): Promise<void> {
    await this.#database('whatsapp_inbox')
      .where({ key })
      .update({ next_at: toMoment(at), attempts: this.#database.raw('?? + 1', ['attempts']) });
  }

  /** When the next turn is due. Undefined: no message waits. */
  async nextDue(): Promise<Date | undefined> {
    const [next]: string[] = await this.#database('whatsapp_inbox')
      .whereNotNull('next_at')
      .orderBy('next_at')
      .limit(1)
      .pluck('next_at');
    return next === undefined ? undefined : new Date(next);
  }

  /** Forgets the ids of messages that were delivered before the moment and are done. How many there were. */
  async purge(before: Date): Promise<number> {
    return this.#database('whatsapp_inbox').where('at', '<', toMoment(before)).whereNull('next_at').delete();
  }
}
