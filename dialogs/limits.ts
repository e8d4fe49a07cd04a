import { type Card, say } from '../src/cards/card.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import { plain } from '../src/language/words.js';
import { officeLine } from './contacts.js';
import { picture } from './picture.js';
import { sendWords } from './report-send.js';
import { reportDialog, reportStateSchema } from './report-state.js';
import { staffContact } from './staff-contact.js';
import { urgent, wantsDsl } from './urgent.js';

/** What is open after danger was met. Answers to it are taken however fast they come. */
const neverLimited: readonly string[] = [urgent.name, staffContact.name, picture.name];

/** Words for help, alone. */
const callsForHelp = /^(?:999|112|911|101|emergency|help|help me|please help|urgent|danger)$/;

/**
 * The answer to one message too many in a minute: that it was not taken, once, and then nothing. Undefined
 * for what is never limited: danger, a picture, a concern about an adult or the Headteacher, and an answer
 * where one of these is open. The message has been looked through for them.
 */
export function tooManyReply(message: Message, services: Services): Reply | undefined {
  const { turn, talk, meaning } = message;
  if (!turn.hurry || turn.attachments > 0 || neverLimited.includes(talk.open?.dialog ?? '')) return undefined;
  const heard = [meaning, ...(meaning?.parts ?? [])];
  if (heard.some((one) => one && (one.route === 'urgent' || one.banner || one.kind !== undefined))) {
    return undefined;
  }
  if (wantsDsl(message) || callsForHelp.test(plain(turn.said)) || decidesReport(message)) return undefined;
  const kept = talk.open ? { open: talk.open } : {};
  if (turn.hurry === 'more') return { cards: [], ...kept };
  const card = turn.place.kind === 'group' ? groupCard(services) : personCard(services);
  return { noted: 'limit.reached', cards: [card], ...kept };
}

/** An answer to whether somebody is in danger, or the word that sends a report: neither may be passed over in silence. */
function decidesReport({ turn, talk }: Message): boolean {
  if (talk.open?.dialog !== reportDialog.name) return false;
  const state = reportStateSchema.safeParse(talk.open.state);
  return !state.success || !state.data.safe || sendWords.test(plain(turn.said));
}

/** A message that is refused for its length. What it says has been looked through for danger as far as it can be read. */
export function tooLongCard({ turn, meaning }: Message, { policy }: Services): Card {
  const { school } = policy;
  // The office is not the place for a concern about the Headteacher, and a group learns nothing of one.
  const office = turn.place.kind === 'group' || meaning?.kind !== 'about_headteacher';
  return say(
    `That is longer than I can read (${school.limits.messageCharacters} characters). Please tell me in a few sentences. If someone is in danger, call 999.`,
    ...(office ? [`Or write to the school. ${officeLine(school)}`] : []),
  );
}

function personCard({ policy }: Services): Card {
  return say(
    'You are writing faster than I can answer, so I have done nothing with that message. Please wait a minute and send it again.',
    `Until then I only answer if someone is in danger. In an emergency call 999. ${officeLine(policy.school)}`,
  );
}

function groupCard({ policy }: Services): Card {
  return say(
    'There are more messages here than I can answer. Please wait a minute, or write to me in a private chat.',
    `In an emergency call 999. ${officeLine(policy.school)}`,
  );
}
