import { JOINED, PLAIN } from './slang.js';

/** Characters of a message that are looked at at all; longer messages are cut before any other work. */
export const LONGEST_MESSAGE = 10_000;

/** A long message is classified by how it begins and how it ends. */
const BEGINNING = 600;
const ENDING = 400;

/** Pictures that say something about danger; every other emoji is dropped. */
const PICTURES: readonly (readonly [string, string])[] = [
  ['🔪', ' knife '],
  ['🗡', ' knife '],
  ['🔫', ' gun '],
  ['💣', ' bomb '],
];

/** What a message of nothing but emoji says. */
const PICTURE_ONLY: readonly (readonly [RegExp, string])[] = [
  [/[👋]/u, 'hello'],
  [/[👍👌✅]/u, 'ok'],
  [/[🙏❤💕😊🥰]/u, 'thanks'],
];

const OPENINGS = phrases(
  'hi|hello|hey|hi all|hello all|morning|evening|afternoon|morning all|sorry|good morning|good afternoon|good evening|excuse me|please|not being funny but|no offence but|quick question|quick one|sorry to bother you|just wondering|um|erm|so|but|and|ok so',
);

const CLOSINGS = phrases(
  'please|thanks|thank you|many thanks|thanks so much|thank you so much|thank you very much|thanks very much|ta|cheers|x|in advance|kind regards|regards|best wishes|much appreciated|thanks a lot|lol',
);

/** Fewest words that must stay when greetings and thanks are taken off. */
const LEAST_WORDS = 2;

const WORD = /[\p{L}\p{N}]+(?:['’`´][\p{L}]+)*|\?/gu;

/** A message made plain. */
export interface Plain {
  /** Plain lower-case words in order; a question mark is a word. */
  readonly words: readonly string[];
  /** The words as one line, for the sentence encoder; empty when there are none. */
  readonly text: string;
}

/** The beginning and the end of a long message, cut between words where that is possible. */
export function shorten(text: string): string {
  const capped = text.slice(0, LONGEST_MESSAGE);
  if (capped.length <= BEGINNING + ENDING) return capped;
  const head = capped.slice(0, BEGINNING);
  const tail = capped.slice(-ENDING);
  return `${head.slice(0, lastSpace(head))} ${tail.slice(firstSpace(tail))}`;
}

function phrases(list: string): string[][] {
  return list
    .split('|')
    .map((phrase) => phrase.split(' '))
    .sort((a, b) => b.length - a.length);
}

function lastSpace(text: string): number {
  const at = text.lastIndexOf(' ');
  return at < 0 ? text.length : at;
}

function firstSpace(text: string): number {
  const at = text.indexOf(' ');
  return Math.max(at, 0);
}

/**
 * Plain words of a message: case, emoji, text-speak, stretched words, greetings and thanks taken away.
 * The time it takes grows with the length of the text, so callers hand it a shortened one.
 */
export function normalise(text: string): Plain {
  const words = withoutManners(joinPairs(plainWords(text.slice(0, LONGEST_MESSAGE))));
  return { words, text: words.join(' ') };
}

function plainWords(text: string): string[] {
  let lower = text.normalize('NFKC').slice(0, LONGEST_MESSAGE).toLowerCase();
  for (const [picture, word] of PICTURES) lower = lower.replaceAll(picture, word);
  const words = lower.match(WORD) ?? [];
  if (words.length === 0)
    return PICTURE_ONLY.filter(([shape]) => shape.test(lower))
      .map(([, word]) => word)
      .slice(0, 1);
  return words.flatMap((word) => expand(unstretch(word.replace(/['’`´]/gu, ''))));
}

/** "sooooo" is so, "goooood" is good: a letter three times or more stays twice, at the end of a word once. */
function unstretch(word: string): string {
  if (word.length < 3) return word;
  return word.replace(/(\p{L})\1{2,}$/u, '$1').replace(/(\p{L})\1{2,}/gu, '$1$1');
}

function expand(word: string): string[] {
  const plain = PLAIN.get(word);
  if (plain !== undefined) return [...plain];
  const year = /^y([1-6])$/.exec(word)?.[1];
  if (year !== undefined) return ['year', year];
  const age = /^(\d{1,2})(?:yo|yr|yrs|yrold)$/.exec(word)?.[1];
  return age === undefined ? [word] : [age, 'year', 'old'];
}

function joinPairs(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const before = joined.at(-1);
    const pair = before === undefined ? undefined : JOINED.get(`${before} ${word}`);
    if (pair === undefined) joined.push(word);
    else joined.splice(-1, 1, ...pair);
  }
  return joined;
}

/** Greetings at the start and thanks at the end say nothing about the matter, unless they are all there is. */
function withoutManners(words: string[]): string[] {
  let first = 0;
  let last = words.length;
  for (let again = true; again; ) {
    const opening = OPENINGS.find(
      (phrase) => begins(words, first, phrase) && last - first - phrase.length >= LEAST_WORDS,
    );
    first += opening?.length ?? 0;
    const end = last;
    const closing = CLOSINGS.find(
      (phrase) => begins(words, end - phrase.length, phrase) && end - first - phrase.length >= LEAST_WORDS,
    );
    last -= closing?.length ?? 0;
    again = opening !== undefined || closing !== undefined;
  }
  return words.slice(first, last);
}

function begins(words: readonly string[], at: number, phrase: readonly string[]): boolean {
  return at >= 0 && phrase.every((word, index) => words[at + index] === word);
}
