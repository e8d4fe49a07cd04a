import { type Card, say } from '../src/cards/card.js';
import type { Message, Services } from '../src/conversation/dialog.js';
import { languageOf } from '../src/language/languages.js';
import { officeLine } from './contacts.js';

/** Whether a message is in another language and holds no English that could be understood. */
export function isForeign({ said }: Message): boolean {
  const heard = languageOf(said);
  return heard !== undefined && heard.language !== 'en' && !heard.mixed;
}

/**
 * Said in plain English, in sentences that translate well. Words in another language are shown only when
 * somebody has reviewed them, and none are there yet.
 */
export function englishOnly({ policy }: Services): Card {
  return say(
    'If anyone is in danger, call 999.',
    'I am sorry. I can read English only. Please write in English, or ask somebody to help you.',
    `You can also ask the school for help in your language. ${officeLine(policy.school)}`,
  );
}
