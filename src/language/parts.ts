import type { DangerWords } from './danger.js';
import type { Decision } from './decision.js';
import { normalise } from './normalise.js';
import { piecesOf, sentencesOf } from './split.js';

/** What taking a message apart needs: the decisions about the whole of it and about its pieces. */
export interface Apart {
  readonly whole: Decision;
  /** What of it may tell of danger (`alarmsIn`), each read as a message of its own. */
  readonly alarms: readonly Decision[];
  /** What may be things of their own (`piecesIn`), each read as a message of its own. */
  readonly pieces: readonly string[];
  readonly parts: readonly Decision[];
}

/** A decision about a message, with its parts when it says several different things. */
export interface Parted extends Decision {
  readonly parts?: readonly Decision[];
}

/** Words that must stay beside a denial before they are read as a message of their own. */
const LEAST_BESIDE = 4;
/** A longer message tells a story, and is not several questions. */
const LONGEST_ASKED = 240;

/** A piece counts as a thing of its own from this chance of its label being right, at a look and for good. */
const CLEAR_LOOK = 0.4;
const CLEAR_PART = 0.7;
/** The same for a clause that is not put as a question beside a report or a complaint. */
const CLEAR_CLAUSE = 0.9;

/** Labels that are no matter of their own beside another. */
const CHAT: ReadonlySet<string> = new Set([
  'smalltalk/hello',
  'smalltalk/thanks',
  'smalltalk/bye',
  'smalltalk/ok',
  'smalltalk/stop',
]);

const QUESTION =
  /^\W*(?:what|whats|who|whos|how|when|where|why|which|can|could|is|are|do|does|did|will|would|should|may|am|wot)\b/i;
/** Sentences of a long message that are looked at one by one for danger; words that spell danger are always found. */
const MOST_SENTENCES = 20;
/** Chance of danger from which a sentence alone makes its message urgent: out of a calm story, many sound alarming. */
const PLAIN_SENTENCE = 0.9;
/** Of those that seem to tell of danger by their words alone, so many are read with all that is known. */
const MOST_ALARMS = 3;

/** The pieces of a message that seem to be different things at a quick look; none when it seems to say but one. */
export function piecesIn(short: string, quick: (piece: string) => Decision): readonly string[] {
  const pieces = short.length > LONGEST_ASKED ? [] : piecesOf(short);
  return differing(pieces.map(quick), pieces, CLEAR_LOOK).length < 2 ? [] : pieces;
}

/** Joins the decision about the whole message with what its sentences and parts say. */
export function takeApart(apart: Apart): Parted {
  const whole = withDanger(apart);
  const parts = partsOf(apart, whole.route === 'urgent');
  if (parts.length < 2) return whole;
  const lead = leadOf(whole, parts);
  return {
    ...lead,
    clauses: [...new Set([...parts.flatMap(firstClause), ...whole.clauses])],
    clarify: false,
    banner:
      lead.route !== 'urgent' &&
      (whole.banner || parts.some((part) => part.banner || part.route === 'urgent')),
    urgent: Math.max(whole.urgent, lead.urgent),
    parts,
  };
}

/** Danger leads; a message that seemed out of scope is led by its part that is not. */
function leadOf(whole: Decision, parts: readonly Decision[]): Decision {
  if (whole.route === 'urgent') return whole;
  const inside =
    whole.route === 'out_of_scope' ? parts.find(({ route }) => route !== 'out_of_scope') : undefined;
  return parts.find(({ certain }) => certain) ?? inside ?? whole;
}

function firstClause(part: Decision): string[] {
  return part.route === 'policy' ? part.clauses.slice(0, 1) : [];
}

/**
 * Sentences of a longer message, or what is said beside a denial of danger, that alone may tell of danger: the
 * likeliest first. None where the message has but one sentence and denies nothing.
 */
export function alarmsIn(
  message: string,
  short: string,
  dangerWords: DangerWords,
  quick: (piece: string) => Decision,
): readonly string[] {
  const { undenied = [] } = dangerWords(normalise(short).words);
  const beside = undenied.length < LEAST_BESIDE ? [] : [undenied.join(' ')];
  return [...beside, ...sentencesToLookAt(message, dangerWords)]
    .map((text) => ({ text, decision: quick(text) }))
    .filter(({ decision }) => decision.route === 'urgent')
    .sort((one, other) => other.decision.urgent - one.decision.urgent)
    .slice(0, MOST_ALARMS)
    .map(({ text }) => text);
}

function sentencesToLookAt(message: string, dangerWords: DangerWords): string[] {
  const sentences = [...new Set(sentencesOf(message))];
  if (sentences.length < 2) return [];
  const step = Math.ceil(sentences.length / MOST_SENTENCES);
  const spelled = spellsDanger(message, dangerWords);
  return sentences
    .filter((sentence, at) => at % step === 0 || (spelled && spellsDanger(sentence, dangerWords)))
    .slice(0, 2 * MOST_SENTENCES);
}

/**
 * Danger said plainly in one sentence of a longer message, or beside the denial of another danger, makes the message
 * urgent; danger half-said there brings the banner.
 */
function withDanger({ whole, alarms }: Apart): Decision {
  if (whole.route === 'urgent') return whole;
  const alarming = alarms.filter(({ certain }) => certain);
  const plainest = alarming.find(({ spelled, urgent }) => spelled || urgent >= PLAIN_SENTENCE);
  if (plainest !== undefined) return { ...plainest, clauses: whole.clauses };
  return alarming.length === 0 ? whole : { ...whole, banner: true };
}

function spellsDanger(sentence: string, dangerWords: DangerWords): boolean {
  return dangerWords(normalise(sentence).words).alarm !== undefined;
}

/**
 * The different things that the message says, when each of them is clear enough on its own. Greetings, thanks and
 * chat between them are passed over; two sentences about one report are one thing; a clause beside a report or a
 * complaint counts only as a question.
 */
function partsOf({ pieces, parts }: Apart, urgent: boolean): readonly Decision[] {
  const different = differing(parts, pieces, CLEAR_PART);
  const dangers = different.filter(({ route }) => route === 'urgent');
  return dangers.every(({ certain }) => urgent || certain) && (dangers.length > 0 || !urgent)
    ? different
    : [];
}

function differing(parts: readonly Decision[], pieces: readonly string[], clear: number): Decision[] {
  const matters = parts.flatMap((part, at) => (isChat(part) ? [] : [{ part, piece: pieces[at] ?? '' }]));
  if (matters.some(({ part }) => part.clearness < clear)) return [];
  const told = matters.some(({ part }) => part.route === 'report' || part.route === 'complaint');
  const counted = matters.filter(
    ({ part, piece }) =>
      !told || part.route !== 'policy' || part.clearness >= CLEAR_CLAUSE || isQuestion(piece),
  );
  const different = counted.filter(
    ({ part }, at) => counted.findIndex((other) => addressOf(other.part) === addressOf(part)) === at,
  );
  return different.length < 2 ? [] : different.map(({ part }) => part);
}

/** What would be answered: one clause, one kind of report, one command. */
function addressOf({ route, label }: Decision): string {
  return route === 'report' && !label.startsWith('mine/') ? route : label;
}

function isChat({ label }: Decision): boolean {
  return CHAT.has(label);
}

function isQuestion(piece: string): boolean {
  return piece.endsWith('?') || QUESTION.test(piece);
}
