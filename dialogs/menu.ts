import { menuIdentity } from '../src/cards/identity.js';
import { type Dialog, type Message, open, type Reply, type Services } from '../src/conversation/dialog.js';
import { groupHelp } from './group.js';
import { helpCard, welcomeCard } from './help.js';

/** The main menu's choices: what they say works by itself. */
export const menu: Dialog = { name: 'menu', version: 1, resume: async () => undefined };

/** What the bot can do, with the choices of the menu for the person. */
export function menuReply(message: Message, services: Services): Reply {
  const card = helpCard(message, services);
  const { choices = [] } = card;
  return {
    cards: [card],
    ...(choices.length > 0 ? { open: open(menu, {}, message.turn.now, choices, menuIdentity) } : {}),
  };
}

/** In a group a line; one-to-one who I am, what I keep and the menu. */
export function welcomeReply(message: Message, services: Services): Reply {
  const { place, now } = message.turn;
  if (place.kind === 'group') return { cards: [groupHelp(services)] };
  const card = welcomeCard(message, services);
  return { cards: [card], open: open(menu, {}, now, card.choices ?? [], menuIdentity) };
}
