import type { ConversationReference, TurnContext } from 'botbuilder';
import { TurnContext as Context } from 'botbuilder';
import { z } from 'zod';
import type { Card } from '../cards/card.js';
import type { Place } from '../conversation/turn.js';
import { faultName, type Log } from '../log.js';
import type { Delivery } from '../notifications/delivery.js';
import type { ConversationStore } from '../storage/conversations.js';
import { inputsOn } from './activity.js';
import type { ConnectorAdapter } from './connector/adapter.js';
import type { Connector } from './connector/connector.js';
import { deliveryOf } from './delivery-of.js';
import { draw } from './draw.js';

/** Where Teams is written to when nobody of the school has written yet (Microsoft's address for all regions). */
const teamsServiceUrl = 'https://smba.trafficmanager.net/teams/';

/** Going from a group to a private chat leaves time in the turn to answer in the group, in milliseconds. */
const beginLimit = 2500;
const privateLimit = 4000;

const referenceSchema = z.looseObject({
  serviceUrl: z.url(),
  channelId: z.string(),
  conversation: z.looseObject({ id: z.string() }),
});

export interface CourierParts {
  adapter: ConnectorAdapter;
  connector: Connector;
  conversations: ConversationStore;
  /** Empty without credentials. */
  appId: string;
  /** The school's tenant, where it is set. */
  tenant: string | undefined;
  log: Log;
  now: () => Date;
}

/** Takes messages to a person's private chat: an answer that must not stand in a group, or an alert. */
export class Courier {
  readonly #parts: CourierParts;

  constructor(parts: CourierParts) {
    this.#parts = parts;
  }

  /** The reference of the conversation that a turn is in, to be kept for later messages. It names no message. */
  referenceOf(context: TurnContext): { channel: string; conversation: string; reference: unknown } {
    const { activityId: _, ...reference } = Context.getConversationReference(context.activity);
    return {
      channel: context.activity.channelId,
      conversation: context.activity.conversation.id,
      reference,
    };
  }

  /** A link that opens the private chat in Teams; undefined without an app id. */
  privateLink(): string | undefined {
    const { appId } = this.#parts;
    return appId ? `https://teams.microsoft.com/l/chat/0/0?users=28:${appId}` : undefined;
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
      const here = { ...(known ?? (await this.#begun(group))), serviceUrl: group.activity.serviceUrl };
      await this.#parts.adapter.continueConversation(here, run, privateLimit);
    } catch (fault) {
      this.#parts.log.warn('private.failed', { fault: faultName(fault) });
    }
    return done;
  }

  /**
   * Sends a card to the person's private chat: the kept one, or where there is none (any more) a new one that
   * Teams allows when the app is installed for the person. What happened is a value.
   */
  async deliver(account: string, card: Card): Promise<Delivery> {
    const known = await this.#referenceTo(account);
    if (known) {
      const delivery = await this.#sendTo(known, card);
      if (delivery.ok || !delivery.gone) return delivery;
      await this.#parts.conversations.forget(known.conversation?.id ?? '');
    }
    const begun = await this.#begin(account);
    return 'reference' in begun ? this.#sendTo(begun.reference, card) : begun;
  }

  async #sendTo(reference: Partial<ConversationReference>, card: Card): Promise<Delivery> {
    try {
      await this.#parts.adapter.continueConversation(reference, async (context) => {
        await context.sendActivities(draw([card], context.activity.channelId));
      });
      return { ok: true };
    } catch (fault) {
      return deliveryOf(fault);
    }
  }

  /** The one-to-one conversation with somebody of the school's tenant, by their Entra object id. */
  async #begin(account: string): Promise<{ reference: Partial<ConversationReference> } | Delivery> {
    const { appId, tenant, connector, conversations, now } = this.#parts;
    const person = /^teams:([0-9a-f-]{36})$/i.exec(account)?.[1];
    if (!person || !appId || !tenant) return { ok: false, fault: 'no private chat yet', retry: 'waiting' };
    const bot = { id: `28:${appId}`, name: '' };
    const serviceUrl = (await conversations.newestServiceUrl('msteams')) ?? teamsServiceUrl;
    try {
      const id = await connector.begin(serviceUrl, {
        isGroup: false,
        bot,
        members: [{ id: person }],
        tenantId: tenant,
        channelData: { tenant: { id: tenant } },
      });
      const conversation = { id, conversationType: 'personal', tenantId: tenant, isGroup: false, name: '' };
      const reference = { channelId: 'msteams', serviceUrl, bot, conversation };
      await conversations.keep(
        account,
        { channel: 'msteams', conversation: id, reference, personal: true },
        now(),
      );
      return { reference };
    } catch (fault) {
      const delivery = deliveryOf(fault);
      if (delivery.ok || delivery.retry === 'later') return delivery;
      // Beginning the same chat twice is the same chat, so an unknown end is no reason not to try again.
      if (delivery.retry === 'unknown') return { ...delivery, retry: 'later' };
      // Not installed for the person: it waits until they add the app or write.
      return { ok: false, fault: delivery.fault, retry: 'waiting' };
    }
  }

  async #referenceTo(account: string): Promise<Partial<ConversationReference> | undefined> {
    return parseReference((await this.#parts.conversations.personalOf(account))?.reference);
  }

  /** The private chat with whoever wrote in the group. */
  async #begun({ activity }: TurnContext): Promise<Partial<ConversationReference>> {
    const { channelId, serviceUrl, recipient: bot, from: user } = activity;
    const tenantId = activity.conversation.tenantId;
    const id = await this.#parts.connector.begin(
      serviceUrl,
      {
        isGroup: false,
        bot,
        members: [user],
        ...(tenantId ? { tenantId, channelData: { tenant: { id: tenantId } } } : {}),
      },
      beginLimit,
    );
    const more = tenantId ? { tenantId } : {};
    const conversation = { id, conversationType: 'personal', isGroup: false, name: '', ...more };
    return { channelId, serviceUrl, bot, user, conversation };
  }
}

/** A kept reference is our own row; what the SDK needs of it is checked, and the rest goes along. */
function parseReference(stored: unknown): Partial<ConversationReference> | undefined {
  const reference = referenceSchema.safeParse(stored);
  return reference.success ? (stored as Partial<ConversationReference>) : undefined;
}
