import { type Card, say } from '../src/cards/card.js';
import type { Message, Services } from '../src/conversation/dialog.js';
import type { Poster } from '../src/language/facts.js';
import { officeLine, safeguardingLines, urgentHelplines } from './contacts.js';

export const keptToo = say('I have kept those words with what the post says.');

export const aboutAdults = say(
  'If an adult at the school posted it, or may have harmed a child, please tell me. That goes straight to the Headteacher.',
);

/** Who will see a report, when it is kept, and until when it can be left. */
export function openingCard({ turn }: Message, { policy }: Services, told: boolean): Card {
  const { school } = policy;
  return say(
    `I am sorry you have had to see that. I can pass it to the Headteacher of ${school.name}.`,
    `The Headteacher will see your name (${turn.person.name}) and what you write. Nothing goes into the log until you have checked it and said send. What is not sent within ${school.retention.draftHours} hours is deleted.`,
    ...(told ? ['I have put down what you told me here. You will see it before anything is sent.'] : []),
  );
}

/** 999 and the DSL, shown before a report of a threatening or extremist post goes on. */
export function dangerLines(kind: string | undefined, message: Message, services: Services): Card {
  return {
    title: 'If anyone is in danger now, call 999',
    text: [
      ...safeguardingLines(services.policy.school),
      'I can still take your report, because the policy says that the police may be involved.',
    ],
    facts: urgentHelplines(
      kind === 'extremism' ? ['act-early', 'anti-terror'] : [],
      message.turn.person,
      services,
    ),
  };
}

/** A post that is only critical is lawful and not an incident; the person decides (DESIGN 2.5). */
export function criticism(services: Services): Card {
  return say(
    'Then it is not an incident, and I have kept nothing. People may say what they think of the school.',
    'The policy asks parents to bring a concern to the school directly and in private. If you know who wrote it, you could tell them so.',
    officeLine(services.policy.school),
    'If it turns into more than criticism, say report a post.',
  );
}

/** What the policy says the school will do or may do about a post by this kind of person (R62 to R65). */
export function schoolWill(postedBy: Poster | undefined, kind: string | undefined): string[] {
  const lines: string[] = [];
  switch (postedBy) {
    case 'pupil':
    case 'parent':
    case 'staff':
      lines.push(
        'The policy says the school will ask for the post to be deleted, and expects that promptly.',
      );
      break;
    case 'outside':
      lines.push(
        'For a post from outside school, the policy says the school may report it to the platform. It may also ask a helpline for schools to help.',
      );
      break;
    case 'not_sure':
    case undefined:
      lines.push(
        'If someone from the school posted it, the school will ask them to delete it. If not, the school may report it to the platform.',
      );
      break;
  }
  if (['threat', 'violent', 'illegal', 'extremism'].includes(kind ?? '')) {
    lines.push(
      'The police or other authorities may be involved. That is where a post may be illegal or dangerous.',
    );
  }
  return lines;
}

/** What to do in the meantime. Noting comes before deletion, because a post can vanish. */
export const meanwhile =
  'Until then, please do not reply to it and do not forward it. Note the link, the date and time, and the words.';

export const noPromise = 'I cannot say how long it will take or how it will end.';
