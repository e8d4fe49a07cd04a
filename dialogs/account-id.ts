import type { Card } from '../src/cards/card.js';
import { say } from '../src/cards/card.js';
import type { Message } from '../src/conversation/dialog.js';

/** Ways to ask for it, as a whole message. */
export const accountIdWords: readonly string[] = ['my id', 'my account id', 'account id', 'what is my id'];

/** What the school writes into `people.yaml`: on WhatsApp a person cannot find it anywhere else. */
export function accountIdCard({ turn }: Message): Card {
  return {
    ...say(
      'This is how I know you in this chat. It is no password, and by itself it gives you no rights.',
      'If the school has asked for it, send them these words.',
    ),
    paste: turn.person.account,
  };
}
