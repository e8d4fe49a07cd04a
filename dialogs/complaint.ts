import { z } from 'zod';
import type { Card, Choice } from '../src/cards/card.js';
import { say } from '../src/cards/card.js';
import { chosen } from '../src/conversation/choose.js';
import { type Dialog, type Message, open, type Reply, type Services } from '../src/conversation/dialog.js';
import type { Open } from '../src/conversation/talk.js';
import { plain } from '../src/language/words.js';
import { voiceOf } from '../src/people.js';
import { tell } from '../src/policy/tell.js';
import { complaintAboutHeadteacher } from './about-headteacher.js';
import { capital, officeLine } from './contacts.js';
import { yesOrNo } from './yes-no.js';

const choices: readonly Choice[] = [
  { label: 'Show me words' },
  { label: 'It is about the Headteacher' },
  { label: 'No, thank you' },
];

export const complaint: Dialog = { name: 'complaint', version: 1, resume };

/** The clauses that say how to complain: in private first, then the procedure (R25, R26). */
const clauses = ['concern-direct', 'complaints-procedure'];

/** Points to the procedure. The complaint itself is not taken, judged or kept. */
export function complaintReply(message: Message, services: Services): Reply {
  const { policy } = services;
  const { school } = policy;
  const procedure = school.documents.complaints_procedure;
  const answers = clauses.flatMap((clause) => policy.answerFor(clause) ?? []);
  const asker = { role: voiceOf(message.turn.person), group: false, question: '', now: message.turn.now };
  const told = answers.map((answer) => tell(policy, answer, asker));
  const quotes = told.flatMap(({ quotes, source }) => quotes.map((words) => ({ words, source })));
  const card: Card = {
    text: [
      'I am sorry that something has gone wrong. I cannot take a complaint myself, and I have kept nothing of what you wrote.',
      `First, tell the school directly and in private. ${officeLine(school)}`,
      procedure.url
        ? 'If that does not settle it, use the school complaints procedure. It says who decides and how long it takes.'
        : 'If that does not settle it, use the school complaints procedure. I do not have a link to it, so please ask the office for it.',
    ],
    quotes: quotes.filter((one, i) => quotes.findIndex(({ words }) => words === one.words) === i),
    links: procedure.url ? [{ label: capital(procedure.title), url: procedure.url }] : [],
    ask: 'Would you like words for an e-mail that you can send yourself?',
    choices,
    of: 'complaint:words',
  };
  return { cards: [card], open: open(complaint, {}, message.turn.now, choices, 'complaint:words') };
}

async function resume(openDialog: Open, message: Message, services: Services): Promise<Reply | undefined> {
  if (!z.object({}).safeParse(openDialog.state).success) return undefined;
  const words = plain(message.said);
  const answer = yesOrNo(message.said);
  const picked = chosen(message.said, choices)?.label;
  if (picked === 'It is about the Headteacher' || /^(?:about )?(?:the )?head ?teacher$/.test(words)) {
    return complaintAboutHeadteacher(message, services);
  }
  if (picked === 'Show me words' || answer === 'yes' || /^show me\b/.test(words)) {
    return { cards: [draftCard(services)] };
  }
  if (picked === 'No, thank you' || answer === 'no') {
    return { cards: [say('All right. I have kept nothing of this.')] };
  }
  return undefined;
}

/** A calm draft after the five-step guide for parents: what happened, when, what would put it right. */
function draftCard({ policy }: Services): Card {
  const { school } = policy;
  return {
    text: ['Here is a draft. Fill in the brackets, and leave out other children’s names.'],
    paste: [
      `Dear ${school.name},`,
      'I would like to talk to somebody about [what it is about].',
      'What happened: [the facts, in order]. When: [date]. I have already spoken to: [who, and when].',
      'What I would like to happen: [what would put it right].',
      'Please tell me who will look into this, and by when I can expect an answer.',
      'Thank you,\n[your name, and your child’s class]',
    ].join('\n\n'),
    ask: `You send it yourself. ${officeLine(school)} I have kept nothing.`,
  };
}
