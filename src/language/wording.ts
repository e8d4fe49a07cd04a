import { legible } from './legible.js';
import { JOINED, PLAIN } from './slang.js';

/** Short forms that the reading of facts needs beside the common ones. */
const more: ReadonlyMap<string, readonly string[]> = new Map([
  ['foto', ['photo']],
  ['fotos', ['photos']],
  ['soz', ['sorry']],
  ['some1s', ['someone']],
  ['grp', ['group']],
  ['isn', ['is', 'not']],
  ['nobodys', ['nobody', 'has']],
  ['teachin', ['teaching']],
]);

const TOKEN = /[\p{L}\p{N}]+|[.!?;:]+|[,()"/]|-(?= )/gu;
const LINK = /(?:https?:\/\/|www\.)[^\s<>"]{3,480}/i;

/** The first web address of a message, without the full stop or bracket after it. */
export function linkIn(text: string): string | undefined {
  return LINK.exec(text.slice(0, 10_000))?.[0].replace(/[.,;:!?)\]'"]+$/, '');
}

/**
 * A message as plain lower-case words for the phrases of facts: short forms written out ("didn't" is
 * "did not", "y6" is "year 6", the school's name is "the school"), punctuation as a lone full stop or
 * comma, links left out. `schoolNames` are single words.
 */
export function wordsOf(text: string, schoolNames: readonly string[] = []): string[] {
  const read = legible(text)
    .replace(/(?:https?:\/\/|www\.)\S+/gi, ' ')
    .toLowerCase()
    .replace(/\bw\/o\b/g, 'without')
    .replace(/\be-mail/g, 'email')
    .replace(/\bx\.com\b/g, 'twitter');
  const words: string[] = [];
  const names = new Set(schoolNames.map((name) => name.toLowerCase()));
  for (const token of read.match(TOKEN) ?? []) {
    if (names.has(token) || names.has(token.replace(/s$/, ''))) addSchool(words);
    else if (/^(?:primary|school)$/.test(token) && words.at(-1) === 'school') continue;
    else if (/^[\p{L}\p{N}]/u.test(token)) addWord(words, token);
    else if (words.length > 0) words.push(/[.!?;:]/.test(token) ? '.' : ',');
  }
  return words;
}

function addSchool(words: string[]): void {
  if (!/^(?:the|our|this|my)$/.test(words.at(-1) ?? '')) words.push('the');
  words.push('school');
}

function addWord(words: string[], token: string): void {
  for (const word of writtenOut(token)) {
    const pair = JOINED.get(`${words.at(-1) ?? ''} ${word}`);
    if (pair === undefined) words.push(word);
    else words.splice(-1, 1, ...pair);
  }
}

function writtenOut(token: string): readonly string[] {
  const year = /^(?:y|yr|year)([1-6])(s?)$/.exec(token);
  if (year) return ['year', `${year[1]}${year[2]}`];
  return more.get(token) ?? PLAIN.get(token) ?? [token];
}
