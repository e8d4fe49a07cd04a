import type { StillUp, Visibility } from './fact-values.js';
import { factWords, patternOf } from './fact-words.js';

const notSureUp = patternOf(factWords.stillUp.not_sure ?? []);
const gone = patternOf(factWords.stillUp.no ?? []);
const up = patternOf(factWords.stillUp.yes ?? []);
const wished = new RegExp(
  `\\b${patternOf(factWords.notGone).source.replace('(?:(?<= )|^)', '').replace('(?= |$)', '')}`,
);
const somethingElse = patternOf(factWords.notGoneAfter, 'after');

const notSureWho = patternOf(factWords.visibility.not_sure ?? []);
const privately = patternOf(factWords.visibility.private_group ?? []);
const publicly = patternOf(factWords.visibility.public ?? []);
const neither = patternOf(factWords.notVisibility);
const denied =
  /\b(?:not|never|rather than|instead of)(?: (?:a|an|in|on|the|about|just|only|really|it|that|our|my|from|to|completely|been|posted|put))*$/;

/** Whether the post can still be seen, as far as the message says. A wish to have it removed says nothing. */
export function stillUpIn(words: readonly string[]): StillUp | undefined {
  const line = words.join(' ');
  if (line.search(notSureUp) >= 0) return 'not_sure';
  if (/\b(?:is|are) (?:it|they) still\b|\bif (?:its|it is) still\b/.test(line)) return undefined;
  const removed = [...line.matchAll(gone)].some(
    (match) =>
      !isSomebody(line, match) &&
      !wished.test(line.slice(0, match.index)) &&
      !somethingElse.test(line.slice(match.index + match[0].length).trimStart()),
  );
  const stays = line.search(up) >= 0;
  if (removed && stays) return / but [a-z ]*(?:back|still)|back up/.test(line) ? 'yes' : undefined;
  return removed ? 'no' : stays ? 'yes' : undefined;
}

/** "she was removed from the group" is no post. */
function isSomebody(line: string, match: RegExpExecArray): boolean {
  const before = line.slice(0, match.index).trimEnd();
  if (/\b(?:son|daughter|child|boy|girl|lad|(?:kicked|thrown|left) out(?: and)?)$/.test(before)) return true;
  return /\b(?:he|she|i|we) (?:was|were|got|has been)\b/.test(`${before.split(' ').at(-1)} ${match[0]}`);
}

/** Who can see the post, as far as the message says; undefined when it says both. */
export function visibilityIn(words: readonly string[]): Visibility | undefined {
  const line = words.join(' ').replace(neither, (match) => '_'.repeat(match.length));
  if (line.search(notSureWho) >= 0) return 'not_sure';
  const open = saysSo(line, publicly);
  const closed = saysSo(line, privately);
  if (open && closed) return /public (?:[a-z]+ )?(?:page|group)/.test(line) ? 'public' : undefined;
  return open ? 'public' : closed ? 'private_group' : undefined;
}

function saysSo(line: string, pattern: RegExp): boolean {
  return [...line.matchAll(pattern)].some(
    (match) => match[0].startsWith('not ') || !denied.test(line.slice(0, match.index).trimEnd()),
  );
}
