import { askCard, type Card, say } from '../src/cards/card.js';
import { clockOf, type Dialog, type Message, type Reply, type Services } from '../src/conversation/dialog.js';
import { answersFrom, hearAnswer, nextQuestion } from '../src/conversation/form.js';
import type { Open } from '../src/conversation/talk.js';
import { plain } from '../src/language/words.js';
import { answerInPassing } from './ask.js';
import { mayAccuseHeadteacher, namesHeadteacher } from './headteacher-named.js';
import { againCard as again, openQuestion, questionCard, withOpen } from './report-asking.js';
import { needsCard, oneAtATimeChoice } from './report-card.js';
import { answered, hearChange, labelOf, shown } from './report-change.js';
import { dangerAgain, dangerCard, dangerIn, isGuess } from './report-danger.js';
import { mostWords, type ReportAnswers, reportForm } from './report-form.js';
import { changeWords, send, sendWords } from './report-send.js';
import { oneAtATime, type ReportState, reportDialog, reportStateSchema } from './report-state.js';
import {
  fill,
  goesOnTelling,
  isAccount,
  saysOnlyWhatIsOffered,
  tellsMore,
  toldAtFirst,
  toldBefore,
  withAccount,
} from './report-told.js';
import { aboutAdults, criticism, dangerLines, keptToo, openingCard } from './report-words.js';
import { type SafetyRoute, safetyReply } from './safety.js';

/** How many words an answer such as "a teacher" has at most. */
const shortAnswer = 4;

/** Kinds of post that show 999 and the DSL first and then go on (policy: "potentially illegal or dangerous"). */
const alarming = ['threat', 'violent', 'illegal', 'extremism'];

export const report: Dialog = { ...reportDialog, resume, takes, again, keeps: true };

/** Starts a report from a first message, or from what was told before it, which may already answer some of it. */
export function beginReport(
  message: Message,
  services: Services,
  before: readonly Card[] = [],
  told?: string,
): Reply {
  const state: ReportState = {
    draft: services.newId(),
    safe: false,
    warned: false,
    choosing: false,
    answers: told ? toldBefore(told, message, services) : toldAtFirst(message, services),
  };
  const cards = [...before, openingCard(message, services, told !== undefined)];
  return withOpen([...cards, dangerCard(state.draft)], state, message.turn.now);
}

async function resume(openDialog: Open, message: Message, services: Services): Promise<Reply | undefined> {
  const stored = reportStateSchema.safeParse(openDialog.state);
  if (!stored.success) return undefined;
  const given = { ...stored.data, answers: answersFrom(reportForm, stored.data.answers) };
  if (!given.safe) return hearDanger(given, message, services);
  const state = oneAtATime(given);
  if (given.form && message.said === oneAtATimeChoice.label) return goOn(state, message, services);
  const changed = hearChange(state, message, services);
  if (changed) return goOn(changed.state, message, services, changed.cards);
  const next = nextQuestion(reportForm, state.answers);
  if (!next) return hearReadBack(state, message, services);

  const clock = clockOf(message.turn, services);
  const asking = next.key === 'words' && isQuestion(message);
  const heard = asking ? undefined : hearAnswer(next, message.said, clock);
  if (!heard) return hearAside(given, message, services);
  const filled = { ...fill(state.answers, message, services), [next.key]: heard.value };
  const more = tellsMore(next.key, message);
  const answers = more ? withAccount(filled, message) : filled;
  const cut = next.key === 'words' && message.said.length > mostWords;
  const cards = [
    ...(cut ? [say(`That is long, so I have kept the first ${mostWords} characters.`)] : []),
    ...(more ? [keptToo] : []),
  ];
  return goOn({ ...state, answers }, message, services, cards);
}

/**
 * Safety in the middle of a report. A threat or an extremist post shows 999 and the DSL and goes on as one
 * of that kind; where danger is only guessed the person is asked again. Undefined: the report stops.
 */
export async function reportMeets(
  route: SafetyRoute,
  message: Message,
  services: Services,
): Promise<Reply | undefined> {
  const state = openReport(message);
  const unnamed = route === 'perhaps_headteacher' && isGuess(message) && !namesHeadteacher(message.said);
  if (!state || (/headteacher/.test(route) && !unnamed)) return undefined;
  const filled = fill(state.answers, message, services);
  const tells = isAccount(message);
  const answers = tells ? withAccount(filled, message) : filled;
  const kept = tells ? [keptToo] : [];
  const guessed = isGuess(message);
  if (route === 'staff_contact') {
    if (!guessed || !state.safe) return undefined;
    return goOn({ ...state, answers }, message, services, [aboutAdults, ...kept]);
  }
  if ((route === 'threat' || route === 'extremism') && state.safe && !guessed) {
    const noted = say(notedWords('kind', route));
    const threatened = { ...state, warned: false, answers: { ...answers, kind: route } };
    return goOn(threatened, message, services, [noted, ...kept]);
  }
  if (!guessed) return undefined;
  const cards = [dangerAgain(services), ...kept, dangerCard(state.draft, false)];
  return withOpen(cards, { ...state, safe: false, answers }, message.turn.now);
}

/** The danger question once more, when a picture was sent in the middle of a report. Undefined: none is open. */
export function askDangerAgain(message: Message): Reply | undefined {
  const state = openReport(message);
  if (!state) return undefined;
  return withOpen([dangerCard(state.draft, false)], { ...state, safe: false }, message.turn.now);
}

/** Whether a message in the middle of a report is too plain an answer or correction to be danger, whatever is guessed of it. */
export function isPlainAnswer(message: Message, services: Services): boolean {
  const state = openReport(message);
  if (!state) return false;
  if (!state.safe) return isGuess(message) && dangerIn(message) !== undefined;
  const asked = nextQuestion(reportForm, state.answers)?.key;
  if (asked === 'affected' && isAboutHeadteacher(message)) return true;
  const offered = saysOnlyWhatIsOffered(message) && message.meaning?.kind !== 'indecent_image';
  if (offered || (isGuess(message) && takes(message, services))) return true;
  return isGuess(message) && hearChange(state, message, services) !== undefined;
}

/** "the headteacher" as the answer to whom the post is about: a post that insults them is an ordinary report. */
function isAboutHeadteacher({ said }: Message): boolean {
  return /^(?:(?:its|it is|about|its about|it is about) )?(?:the |our )?(?:head|head ?teacher)$/.test(
    plain(said),
  );
}

function openReport({ talk }: Message): ReportState | undefined {
  return talk.open?.dialog === report.name ? reportStateSchema.safeParse(talk.open.state).data : undefined;
}

/** A few words that answer the open question, other than the account of what happened. */
function takes(message: Message, services: Services): boolean {
  const state = openReport(message);
  if (!state?.safe || plain(message.said).split(' ').length > shortAnswer) return false;
  const next = nextQuestion(reportForm, state.answers);
  return (
    next !== undefined &&
    next.key !== 'words' &&
    hearAnswer(next, message.said, clockOf(message.turn, services)) !== undefined
  );
}

async function hearDanger(state: ReportState, message: Message, services: Services): Promise<Reply> {
  const danger = dangerIn(message);
  if (danger === 'danger' || danger === 'indecent_image') return safetyReply(danger, message, services);
  const answers = fill(state.answers, message, services);
  if (danger === 'safe') {
    const told = tellsMore('danger', message) ? withAccount(answers, message) : answers;
    const safe = { ...oneAtATime(state), answers: told, safe: true };
    const offered = message.turn.place.inputs && needsCard(safe);
    return goOn({ ...safe, ...(offered ? { form: true } : {}) }, message, services);
  }
  const aside = await answerInPassing(message, services);
  const tells = goesOnTelling(message);
  const filled = { ...state, answers: tells ? withAccount(answers, message) : answers };
  const heard = tells ? [keptToo] : [say('I need to know this before I can go on.')];
  return withOpen([...(aside ?? heard), dangerCard(state.draft)], filled, message.turn.now);
}

/** After an answer: somewhere else, the next question, or the read-back. */
export async function goOn(
  state: ReportState,
  message: Message,
  services: Services,
  before: readonly Card[] = [],
): Promise<Reply> {
  const answers: ReportAnswers = state.answers;
  const staff = answers.postedBy === 'staff';
  const target = !staff && isAboutHeadteacher(message);
  const told = [answers.words ?? '', ...(target ? [] : [message.said])].join('\n');
  if (mayAccuseHeadteacher(told) || (staff && /\b(?:head|ht)\b/.test(plain(told)))) {
    return safetyReply('perhaps_headteacher', message, services);
  }
  if (staff) return safetyReply('staff_contact', message, services);
  if (answers.carryOn === false) return { cards: [...before, criticism(services)] };
  const warn = !state.warned && alarming.includes(answers.kind ?? '');
  const now = { ...state, warned: state.warned || warn, choosing: false };
  const cards = warn ? [dangerLines(answers.kind, message, services), ...before] : before;
  const question = questionCard(now, clockOf(message.turn, services));
  return withOpen([...cards, question], now, message.turn.now);
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

/** Not an answer: it is kept if it tells something, a question is answered, and the open question is asked again, once. */
async function hearAside(state: ReportState, message: Message, services: Services): Promise<Reply> {
  const answers = isQuestion(message) ? state.answers : fill(state.answers, message, services);
  const learned = Object.keys(answers).filter((key) => !(key in state.answers));
  const noted = learned.length > 0 ? [say(...learned.map((key) => notedWords(key, answers[key])))] : [];
  const onward = oneAtATime(state);
  if (goesOnTelling(message)) {
    return goOn({ ...onward, answers: withAccount(answers, message) }, message, services, [
      ...noted,
      keptToo,
    ]);
  }
  if (learned.length > 0) return goOn({ ...onward, answers }, message, services, noted);
  const isNumber = /^\d+$/.test(plain(message.said));
  const aside = isNumber
    ? [say('I have no choice with that number.')]
    : await answerInPassing(message, services);
  const cards = aside ?? [
    say('I did not understand that as an answer. You can say cancel to stop at any time.'),
  ];
  return withOpen([...cards, openQuestion(state)], state, message.turn.now);
}

/** What was understood without being asked for is said back: a date above all. */
function notedWords(key: string, value: unknown): string {
  return `I have put down "${labelOf(key)}" as: ${shown(key, value)}.`;
}

function isQuestion(message: Message): boolean {
  return message.said.trim().endsWith('?') && message.meaning?.route === 'policy' && !message.meaning.clarify;
}
