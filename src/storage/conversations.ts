import { z } from 'zod';
import { flagColumn, jsonColumn, momentColumn, toMoment } from './columns.js';
import type { Database } from './database.js';

/** Where an account can be written to. */
export interface Conversation {
  channel: string;
  /** The channel's id of the conversation. */
  conversation: string;
  /** The Bot Framework's ConversationReference. */
  reference: unknown;
  /** One-to-one, as against a group. */
  personal: boolean;
}

const conversationRow = z.object({
  channel: z.string(),
  conversation: z.string(),
  reference: jsonColumn(z.unknown()),
  personal: flagColumn,
  at: momentColumn,
});

/** How old a note of a conversation may grow while the person goes on writing: one write a day, not one a message. */
export const refreshMs = 24 * 3_600_000;

/** The conversations in which people have written to the bot. */
export class ConversationStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Remembers where the account wrote from. */
  async keep(account: string, kept: Conversation, now: Date): Promise<void> {
    const { channel, conversation, personal } = kept;
    const reference = JSON.stringify(kept.reference);
    const fresh: unknown = await this.#database('conversation')
      .where({ account, conversation, reference, personal })
      .where('at', '>', toMoment(new Date(now.getTime() - refreshMs)))
      .first('at');
    if (fresh !== undefined) return;
    await this.#database('conversation')
      .insert({ account, channel, conversation, reference, personal, at: toMoment(now) })
      .onConflict(['account', 'conversation'])
      .merge();
  }

  /** The account's one-to-one conversation, the newest if there are several. Undefined: it has never written. */
  async personalOf(account: string): Promise<Conversation | undefined> {
    const row: unknown = await this.#database('conversation')
      .where({ account, personal: true })
      .orderBy('at', 'desc')
      .first();
    if (row === undefined) return undefined;
    const { at: _, ...conversation } = conversationRow.parse(row);
    return conversation;
  }

  /** Whether the account's conversation is kept. */
  async holds(account: string, conversation: string): Promise<boolean> {
    const row: unknown = await this.#database('conversation').where({ account, conversation }).first('at');
    return row !== undefined;
  }

  /** The address that the channel was last heard from. Undefined: it never was. */
  async newestServiceUrl(channel: string): Promise<string | undefined> {
    const row: unknown = await this.#database('conversation')
      .where({ channel })
      .orderBy('at', 'desc')
      .first();
    if (row === undefined) return undefined;
    return z.object({ serviceUrl: z.url() }).safeParse(conversationRow.parse(row).reference).data?.serviceUrl;
  }

  /** The bot was removed from the conversation, or may not write there any more. */
  async forget(conversation: string): Promise<void> {
    await this.#database('conversation').where({ conversation }).delete();
  }
}
