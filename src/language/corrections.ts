import { type Clock, partIn, pastWhenIn } from './dates.js';
import { affecteds, type Facts, type When } from './fact-values.js';
import { factWords, patternOf } from './fact-words.js';
import { factsIn } from './facts.js';
import { deniedPlatformIn } from './platforms-said.js';
import { wordsOf } from './wording.js';

/** A question of the report that a person may ask to change. */
export type FactField = keyof Facts | 'words' | 'mayContact';

export type Correction = { change: Facts } | { ask: FactField };

/** What people call each question, the longer wordings first. */
const fieldWords: readonly { field: FactField; words: RegExp }[] = [
  {
    field: 'stillUp',
    words:
      /\b(?:still (?:up|there|on)|whether (?:its|it is)[a-z ]* (?:up|there|gone|deleted)|(?:up|down) or (?:not|down|up)|deleted or not)\b/,
  },
  {
    field: 'visibility',
    words:
      /\b(?:public (?:or|and) private|private (?:or|and) public|who can see|who (?:could|else can) see|visibility|private|public|group or not|open or closed)\b/,
  },
  {
    field: 'affected',
    words:
      /\bwho (?:(?:it|its|it is|it was|this|that|the post) )?(?:is |was )?(?:about|affected|hurt|upset|aimed at|at)\b|\b(?:who it hurts|victim|person affected|about who|affected)\b/,
  },
  {
    field: 'postedBy',
    words:
      /\b(?:who (?:it was )?(?:posted|put|did|wrote|sent|made|shared|said|by)|poster|posted by|sender|who by|who (?:it was|did) ?(?:it)?$)\b/,
  },
  {
    field: 'mayContact',
    words:
      /\b(?:contact(?:ed|ing)? me|may (?:be )?contact(?:ed)?|get in touch|being contacted|be contacted|contact|ring me|call me back|phone me)\b/,
  },
  { field: 'when', words: /\b(?:date|day|when|time|timing)\b/ },
  { field: 'link', words: /\b(?:link|url|web address)\b/ },
  { field: 'platform', words: /\b(?:platform|app|site|website|where(?: it (?:was|is))?|place)\b/ },
  { field: 'kind', words: /\b(?:kind|type|category|sort|what (?:kind|type|sort))\b/ },
  {
    field: 'words',
    words:
      /\b(?:words|wording|what (?:it|they|i|the post) (?:says|said|wrote|put|say)|description|details|summary|my account|text)\b/,
  },
];

const wantsChange =
  /^(?:a )?different\b|\b(?:change|alter|edit|fix|correct|redo|amend|update|go back to|do again|re do)\b/;
const isWrong = /\b(?:wrong|not (?:the )?(?:right|correct)|incorrect|mistake|got that wrong)\b/;
const noChange =
  /\b(?:no changes?|no need to change|do not change|nothing (?:to|needs) chang\w*|not change (?:anything|it)|leave it)\b/;
const agrees =
  /^(?:yes|yeah|yep|yup|ok|correct|right|thats right|all good|perfect)\b(?! but| except| although| apart)/;
const takesBack = patternOf(factWords.takesBack);
/** The question's own words are no answer to it. */
const eitherOr = /\b(?:public (?:or|and) private|private (?:or|and) public|(?:up|down) or (?:not|down|up))\b/;
const doneBy = /\b(?:did it|(?:posted|wrote|put|sent|shared|made) (?:it|that|this))\b/;

/** Longest message, in words, that corrects an answer without saying so. */
const PLAIN_STATEMENT = 8;

/**
 * What a message takes back of the answers so far: the new values ("not insta, snap"), or the question
 * that is to be asked again ("change the date"). Undefined for an ordinary answer. `before` is what has
 * been answered: with it, a short statement that contradicts it is a correction too, "the day before" and
 * "in the morning" have something to count from, and nothing that was not answered yet is a correction.
 */
export function correctionIn(text: string, clock: Clock, before: Facts = {}): Correction | undefined {
  const words = wordsOf(text, clock.schoolNames);
  const line = words.join(' ');
  if (words.length === 0 || noChange.test(line) || agrees.test(line)) return undefined;
  const heard = heardIn(text, line, clock, before);
  const asked = fieldAsked(line);
  const marked = line.search(takesBack) >= 0;
  const spoken = words.filter((word) => /\w/.test(word)).length;
  if (asked !== undefined) {
    const change = eitherOr.test(line) ? {} : only(heard, asked);
    return Object.keys(change).length > 0 && !isSame(change, before) ? { change } : { ask: asked };
  }
  const change =
    marked || isWrong.test(line) ? sure(heard, line, before) : plainly(heard, line, spoken, before);
  const changed = differing(change, before);
  if (Object.keys(changed).length > 0) return { change: changed };
  return marked ? denial(words, text, before) : undefined;
}

function heardIn(text: string, line: string, clock: Clock, before: Facts): Facts {
  const { when: _, ...facts } = factsIn(text, clock);
  const when = pastWhenIn(text, clock, before.when?.from) ?? otherPart(line, before.when);
  return { ...facts, ...(when && { when }) };
}

/** "it was in the morning": the same day, another part of it. */
function otherPart(line: string, when: When | undefined): When | undefined {
  const part = when && when.to === undefined ? partIn(line) : undefined;
  return when && part && part !== when.part ? { from: when.from, part } : undefined;
}

function fieldAsked(line: string): FactField | undefined {
  if (!wantsChange.test(line) && !isWrong.test(line)) return undefined;
  return fieldWords.find(({ words }) => words.test(line))?.field;
}

function only(heard: Facts, field: FactField): Facts {
  return Object.fromEntries(Object.entries(heard).filter(([key]) => key === field));
}

/** A bare "no, it is gone" answers a question; it takes back only what had been answered. */
function sure(heard: Facts, line: string, before: Facts): Facts {
  const { stillUp, ...rest } = heard;
  const nothingKnown = Object.keys(before).length === 0;
  if (nothingKnown && stillUp !== undefined && Object.keys(rest).length === 0 && /^no\b/.test(line))
    return {};
  return withAdded(heard, line, before);
}

/** "about the school as well as my son" adds to whom it was about. */
function withAdded(heard: Facts, line: string, before: Facts): Facts {
  if (!heard.affected || !before.affected || !/\b(?:as well|too|also|both)\b/.test(line)) return heard;
  const all = new Set([...before.affected, ...heard.affected]);
  return { ...heard, affected: affecteds.filter((one) => all.has(one)) };
}

/** A short statement that says otherwise, without a word of taking back. */
function plainly(heard: Facts, line: string, words: number, before: Facts): Facts {
  if (Object.keys(before).length === 0 || words > PLAIN_STATEMENT) return {};
  const { when, stillUp, postedBy } = heard;
  return {
    ...(when && before.when && { when }),
    ...(stillUp && before.stillUp && { stillUp }),
    ...(postedBy && before.postedBy && doneBy.test(line) && { postedBy }),
  };
}

/** What is new; nothing when no answer is contradicted. */
function differing(change: Facts, before: Facts): Facts {
  const known = Object.keys(before).length > 0;
  const entries = Object.entries(change).filter(
    ([key, value]) => !same(value, Object.entries(before).find(([one]) => one === key)?.[1]),
  );
  const contradicts = entries.some(([key]) => key in before);
  return known && !contradicts ? {} : Object.fromEntries(entries);
}

function isSame(change: Facts, before: Facts): boolean {
  return Object.keys(before).length > 0 && Object.keys(differing(change, before)).length === 0;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** "it was not on facebook", and nothing else: the question is asked again. */
function denial(words: readonly string[], text: string, before: Facts): Correction | undefined {
  const platform = deniedPlatformIn(words, text);
  return platform !== undefined && platform === before.platform ? { ask: 'platform' } : undefined;
}
