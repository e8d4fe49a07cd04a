import { askCard, type Card, say } from '../src/cards/card.js';
import { chosen } from '../src/conversation/choose.js';
import {
  clockOf,
  type Dialog,
  type Message,
  open,
  type Reply,
  type Services,
} from '../src/conversation/dialog.js';
import { answersFrom, choicesOf, hearAnswer, nextQuestion, questionFor } from '../src/conversation/form.js';
import type { Open } from '../src/conversation/talk.js';
import { correctionIn } from '../src/language/corrections.js';
import { type Facts, factsIn } from '../src/language/facts.js';
import { plain } from '../src/language/words.js';
import { answerInPassing } from './ask.js';
import { mostWords, type ReportAnswers, reportForm } from './report-form.js';
import { changeWords, readBackCard, send, sendWords } from './report-send.js';
import { type ReportState, reportDialog, reportStateSchema } from './report-state.js';
import { criticism, dangerLines } from './report-words.js';
import { safetyReply } from './safety.js';

const dangerChoices = [
  { label: 'No' },
  { label: 'Someone may be in danger' },
  { label: 'A sexual picture of a child' },
];

/** How many words an answer such as "a teacher" has at most. */
const shortAnswer = 4;

/** Kinds of post that show 999 and the DSL first and then go on (policy: "potentially illegal or dangerous"). */
const alarming = ['threat', 'violent', 'illegal', 'extremism'];

export const report: Dialog = { ...reportDialog, resume, takes, again, keeps: true };

/** Starts a report from a first message, which may already answer some of it. */
export function beginReport(message: Message, services: Services, before: readonly Card[] = []): Reply {
  const { turn } = message;
  const state: ReportState = {
    draft: services.newId(),
    safe: false,
    warned: false,
    choosing: false,
    answers: fromFirstMessage(message, services),
  };
  const opening = say(
    `I am sorry you have had to see that. I can pass it to the Headteacher of ${services.policy.school.name}.`,
    `The Headteacher will see your name (${turn.person.name}) and what you write. Nothing is kept until you have checked it and said send.`,
  );
  return withOpen([...before, opening, dangerCard(state)], state, turn.now);
}

async function resume(openDialog: Open, message: Message, services: Services): Promise<Reply | undefined> {
  const stored = reportStateSchema.safeParse(openDialog.state);
  if (!stored.success) return undefined;
  const state = { ...stored.data, answers: answersFrom(reportForm, stored.data.answers) };
  if (!state.safe) return hearDanger(state, message, services);
  const changed = hearChange(state, message, services);
  if (changed) return goOn(changed.state, message, services, changed.cards);
  const next = nextQuestion(reportForm, state.answers);
  if (!next) return hearReadBack(state, message, services);

  const clock = clockOf(message.turn, services);
  const asking = next.key === 'words' && isQuestion(message);
  const heard = asking ? undefined : hearAnswer(next, message.said, clock);
  if (!heard) return hearAside(state, message, services);
  const answers = { ...fill(state.answers, message, services), [next.key]: heard.value };
  const cut = next.key === 'words' && message.said.length > mostWords;
  const cards = cut ? [say(`That is long, so I have kept the first ${mostWords} characters.`)] : [];
  return goOn({ ...state, answers }, message, services, cards);
}

/** A few words that answer the open question, other than the account of what happened. */
function takes(message: Message, services: Services): boolean {
  const stored = reportStateSchema.safeParse(message.talk.open?.state);
  if (!stored.success || !stored.data.safe || plain(message.said).split(' ').length > shortAnswer)
    return false;
  const next = nextQuestion(reportForm, stored.data.answers);
  return (
    next !== undefined &&
    next.key !== 'words' &&
    hearAnswer(next, message.said, clockOf(message.turn, services)) !== undefined
  );
}

function again(openDialog: Open): Card | undefined {
  const stored = reportStateSchema.safeParse(openDialog.state);
  if (!stored.success) return undefined;
  return stored.data.safe ? questionCard(stored.data) : dangerCard(stored.data);
}

/** Danger first: the one question that is asked whatever the first message said. */
async function hearDanger(state: ReportState, message: Message, services: Services): Promise<Reply> {
  const words = plain(message.said);
  const picked = chosen(message.said, dangerChoices)?.label;
  if (picked === 'A sexual picture of a child') return safetyReply('indecent_image', message, services);
  if (
    picked === 'Someone may be in danger' ||
    /^(?:yes|yeah|yep|y|maybe|i think so|not sure)\b/.test(words)
  ) {
    return safetyReply('danger', message, services);
  }
  const answers = fill(state.answers, message, services);
  if (picked === 'No' || /^(?:no|nope|nah|n|nobody|no one|noone|not really)\b/.test(words)) {
    return goOn({ ...state, answers, safe: true }, message, services);
  }
  const aside = await answerInPassing(message, services);
  const filled = { ...state, answers };
  return withOpen(
    [...(aside ?? [say('I need to know this before I can go on.')]), dangerCard(filled)],
    filled,
    message.turn.now,
  );
}

/** After an answer: somewhere else, the next question, or the read-back. */
async function goOn(
  state: ReportState,
  message: Message,
  services: Services,
  before: readonly Card[] = [],
): Promise<Reply> {
  const answers: ReportAnswers = state.answers;
  if (answers.postedBy === 'staff') return safetyReply('staff_contact', message, services);
  if (answers.carryOn === false) return { cards: [...before, criticism(services)] };
  const warn = !state.warned && alarming.includes(answers.kind ?? '');
  const now = { ...state, warned: state.warned || warn, choosing: false };
  const cards = warn ? [...before, dangerLines(answers.kind, message, services)] : before;
  return withOpen([...cards, questionCard(now)], now, message.turn.now);
}

/** A correction or a wish to change an answer, at any point of the form. */
function hearChange(
  state: ReportState,
  message: Message,
  services: Services,
): { state: ReportState; cards: Card[] } | undefined {
  if (state.choosing) {
    const labelled = answered(state).find((one) => chosen(message.said, [{ label: one.label }]));
    if (labelled) return { state: without(state, labelled.key), cards: [] };
  }
  if (message.meaning === undefined) return undefined;
  const telling = nextQuestion(reportForm, state.answers)?.key === 'words';
  const before = telling ? {} : factsOf(state.answers);
  const correction = correctionIn(message.said, clockOf(message.turn, services), before);
  if (!correction) return undefined;
  if ('ask' in correction) {
    const one = questionFor(reportForm, correction.ask);
    return one ? { state: without(state, one.key), cards: [] } : undefined;
  }
  const changed = answersFrom(reportForm, { ...correction.change });
  const lines = reportForm
    .filter((one) => one.key in changed)
    .map((one) => `I have changed "${one.label}" to: ${shown(one.key, changed[one.key])}.`);
  if (lines.length === 0) return undefined;
  return { state: { ...state, answers: { ...state.answers, ...changed } }, cards: [say(...lines)] };
}

async function hearReadBack(state: ReportState, message: Message, services: Services): Promise<Reply> {
  if (sendWords.test(plain(message.said))) return send(state, message, services);
  if (changeWords.test(plain(message.said))) {
    const choices = answered(state).map(({ label }) => ({ label }));
    const card = askCard(`report:${state.draft}:change`, 'Which answer would you like to change?', choices);
    return withOpen([card], { ...state, choosing: true }, message.turn.now);
  }
  return hearAside(state, message, services);
}

/** Not an answer: a question is answered in passing, then the open question is asked again, once. */
async function hearAside(state: ReportState, message: Message, services: Services): Promise<Reply> {
  const answers = fill(state.answers, message, services);
  const learned = Object.keys(answers).length > Object.keys(state.answers).length;
  if (learned) return goOn({ ...state, answers }, message, services);
  const aside = await answerInPassing(message, services);
  const cards = aside ?? [
    say('I did not understand that as an answer. You can say cancel to stop at any time.'),
  ];
  return withOpen([...cards, questionCard(state)], state, message.turn.now);
}

function questionCard(state: ReportState): Card {
  const next = nextQuestion(reportForm, state.answers);
  if (!next) return readBackCard(state);
  return askCard(`report:${state.draft}:${next.key}`, next.ask(state.answers), choicesOf(next));
}

function dangerCard(state: ReportState): Card {
  return askCard(
    `report:${state.draft}:danger`,
    'First: is anyone in danger, or is it a sexual or nude picture of someone under 18?',
    dangerChoices,
  );
}

function withOpen(cards: readonly Card[], state: ReportState, now: Date): Reply {
  const last = cards[cards.length - 1];
  return { cards, open: open(report, state, now, last?.choices ?? [], last?.of) };
}

/** The answers with what the message says about questions that have none yet. */
function fill(
  answers: Record<string, unknown>,
  message: Message,
  services: Services,
): Record<string, unknown> {
  if (message.meaning === undefined) return answers;
  const facts = answersFrom(reportForm, { ...factsIn(message.said, clockOf(message.turn, services)) });
  return { ...facts, ...answers };
}

/** What the first message says; the message itself is the account when it tells something. */
function fromFirstMessage(message: Message, services: Services): Record<string, unknown> {
  const answers = fill({}, message, services);
  const tells = plain(message.said).split(' ').length >= 8 && Object.keys(answers).length > 0;
  return tells && message.meaning ? { ...answers, words: message.said.slice(0, mostWords) } : answers;
}

/** The answers so far as facts, so that "the day before" is counted from the day that was told. */
function factsOf(answers: ReportAnswers): Facts {
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

function answered(state: ReportState) {
  return reportForm.filter((one) => one.key in state.answers && one.key !== 'carryOn');
}

function without(state: ReportState, key: string): ReportState {
  const { [key]: _, ...answers } = state.answers;
  return { ...state, answers, choosing: false };
}

function shown(key: string, value: unknown): string {
  return questionFor(reportForm, key)?.show(value) ?? '';
}

function isQuestion(message: Message): boolean {
  return message.said.trim().endsWith('?') && message.meaning?.route === 'policy' && !message.meaning.clarify;
}
