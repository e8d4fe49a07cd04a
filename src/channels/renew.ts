import type { TurnContext } from 'botbuilder';
import type { Card } from '../cards/card.js';
import { cardMessages } from './draw.js';
import { within } from './limit.js';

/** A card that is not redrawn in this time, in milliseconds, stays as it is: the answer has been sent already. */
const renewLimit = 1500;

/**
 * Draws the card in the place of the one whose button was pressed. A press is an ordinary message (Action.Submit)
 * that names the pressed message in `replyToId`; Action.Execute would have to be answered within seconds by an
 * invoke of its own, past the queue and the list of handled activities. False: the channel does not say what was
 * pressed, or cannot change a message.
 */
export async function renew(context: TurnContext, card: Card): Promise<boolean> {
  const { replyToId, channelId } = context.activity;
  // Of a card that takes several messages the last has the buttons.
  const drawn = cardMessages(card).at(-1);
  if (!replyToId || channelId === 'whatsapp' || !drawn) return false;
  try {
    await within(renewLimit, context.updateActivity({ ...drawn, id: replyToId }));
    return true;
  } catch {
    return false;
  }
}
