import { factWords, type Role } from './fact-words.js';

/** Somebody that a message names by what they are to the school. Places are positions in its words. */
export interface Person {
  role: Role;
  /** Where the words for the person begin ("one of the year 6 mums") and end. */
  start: number;
  end: number;
  head: string;
  /** "my son", "my wife": somebody of the writer's own. */
  mine: boolean;
  /** "my wife", and not "my friend's mum". */
  own: boolean;
  /** "a parent's", "my son's" before a thing. Guessed from the words, since apostrophes are often missing. */
  owns: boolean;
}

/** How many words that are not in the lists may stand between "a" or "the" and the person. */
const UNKNOWN_WORDS = 2;

const heads = headsByFirstWord();
const beforePeople = new Set(factWords.beforePeople);
const determiners = new Set(factWords.determiners);
const places = new Set(factWords.places);
const links = new Set(
  'and or but at about against of to with on in by from for that who which when is are was were be been has have had do did not said says called told put posted wrote because if so while as than then i he she they it me him them you we us , . my'.split(
    ' ',
  ),
);
const verbs = new Set(
  [...factWords.acts, ...factWords.hurts.filter((one) => !one.includes(' '))].filter(
    (one) => !/^(?:fake|pretend)$/.test(one),
  ),
);
const numbers = /^(?:\d{1,2}s?|year)$/;

const targeted = new RegExp(
  `(?:^| )(?:${[...factWords.hurts, 'to', 'with', 'of', 'shows', 'showing', 'like'].join('|')})$`,
);
/** "I want to report that a parent ..." tells of the doer; "he wrote that a parent ..." of the one hurt. */
const telling =
  /\b(?:report|good|ok|okay|right|odd|weird|normal|fine|aware|notice|noticed|seen|saw|know|found|think|concerned|worried|see|heard|hear|me|let you know|inform you|tell you|you know|discovered|want to say|just to say|to say|fact) that$|\b(?:want|like|need|just|wish) to (?:say|tell you|report)$|\b(?:my|our) (?:[a-z]+ ){1,2}(?:says|said|say|reckons|thinks|told me|tells me)(?: that)?$/;

/** Whether the words before a person make it the one who is hurt or spoken to. */
export function isTarget(before: string): boolean {
  return targeted.test(before) && !telling.test(before);
}

/** "a fake Mrs P": somebody plays that person. */
export function isFake(words: readonly string[], { start, end }: Person): boolean {
  return /\b(?:fake|pretend|imposter|so called)\b/.test(words.slice(Math.max(0, start - 1), end).join(' '));
}

/** Everybody in a message, in order. People who only name a place ("the mums chat") are left out. */
export function peopleIn(words: readonly string[]): Person[] {
  const people: Person[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const found = headAt(words, at);
    if (!found) continue;
    const end = at + found.words.length;
    const start = startOf(words, at, people.at(-1)?.end ?? 0);
    const next = words[end] ?? '.';
    const isPlace = places.has(next) && !singular(words, start, at);
    const isOwner = headAt(words, end) !== undefined && !isTitle(found.words[0]);
    if (!isPlace && !isOwner) {
      const head = found.words.join(' ');
      people.push({
        role: found.role,
        start,
        end,
        head,
        mine: isMine(words, start, at),
        own: isMine(words, start, at) && !words.slice(start, at).some((word) => otherwise.test(word)),
        owns: owns(words, head, start, end),
      });
    }
    at = end - 1;
  }
  return people;
}

function headAt(words: readonly string[], at: number): { words: readonly string[]; role: Role } | undefined {
  const first = words[at];
  const found = (first === undefined ? [] : (heads.get(first) ?? [])).find((head) =>
    head.words.every((word, index) => words[at + index] === word),
  );
  if (/^volunteers?$/.test(found?.words[0] ?? '') && /^(?:who|to|that)$/.test(words[at - 1] ?? ''))
    return undefined;
  if (!found || !needsDeterminer.has(found.words.join(' '))) return found;
  return determiners.has(words[at - 1] ?? '') || beforePeople.has(words[at - 1] ?? '') ? found : undefined;
}

/** "ta" is also thanks, "miss" a verb and "head" a part of the body. */
const needsDeterminer = new Set(['ta', 'head', 'rep', 'cook', 'partner', 'coach', 'resident', 'deputy']);

/** Where the words for a person begin: at "the", "my" or "one of the", or at the first word that belongs to it. */
function startOf(words: readonly string[], head: number, from: number): number {
  let start = head;
  let unknown = 0;
  for (let at = head - 1; at >= from && unknown <= UNKNOWN_WORDS; at -= 1) {
    const word = words[at] ?? '';
    if (word === 'that' && isSpeech(words, at, head)) break;
    if (determiners.has(word)) return withPartOf(words, at, from);
    if (beforePeople.has(word) || numbers.test(word)) start = unknown === 0 ? at : start;
    else if (links.has(word) || verbs.has(word)) break;
    else unknown += 1;
  }
  return withPartOf(words, start, from);
}

/** "he wrote that teachers are ...": the word leads into what was said. */
function isSpeech(words: readonly string[], at: number, head: number): boolean {
  const person = words[head] ?? '';
  return at < head - 1 || person.endsWith('s') || isTitle(person);
}

/** "one of the mums", "all the parents". */
function withPartOf(words: readonly string[], start: number, from: number): number {
  const before = words[start - 1];
  if (/^(?:all|both|half)$/.test(before ?? '') && start - 1 >= from) return start - 1;
  const part =
    before === 'of' &&
    /^(?:one|some|two|three|few|couple|all|most|lot|bunch|group|both|many)$/.test(words[start - 2] ?? '');
  return part && start - 2 >= from ? start - 2 : start;
}

function singular(words: readonly string[], start: number, head: number): boolean {
  return /^(?:a|an|one|another|this|that)$/.test(words[start] ?? '') && head > start;
}

function isMine(words: readonly string[], start: number, head: number): boolean {
  return words.slice(start, head).some((word) => word === 'my' || word === 'mi');
}

const otherwise =
  /^(?:friends?|mates?|neighbours?|classmates?|colleagues?|sisters?|brothers?|sons|daughters|childs|boys|girls|lads|bosss?|childrens)$/;

function isTitle(word: string | undefined): boolean {
  return word !== undefined && /^(?:mr|mrs|ms|miss)$/.test(word);
}

/** "my sons picture", "another mums name", "our teachers looks": a thing follows at once. */
function owns(words: readonly string[], head: string, start: number, end: number): boolean {
  const next = words[end];
  if (next === undefined || !head.endsWith('s') || /^[.,]$/.test(next)) return false;
  if (thingsOwned.test(next) || thingsOwned.test(words[end + 1] ?? ''))
    return !/^(?:in|on|at|of|and|to|by|for|with|a|the|are|is|have|has)$/.test(next);
  return singular(words, start, end - 1) && thingsPosted.test(next);
}

const thingsOwned =
  /^(?:names?|pictures?|photos?|images?|faces?|videos?|looks|weight|numbers?|hijab|hair|clothes|body|teeth|legs?|details|address|work|kit|birthdays?|voice|accent|appearance|religion|skin|disability|marriage|phone|character|reputation|back|mum|dad)$/;
const thingsPosted =
  /^(?:google|facebook|instagram|tiktok|snapchat|twitter|youtube|whatsapp|post|posts|comment|comments|review|message|messages|video|story|status|account|page|profile|tweet|email|reel)$/;

function headsByFirstWord(): Map<string, { words: string[]; role: Role }[]> {
  const byWord = new Map<string, { words: string[]; role: Role }[]>();
  for (const role of ['outside', 'staff', 'parent', 'pupil', 'adult'] as const) {
    for (const name of factWords.people[role]) {
      const words = name.split(' ');
      byWord.set(words[0] ?? '', [...(byWord.get(words[0] ?? '') ?? []), { words, role }]);
    }
  }
  for (const found of byWord.values()) found.sort((a, b) => b.words.length - a.words.length);
  return byWord;
}
