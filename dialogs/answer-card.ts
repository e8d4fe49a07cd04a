import type { Card, Fact } from '../src/cards/card.js';
import type { Turn } from '../src/conversation/turn.js';
import type { Role } from '../src/people.js';
import type { Answer } from '../src/policy/answers.js';
import { ageFact, platformsNamed } from '../src/policy/platforms.js';
import type { Policy } from '../src/policy/policy.js';
import { tell } from '../src/policy/tell.js';
import { capital, helplineFact, reachWords } from './contacts.js';

/** The whole answer: plain summary, exact quote with its source, dated notes, documents, contacts, help lines. */
export function answerCard(
  answer: Answer,
  role: Role | undefined,
  question: string,
  turn: Turn,
  policy: Policy,
): Card {
  const told = tell(policy, answer, { role, group: false, question, now: turn.now });
  const linked = told.documents.filter(({ url }) => url !== null);
  const unlinked = told.documents.filter(({ url }) => url === null);
  return {
    text: [
      told.summary,
      ...told.notes.map(({ text, asOf }) => (asOf ? `${text} (${asOf})` : text)),
      ...unlinked.map(({ missing }) => missing),
      ...told.contacts.map(reachWords),
    ],
    quotes: told.quotes.map((words) => ({ words, source: told.source })),
    facts: told.helplines.map((line): Fact => helplineFact(line)),
    links: linked.flatMap(({ title, url }) => (url ? [{ label: capital(title), url }] : [])),
  };
}

/** The answer for a group: a sentence or two, the age of a platform that was asked about, and where it stands. */
export function groupAnswerCard(answer: Answer, question: string, turn: Turn, policy: Policy): Card {
  const told = tell(policy, answer, { role: undefined, group: true, question, now: turn.now });
  const covered = answer.notes.map(({ platform }) => platform);
  const named = answer.ages ? platformsNamed(question, policy.platforms) : [];
  const ages = named
    .filter(({ id }) => !covered.includes(id))
    .flatMap((one) => ageFact(one, turn.now)?.text ?? []);
  return { text: [[told.summary, ...ages].join(' '), `(${told.source}.)`] };
}
