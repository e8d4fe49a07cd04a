import { clockOf, type Message, type Services } from '../src/conversation/dialog.js';
import { answersFrom } from '../src/conversation/form.js';
import { type Facts, factsIn } from '../src/language/facts.js';
import { plain } from '../src/language/words.js';
import { mostWords, type ReportAnswers, reportForm } from './report-form.js';

type Answers = Readonly<Record<string, unknown>>;

/** From this many words on, a message tells something and does not only answer a question. */
const account = 8;
/** The same for a message that answers nothing. */
const shortAccount = 5;

/** Questions whose long answers say nothing but the answer: "on Tuesday evening at about half past seven". */
const plainQuestions = ['words', 'when', 'platform', 'visibility'];

/** The answers with what the message says about questions that have none yet. */
export function fill(answers: Answers, message: Message, services: Services): Answers {
  if (message.meaning === undefined) return answers;
  const facts = answersFrom(reportForm, { ...factsIn(message.said, clockOf(message.turn, services)) });
  return { ...facts, ...answers };
}

/** What the first message says; the message itself is the account when it tells something. */
export function toldAtFirst(message: Message, services: Services): Answers {
  const answers = fill({}, message, services);
  if (message.excerpt) return withAccount(answers, message);
  const tells = wordsIn(message) >= account && Object.keys(answers).length > 0;
  return tells && message.meaning ? withAccount(answers, message) : answers;
}

/** What was told in the talk before the report: its facts, and the words themselves as the account. */
export function toldBefore(told: string, { turn }: Message, services: Services): Answers {
  const facts = answersFrom(reportForm, { ...factsIn(told, clockOf(turn, services)) });
  return { ...facts, words: told.slice(0, mostWords) };
}

/** Whether an answer to the question holds more than the answer, which must not be lost. */
export function tellsMore(key: string, message: Message): boolean {
  return !plainQuestions.includes(key) && message.meaning !== undefined && wordsIn(message) >= account;
}

/** Whether a message that answers nothing goes on telling what happened. */
export function goesOnTelling(message: Message): boolean {
  const { meaning } = message;
  if (message.excerpt) return true;
  const aboutPost = meaning?.label.startsWith('report') === true || meaning?.route === 'complaint';
  return aboutPost && isAccount(message);
}

/** Whether the message is long enough to tell something, and is not a question. */
export function isAccount(message: Message): boolean {
  return !message.said.trim().endsWith('?') && wordsIn(message) >= shortAccount;
}

/** The answers with the message's own words after those that were told before. */
export function withAccount(answers: Answers, { said }: Message): Answers {
  const before = typeof answers.words === 'string' ? [answers.words] : [];
  if (before.some((words) => words.includes(said))) return answers;
  return { ...answers, words: [...before, said].join('\n').slice(0, mostWords) };
}

/** The answers so far as facts, so that "the day before" is counted from the day that was told. */
export function factsOf(answers: ReportAnswers): Facts {
  const { platform, postedBy, when, stillUp, visibility, kind, affected } = answers;
  return {
    ...(platform ? { platform } : {}),
    ...(postedBy ? { postedBy } : {}),
    ...(when ? { when } : {}),
    ...(stillUp ? { stillUp } : {}),
    ...(visibility ? { visibility } : {}),
    ...(kind ? { kind } : {}),
    ...(affected ? { affected } : {}),
  };
}

/** Words that the form itself offers, but for the kinds of post, which may be danger. */
const offered = new Set([
  ...'a an the it its was is on in by from another one just only i think'.split(' '),
  ...reportForm
    .filter(({ key }) => key !== 'kind')
    .flatMap((one) => one.options.flatMap(({ label }) => plain(label).split(' '))),
]);

/** Whether a message says nothing but what the form offers ("a pupil"), whichever question it answers. */
export function saysOnlyWhatIsOffered({ said }: Message): boolean {
  const words = plain(said).split(' ');
  return words.length <= 5 && words.every((word) => offered.has(word));
}

function wordsIn({ said }: Message): number {
  return plain(said).split(' ').length;
}
