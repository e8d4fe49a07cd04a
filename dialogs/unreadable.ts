import { type Card, say } from '../src/cards/card.js';
import type { Unreadable } from '../src/conversation/turn.js';

const danger = 'If someone is in danger, call 999.';

/** What the bot says to something that is neither words nor a picture. Nothing of it is opened or kept. */
const words: Readonly<Record<Unreadable, readonly string[]>> = {
  voice: [
    'I can read text, not pictures or voice. Please type it in a few words, and I will help.',
    `I have not listened to it or kept it. ${danger}`,
  ],
  sticker: ['I can read text, not stickers. Please type what you would like to tell me.'],
  reaction: ['I cannot read a reaction as an answer. Please type it, or the number of your choice.'],
  contact: [
    'I cannot open a contact, and I have not kept it. Please tell me in words what it is about.',
    danger,
  ],
  location: [
    'I cannot open a place on a map, and I have not kept it.',
    `Nobody at the school can see where you are. ${danger}`,
  ],
  other: ['I can read text, and nothing else. Please type what you would like to tell me.', danger],
};

export function unreadableCard(what: Unreadable): Card {
  return say(...words[what]);
}
