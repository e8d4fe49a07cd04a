import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { LONGEST_READ } from './legible.js';
import { scriptIn, specialLetters } from './scripts.js';
import { PLAIN } from './slang.js';

/** In which language a message is written. */
export interface Language {
  /** Two letters of ISO 639-1. */
  language: string;
  /** There is English beside it that can be understood. */
  mixed: boolean;
  /** The English part: all of an English message, nothing of one in another language. */
  english: string;
}

const words = z.array(z.string().min(1));
const data = z
  .strictObject({
    borrowed: words,
    languages: z.record(z.string(), z.strictObject({ strong: words, weak: words })),
    english: words,
  })
  .parse(parse(readFileSync(new URL('../../data/shared/language-words.yaml', import.meta.url), 'utf8')));

const STRONG = 2;
const ENOUGH = 4;
/** A shorter run of English words inside another language is chance. */
const ENGLISH_RUN = 3;
/** From here a message of unknown words is not taken for English. */
const UNKNOWN_WORDS = 5;

const plainEnglish = new Set(data.english);
/** With text-speak, which is English too. */
const english = new Set([...data.english, ...PLAIN.keys()]);
const borrowed = new RegExp(`\\b(?:${data.borrowed.join('|')})\\b`, 'g');
const byLanguage = Object.entries(data.languages).map(([language, { strong, weak }]) => ({
  language,
  strong: new Set(strong),
  weak: new Set(weak),
}));

/**
 * The language of a message, by its script or its commonest words. Undefined when there is too little to
 * tell. Odd English is English: another language needs two words of its own.
 */
export function languageOf(text: string): Language | undefined {
  const read = text
    .slice(0, LONGEST_READ)
    .normalize('NFC')
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
  return byScript(read) ?? byWords(read);
}

function byScript(text: string): Language | undefined {
  const language = scriptIn(text);
  if (language === undefined) return undefined;
  const rest = englishOf(text.split(/[^\p{Script=Latin}\d ,.!?'-]+/u), undefined);
  return { language, mixed: rest !== '', english: rest };
}

function byWords(text: string): Language | undefined {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return undefined;
  const scores = byLanguage.map(({ language }) => ({ language, score: scoreFor(language, tokens) }));
  const best = scores.reduce((top, next) => (next.score > top.score ? next : top), {
    language: 'en',
    score: 0,
  });
  const englishWords = tokens.filter(({ plain }) => english.has(plain)).length;
  const strong = byLanguage.find((one) => one.language === best.language)?.strong;
  const only = englishWords === 0 && tokens.length <= 3 && tokens.some(({ plain }) => strong?.has(plain));
  if (best.score < ENOUGH && !only) {
    const strange = englishWords === 0 && tokens.length >= UNKNOWN_WORDS;
    return strange ? undefined : { language: 'en', mixed: false, english: text };
  }
  const rest = englishOf(text.split(/(?<=[.,!?;:¿¡])\s+|\s+(?=[¿¡])/), best.language);
  if (englishWords > tokens.length * 0.75 && best.score < ENOUGH + STRONG && rest === '') {
    return { language: 'en', mixed: false, english: text };
  }
  return { language: best.language, mixed: rest !== '', english: rest };
}

interface Token {
  typed: string;
  /** Lower case without accents. */
  plain: string;
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/[\p{Script=Latin}\d\p{M}]+(?:'[\p{Script=Latin}\p{M}]+)*/gu)].map(([typed]) => ({
    typed,
    plain: folded(typed),
  }));
}

function folded(word: string): string {
  return word
    .toLowerCase()
    .replace(/ı/g, 'i')
    .replace(/ł/g, 'l')
    .normalize('NFD')
    .replace(/[\p{M}']/gu, '');
}

function scoreFor(language: string, tokens: readonly Token[]): number {
  const known = byLanguage.find((one) => one.language === language);
  const special = specialLetters.find((one) => one.language === language);
  const line = tokens
    .map(({ plain }) => plain)
    .join(' ')
    .replace(borrowed, '');
  const left = new Set(line.split(' '));
  let score = 0;
  for (const { typed, plain } of tokens) {
    if (!left.has(plain)) continue;
    const accented = plain !== typed.toLowerCase().replaceAll("'", '');
    if (!accented && english.has(plain)) continue;
    if (known?.strong.has(plain)) score += STRONG;
    else if (known?.weak.has(plain)) score += 1;
    if (special?.letters.test(typed) && /^\p{Ll}/u.test(typed)) score += 1;
  }
  return score;
}

/** The runs of English words in the pieces of a message, as typed. */
function englishOf(pieces: readonly string[], language: string | undefined): string {
  return pieces
    .flatMap((piece) => runsIn(piece, language))
    .join(' ')
    .trim();
}

function runsIn(piece: string, language: string | undefined): string[] {
  const known = byLanguage.find((one) => one.language === language);
  const runs: string[][] = [[]];
  for (const typed of piece.split(/\s+/).filter((word) => word !== '')) {
    const plain = folded(typed.replace(/[^\p{L}\p{N}]/gu, ''));
    const theirs = known?.strong.has(plain) || known?.weak.has(plain) || !/^[a-z\d]*$/.test(plain);
    if (theirs && !plainEnglish.has(plain)) runs.push([]);
    else runs.at(-1)?.push(typed);
  }
  return runs.filter(isEnglish).map((run) => run.join(' ').replace(/^[ ,.;:!?-]+/, ''));
}

/** Mostly English words, three at least; a run of unknown words belongs to the other language. */
function isEnglish(run: readonly string[]): boolean {
  const hits = run.filter((typed) => english.has(folded(typed.replace(/[^\p{L}\p{N}]/gu, '')))).length;
  return hits >= ENGLISH_RUN && hits / run.length >= 0.5;
}
