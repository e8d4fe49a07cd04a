import type { DangerWords } from './danger.js';
import type { Decision } from './decision.js';
import { normalise } from './normalise.js';
import { piecesOf, sentencesOf } from './split.js';

/** What taking a message apart needs: the message, the decision about the whole of it, and two ways to read a piece. */
export interface Apart {
  readonly message: string;
  /** The message as shortened for the classifier. */
  readonly short: string;
  readonly whole: Decision;
  readonly dangerWords: DangerWords;
  /** Reads a piece by its words alone: quick, and good enough to look whether it says something else. */
  readonly quick: (piece: string) => Decision;
  /** Reads a piece as a message of its own. */
  readonly careful: (piece: string) => Promise<Decision>;
}

/** A decision about a message, with its parts when it says several different things. */
export interface Parted extends Decision {
  readonly parts?: readonly Decision[];
}

/** A piece counts as a thing of its own from this chance of its clause being right. */
const SURE_PART = 0.5;
/** Sentences of a long message that are looked at one by one for danger; words that spell danger are always found. */
const MOST_SENTENCES = 30;

/** Joins the decision about the whole message with what its sentences and parts say. */
export async function takeApart(apart: Apart): Promise<Parted> {
  const whole = withDanger(apart);
  if (whole.route === 'urgent') return whole;
  const parts = await partsOf(apart);
  if (parts.length < 2) return whole;
  const lead = parts.find((part) => part.certain) ?? whole;
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

function firstClause(part: Decision): string[] {
  return part.route === 'policy' ? part.clauses.slice(0, 1) : [];
}

/**
 * Danger said plainly in one sentence of a longer message, or beside a sentence that denies another danger, makes
 * the message urgent; danger half-said there brings the banner.
 */
function withDanger({ message, whole, dangerWords, quick }: Apart): Decision {
  if (whole.route === 'urgent') return whole;
  const sentences = sentencesOf(message);
  if (sentences.length < 2) return whole;
  const step = Math.ceil(sentences.length / MOST_SENTENCES);
  const looked = sentences.filter((sentence, at) => at % step === 0 || spellsDanger(sentence, dangerWords));
  const alarming = looked
    .slice(0, 2 * MOST_SENTENCES)
    .map(quick)
    .filter(({ route }) => route === 'urgent');
  const plainest = alarming.find(({ certain }) => certain);
  if (plainest !== undefined) return { ...plainest, clauses: whole.clauses };
  return alarming.length === 0 ? whole : { ...whole, banner: true };
}

function spellsDanger(sentence: string, dangerWords: DangerWords): boolean {
  return dangerWords(normalise(sentence).words).alarm !== undefined;
}

/** The different things that the message says, when each of them is clear enough on its own. */
async function partsOf({ short, quick, careful }: Apart): Promise<Decision[]> {
  const pieces = piecesOf(short);
  if (pieces.length < 2) return [];
  const looks = pieces.map(quick);
  if (!looks.every(isClear) || new Set(looks.map(({ label }) => label)).size < 2) return [];
  const parts: Decision[] = [];
  for (const piece of pieces) parts.push(await careful(piece));
  if (!parts.every(isClear)) return [];
  const different = parts.filter((part, at) => parts.findIndex(({ label }) => label === part.label) === at);
  return different.length < 2 ? [] : different;
}

function isClear(decision: Decision): boolean {
  return decision.route !== 'policy' || decision.sureness >= SURE_PART;
}
