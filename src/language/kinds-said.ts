import type { Kind } from './fact-values.js';
import { factWords, patternOf } from './fact-words.js';

/** Kinds in the order of the data: the one that counts most first. */
const patterns = factWords.kinds.map(({ kind, phrases }) => ({ kind, pattern: patternOf(phrases) }));
const notKinds = patternOf(factWords.notKinds);

const denied =
  /\b(?:not|never|no|hardly|without|nothing)(?: (?:really|exactly|a|an|any|the|say|call|it|so|much|sure|actual|being|as|bad|even|about|think|thats|that|is|was))*$/;
const deniedItself = /^(?:not|never|no|none|nothing|without|against|nobody)\b/;
const notOnly = /\bnot (?:just|only)(?: [a-z]+){0,2}$/;

/**
 * The kind of post that a message tells of, the weightiest where it tells of several. Undefined when no
 * word of it says so.
 */
export function kindIn(words: readonly string[]): Kind | undefined {
  const line = words.join(' ').replace(notKinds, (match) => '_'.repeat(match.length));
  return patterns.find(({ pattern }) => says(line, pattern))?.kind;
}

function says(line: string, pattern: RegExp): boolean {
  return [...line.matchAll(pattern)].some((match) => {
    const before = line.slice(0, match.index).trimEnd();
    if (notOnly.test(before))
      return !/\bnot only$/.test(before) && / (?:it|also|but)/.test(line.slice(match.index)) === false;
    return deniedItself.test(match[0]) ? !/\bnot$/.test(before) : !denied.test(before);
  });
}
