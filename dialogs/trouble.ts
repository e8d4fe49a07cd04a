import { type Card, say } from '../src/cards/card.js';
import type { Services } from '../src/conversation/dialog.js';
import { officeLine } from './contacts.js';

/** Said when a fault of the bot's own kept it from answering. */
export function troubleCard({ policy }: Services): Card {
  return say(
    'Something went wrong at my end, and I may not have kept what you last wrote. Please send it again.',
    `If that does not work, write to the school. ${officeLine(policy.school)} If someone is in danger, call 999.`,
  );
}

/** Said when an answer was taken by the channel and never confirmed, so that it may not have arrived. */
export function unsureCard(): Card {
  return say(
    'My last answer may not have reached you. If you do not see it, please write to me again.',
    'If you sent me a report, say my reports to see it. If anyone is in danger, call 999.',
  );
}

/** Said when a draft was deleted because nothing was added to it for as long as drafts are kept. */
export function expiredCard({ policy }: Services): Card {
  return say(
    `What you had begun was not finished within ${policy.school.retention.draftHours} hours, so I have deleted it. Nothing of it was sent.`,
  );
}
