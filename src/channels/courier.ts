import type { CloudAdapter, ConversationParameters, ConversationReference, TurnContext } from 'botbuilder';
import { TurnContext as Context } from 'botbuilder';
import { z } from 'zod';
import type { Card } from '../cards/card.js';
import type { Place } from '../conversation/turn.js';
import { faultName, type Log } from '../log.js';
import type { Delivery } from '../notifications/delivery.js';
import type { ConversationStore } from '../storage/conversations.js';
import { inputsOn } from './activity.js';
import { draw } from './draw.js';
import { sendLimit, within } from './limit.js';

const referenceSchema = z.looseObject({
  serviceUrl: z.url(),
  channelId: z.string(),
  conversation: z.looseObject({ id: z.string() }),
});

/** Takes messages to a person's private chat: an answer that must not stand in a group, or an alert. */
export class Courier {
  readonly #adapter: CloudAdapter;
  readonly #conversations: ConversationStore;
  readonly #appId: string;
  readonly #log: Log;

  constructor(parts: { adapter: CloudAdapter; conversations: ConversationStore; appId: string; log: Log }) {
    this.#adapter = parts.adapter;
    this.#conversations = parts.conversations;
    this.#appId = parts.appId;
    this.#log = parts.log;
  }

  /** The reference of the conversation that a turn is in, to be kept for later messages. */
  referenceOf(context: TurnContext): { channel: string; conversation: string; reference: unknown } {
    const reference = Context.getConversationReference(context.activity);
    return {
      channel: context.activity.channelId,
      conversation: context.activity.conversation.id,
      reference,
    };
  }

  /** A link that opens the private chat in Teams; undefined without an app id. */
  privateLink(): string | undefined {
    return this.#appId ? `https://teams.microsoft.com/l/chat/0/0?users=28:${this.#appId}` : undefined;
  }

  /**
   * Runs `work` in the private chat of the person who wrote in the group: the one that is known, or a
   * new one where the channel allows it. False when neither could be had.
   */
  async privately(
    group: TurnContext,
    account: string,
    work: (place: Place, context: TurnContext) => Promise<void>,
  ): Promise<boolean> {
    let done = false;
    const run = async (context: TurnContext): Promise<void> => {
      const { channelId, conversation } = context.activity;
      const place = {
        channel: channelId,
        kind: 'personal',
        id: conversation.id,
        ...inputsOn(channelId),
      } as const;
      await work(place, context);
      done = true;
    };
    try {
      const known = await this.#referenceTo(account);
      const here = { ...known, serviceUrl: group.activity.serviceUrl };
      if (known) await this.#adapter.continueConversationAsync(this.#appId, here, run);
      else await this.#create(group, run);
    } catch (fault) {
      this.#log.warn('private.failed', { fault: faultName(fault) });
    }
    return done;
  }

  /** Sends a card to the person's kept private chat; what happened is a value. */
  async deliver(account: string, card: Card): Promise<Delivery> {
    const reference = await this.#referenceTo(account);
    if (!reference) return { ok: false, fault: 'no private chat yet', retry: 'waiting' };
    try {
      await this.#adapter.continueConversationAsync(this.#appId, reference, async (context) => {
        await within(sendLimit, context.sendActivities(draw([card], context.activity.channelId)));
      });
      return { ok: true };
    } catch (fault) {
      return faultOf(fault);
    }
  }

  async #referenceTo(account: string): Promise<Partial<ConversationReference> | undefined> {
    return parseReference((await this.#conversations.personalOf(account))?.reference);
  }

  async #create(group: TurnContext, run: (context: TurnContext) => Promise<void>): Promise<void> {
    const { activity } = group;
    const tenant = activity.conversation.tenantId;
    const parameters: Partial<ConversationParameters> = {
      isGroup: false,
      bot: activity.recipient,
      members: [activity.from],
      ...(tenant ? { tenantId: tenant, channelData: { tenant: { id: tenant } } } : {}),
    };
    await this.#adapter.createConversationAsync(
      this.#appId,
      activity.channelId,
      activity.serviceUrl,
      'https://api.botframework.com',
      parameters as ConversationParameters,
      run,
    );
  }
}

/** A kept reference is our own row; what the SDK needs of it is checked, and the rest goes along. */
function parseReference(stored: unknown): Partial<ConversationReference> | undefined {
  const reference = referenceSchema.safeParse(stored);
  return reference.success ? (stored as Partial<ConversationReference>) : undefined;
}

/** 403 and 404 mean that the app is blocked or gone; everything else may pass. */
function faultOf(fault: unknown): Delivery {
  const status = fault instanceof Error && 'statusCode' in fault ? Number(fault.statusCode) : 0;
  if (status === 403 || status === 404) return { ok: false, fault: `refused (${status})`, retry: 'never' };
  return { ok: false, fault: status ? `failed (${status})` : 'failed', retry: 'later' };
}
