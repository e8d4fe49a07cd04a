import { type Card, say } from '../src/cards/card.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import type { Recognition } from '../src/language/recognizer.js';
import { groupAnswerCard } from './answer-card.js';
import { wantsDsl } from './urgent.js';

/** Small talk that may be answered where others read along. */
const harmless = [
  'smalltalk/hello',
  'smalltalk/thanks',
  'smalltalk/bye',
  'smalltalk/bot',
  'smalltalk/capabilities',
  'smalltalk/ok',
];

const asksForHelp = /^\W*(?:help|menu)\W*$/i;

/**
 * In a group: a clear policy question gets a short answer, a greeting gets a line, and everything
 * else goes to a private chat. Nothing stays open and nothing is kept.
 */
export function groupReply(message: Message, services: Services): Reply {
  const { meaning, said, turn } = message;
  if (!meaning || asksForHelp.test(said) || harmless.includes(meaning.label))
    return { cards: [groupHelp(services)] };
  if (wantsDsl(message)) return { cards: [], inPrivate: true };
  const answer = answerable(meaning) ? services.policy.answerFor(meaning.clauses[0] ?? '') : undefined;
  if (!answer) return { cards: [], inPrivate: true };
  return { cards: [groupAnswerCard(answer, said, turn, services.policy)] };
}

function answerable(meaning: Recognition): boolean {
  const plainQuestion = meaning.route === 'policy' && meaning.label.startsWith('policy:');
  return (
    plainQuestion &&
    !meaning.banner &&
    !meaning.clarify &&
    !meaning.kind &&
    !meaning.parts?.some((part) => !answerable(part))
  );
}

export function groupHelp({ policy }: Services): Card {
  return say(
    `I am the computer program of ${policy.school.name} for its social media policy. Here I only answer what you ask about it.`,
    'For anything else, write to me in a private chat. If someone is in danger, call 999.',
  );
}

/**
 * What the group sees when a message is answered in private. It is the same whatever was written, so
 * that it gives nothing away.
 */
export function movedCard(opened: boolean, link: string | undefined): Card {
  if (opened) return say('I have written to you in a private chat. If anyone is in danger, call 999.');
  return {
    text: [
      'Please write to me in a private chat, and leave it out of this group. If anyone is in danger, call 999.',
    ],
    ...(link ? { links: [{ label: 'Open a private chat', url: link }] } : {}),
  };
}
