import type { TurnContext } from 'botbuilder';
import type { Card } from '../cards/card.js';
import type { Services } from '../conversation/dialog.js';
import type { Log } from '../log.js';
import type { Owed } from '../storage/outbox.js';
import { ConnectorFault } from './connector/fault.js';
import { deliveryOf } from './delivery-of.js';
import { draw } from './draw.js';
import { SendTimedOut, sendLimit, within } from './limit.js';

/** How long an answer that was not taken waits for the next try, in milliseconds, where the channel names no time. */
const firstWait = 15_000;

export interface ReplyParts {
  services: Services;
  /** Said in place of an answer of which nobody knows whether it arrived. */
  unsure: Card;
  log: Log;
  now: Date;
}

/** Sends the cards in the conversation of the turn. Rejects when the channel does not take them. */
export async function sendCards(context: TurnContext, cards: readonly Card[]): Promise<void> {
  const messages = draw(cards, context.activity.channelId);
  if (messages.length > 0) await within(sendLimit, context.sendActivities(messages));
}

/**
 * Sends the answer to a person. What the channel refused is owed through the outbox; where it did not answer, the
 * cards may have arrived and are not sent again: a note that says so is owed instead. Nothing is sent twice.
 */
export async function sendOrOwe(
  context: TurnContext,
  cards: readonly Card[],
  person: { account: string; key: string },
  { services, unsure, log, now }: ReplyParts,
): Promise<void> {
  try {
    await sendCards(context, cards);
  } catch (fault) {
    if (!ofTheChannel(fault)) throw fault;
    const delivery = deliveryOf(fault);
    log.warn('reply.owed', { fault: delivery.fault });
    const taken = fault instanceof ConnectorFault ? fault.taken : 0;
    const rest = cards.slice(cardsIn(cards, taken, context.activity.channelId));
    const wait = Math.max(firstWait, (delivery.afterSeconds ?? 0) * 1000);
    const owed = (delivery.retry === 'unknown' ? [unsure] : rest).map(
      (card, at): Owed => ({
        key: `reply:${person.key}:${at}`,
        recipient: person.account,
        sort: 'reply',
        card,
        urgent: true,
        notBefore: new Date(now.getTime() + wait),
      }),
    );
    await services.outbox.owe(owed, now);
  }
}

/** Whether the channel is at fault, as against the bot. */
export function ofTheChannel(fault: unknown): boolean {
  return fault instanceof ConnectorFault || fault instanceof SendTimedOut;
}

/** How many cards stand in the first messages: plain ones share a message. */
function cardsIn(cards: readonly Card[], messages: number, channel: string): number {
  let count = 0;
  while (count < cards.length && draw(cards.slice(0, count + 1), channel).length <= messages) count += 1;
  return count;
}
