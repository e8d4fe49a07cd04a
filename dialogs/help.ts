import { type Card, type Choice, say } from '../src/cards/card.js';
import { menuIdentity } from '../src/cards/identity.js';
import type { Message, Services } from '../src/conversation/dialog.js';
import { holds, type Person } from '../src/people.js';
import { documentWords, officeLine, reachWords } from './contacts.js';

/** The main menu. Each choice says words that work at any point. At most six fit on a card in Teams. */
export function menuFor(person: Person): Choice[] {
  const choices: Choice[] = [
    { label: 'Report a post' },
    { label: 'How to complain' },
    { label: 'My reports' },
    { label: 'Talk to a person', says: 'person' },
    { label: 'Privacy' },
  ];
  if (holds(person, 'parent_rep')) choices.splice(2, 0, { label: 'Words for the group' });
  if (holds(person, 'headteacher', 'deputy_head'))
    return [{ label: 'Incidents' }, { label: 'Commands' }, ...choices.slice(0, 3)];
  return choices;
}

/** Danger first, then what the bot can do. A child in trouble may type nothing but "help". */
export function helpCard(message: Message, services: Services): Card {
  const { person } = message.turn;
  const words = helpWords(message, services);
  if (holds(person, 'pupil')) return words;
  return { ...words, ask: 'Ask in your own words, or choose.', choices: menuFor(person), of: menuIdentity };
}

/** The same without the menu, for the middle of something else. */
export function helpWords({ turn }: Message, { policy }: Services): Card {
  if (holds(turn.person, 'pupil')) return childHelp();
  return say(
    'If someone is in danger, call 999. If you are under 18 and need to talk, ring Childline on 0800 1111.',
    `I can answer questions about the ${policy.school.policy.title}. I can help you report an upsetting post, and tell you how to complain.`,
    'Say cancel or start again at any time.',
  );
}

export function childHelp(): Card {
  return say(
    'If you are in danger now, call 999.',
    'You can ring Childline on 0800 1111 and talk about anything. Their website is childline.org.uk.',
    'Please tell an adult you trust, at home or at school.',
  );
}

/** Said once to everybody, at the first message or when the bot is added, and again on "privacy". */
export function welcomeCard({ turn }: Message, { policy }: Services): Card {
  const { school } = policy;
  return {
    title: `I am a computer program run by ${school.name}.`,
    text: [
      'I am not a person, and nobody watches this chat all the time. If someone is in danger, call 999.',
      'I can explain the social media policy, help you report an upsetting post, and tell you how to complain.',
      'I do not keep your questions unless you say I may. A report that you send is kept, and the Headteacher sees it and your name.',
      'Please do not send me pictures, videos or children’s names.',
    ],
    ask: 'Ask me something, or choose.',
    choices: menuFor(turn.person),
    of: menuIdentity,
  };
}

/** Two sentences before the first answer, for somebody who was never welcomed. */
export function introductionCard({ policy }: Services): Card {
  return say(
    `I am a computer program run by ${policy.school.name}, not a person. In danger, call 999. Please do not send pictures. Say privacy to hear what I keep.`,
  );
}

export function privacyCard({ policy }: Services): Card {
  const { school } = policy;
  const hours = school.retention.draftHours;
  return {
    title: 'What I keep',
    text: [
      `I do not keep your questions unless you say I may. A report that you have begun is deleted after ${hours} hours if you do not send it.`,
      'If you send a report, I keep your name, your account and what you told me. The Headteacher sees it. Complaints, pictures and group talk are never kept.',
      'If you ask the DSL (Designated Safeguarding Lead) or the Headteacher for a call, I keep your name, the time and the sort of call. I do not keep what you wrote.',
      'Please do not send me photos, videos or screenshots. Please do not name children.',
      `You can ask to see or delete what is kept about you, or complain about it. ${reachWords(school.contacts.dataProtection)} ${officeLine(school)}`,
      documentWords(school, 'privacy_notice'),
    ],
  };
}

export function humanCard({ policy }: Services): Card {
  const { contacts } = policy.school;
  return say(
    'I cannot pass you on to a person in this chat, but you can reach one.',
    reachWords(contacts.office),
    `About the safety of a child: ${reachWords(contacts.dsl)} In an emergency call 999.`,
  );
}
