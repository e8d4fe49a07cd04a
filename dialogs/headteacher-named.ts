import { plain } from '../src/language/words.js';

/** The Headteacher in any of the usual ways of naming them. */
const named =
  /\b(?:head ?teachers?|head ?mistress(?:es)?|head ?masters?|(?:the|our|my|that|this|his|her|their|executive|exec|acting|interim) heads?|head of (?:the )?school|ht|principal|(?:boss|in charge|runs?) (?:of )?(?:the |this )?school)\b/g;

/** Said just before it, these make the Headteacher the one who was told, or the one whom a post is about. */
const toldOrTarget =
  /\b(?:about|against|at|to|towards|of|telling|tell|told|tells|asked|ask|email|emailed|emailing|rang|ring|call|called|calling|see|saw|contact|contacted|insulting|insulted|insults|threatening|threatened|threaten|abusing|abused|attacking|attacked|mocking|mocked|criticising|criticised|slating|slated|slagging|off|naming|named|tagging|tagged|want|like|with|for|from)$/;

/** Whether a message names the Headteacher at all. */
export function namesHeadteacher(said: string): boolean {
  return plain(said).match(named) !== null;
}

/** The Headteacher's name and nothing else: an answer to a question, or somebody who wants to reach them. */
const nameAlone = /^(?:the |our |my )?(?:head ?teacher|head ?mistress|head ?master|head|ht|principal)$/;
const aboutThem =
  /^(?:yes |yeah |no )?(?:it is|its|it was|this is) about (?:the |our |my )?(?:head ?teacher|head ?mistress|head ?master|head|ht|principal)$/;

/** Whether the message is the Headteacher's name alone, which says nothing about them. */
export function namesHeadteacherAlone(said: string): boolean {
  return nameAlone.test(plain(said));
}

/** Whether the message says that it is about the Headteacher, and nothing else. */
export function saysAboutHeadteacher(said: string): boolean {
  return aboutThem.test(plain(said));
}

/**
 * Whether the Headteacher may be the one who did it: they are named, and not only as the one who was told
 * or whom a post is about. Such a message goes nowhere that the Headteacher reads before the person has
 * been asked.
 */
export function mayAccuseHeadteacher(said: string): boolean {
  const words = plain(said);
  return [...words.matchAll(named)].some(({ index }) => {
    const before = words
      .slice(0, index)
      .replace(/\b(?:the|our|my)\s*$/, '')
      .trim();
    return !toldOrTarget.test(before) || /\b(?:by|from)$/.test(before);
  });
}
