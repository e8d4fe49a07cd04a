import type { Poster } from './fact-values.js';
import { factWords, patternOf } from './fact-words.js';
import { isFake, isTarget, type Person } from './people-said.js';

const acts = patternOf(factWords.acts, 'after');
const notices = patternOf(factWords.notices, 'after');
const outside = patternOf(factWords.outside);
const unknown = patternOf(factWords.unknown);
const shows = new Set(factWords.shows);

/** How many words after a person the posting may be told. */
const REACH = 14;

const denied =
  /\b(?:not|isnt|wasnt|thought it was|thought|rather than|instead of|never)(?: (?:by|from|a|an|the|it|was|is|one|of|about|just))*$/;
const newSubject = /^(?:[.,]|and|but|because|so|when|where|while|as|then|that|if|says|saying|said)$/;
const passive = /^(?:was|were|been|being|is|are|got|gets|getting|get|be|has|have|had)$/;
const participle =
  /(?:[a-z]{2}ed|[a-z]{2}en|wn)$|^(?:told|sent|hit|left|put|cut|hurt|sworn|made|caught|said|shot|taught|called)$/;
const preposition =
  /^(?:at|about|against|to|with|for|without|after|on|in|near|under|over|between|than|like|around|into|onto|behind|towards|as|among)$/;
const media =
  /^(?:email|emails|message|messages|comment|comments|post|posts|review|reviews|text|texts|abuse|insults?|one|is|its|was|account|note|notes|rant|stuff|came|tweet|tweets|video|videos|abusive|coming|all|words|letter|reply|replies|harassment|bullying|threats?|lies|it|me|us)$/;
const beforeDoer =
  /\b(?:by|done by|it is|it was|its|that is|that was|thats|hes|shes|he is|she is|they are|theyre|this is|was|did it|turns out|turned out|out to be|out hes|out shes|found out who|found out|meant|mean|actually|is|think|poster is|poster was|sender is)(?: (?:actually|just|probably|also|the|a|one|of|all|really|by|i|think|it|was))*(?: ,)?$/;
const inClass =
  /\b(?:someone|somebody|one|who|he|she|they|friend|player|user|person|is|people|bully) (?:is |are |are all |also |both )?in (?:our|my|his|her|the same|their|the)(?: [a-z]+)? (?:class|year|form)\b(?! (?:group|chat|whatsapp|page))/;

/** What kind of person posted it, as far as the message says. Never who. */
export function posterIn(words: readonly string[], people: readonly Person[]): Poster | undefined {
  const line = words.join(' ');
  const doers = people.filter((one) => isDoer(words, people, one));
  if (doers.length === 0) {
    const named = people.filter(
      (one) => !isDenied(words, one) && !preposition.test(words[one.start - 1] ?? '.'),
    );
    if (isFragment(words, named)) doers.push(...named);
  }
  if (doers.some((one) => one.role === 'outside') || saysOutside(line)) return 'outside';
  const roles = [...new Set(doers.map((one) => one.role))].filter((role) => role !== 'adult');
  if (roles.length > 0) return roles.length === 1 ? roles[0] : undefined;
  if (inClass.test(line)) return 'pupil';
  return line.search(unknown) >= 0 ? 'not_sure' : undefined;
}

function saysOutside(line: string): boolean {
  return [...line.matchAll(outside)].some(
    (match) => !/\b(?:not|do not think)(?: [a-z]+)?$/.test(line.slice(0, match.index).trimEnd()),
  );
}

function isDoer(words: readonly string[], people: readonly Person[], one: Person): boolean {
  const before = wordsBefore(words, one);
  if (isDenied(words, one) || isWriter(words, one)) return false;
  const last = words[one.start - 1] ?? '.';
  if (one.owns) return isPoster(words, one);
  if (isShown(words, one)) return false;
  if (last === 'of')
    return (
      ofPlatform(words, one) ||
      (/^screenshots?$/.test(words[one.start - 2] ?? '') && actsAfter(words, people, one))
    );
  if (last === 'from') return media.test(words[one.start - 2] ?? '');
  if (preposition.test(last)) return false;
  if (isTarget(before) || isFake(words, one)) return false;
  if (one.own && one.role === 'parent' && !/\bex\b/.test(words.slice(one.start, one.end).join(' ')))
    return false;
  if (beforeDoer.test(before))
    return !/^(?:being|been|was|got|getting)$/.test(words[one.end] ?? '') && !isPassive(words, one.end);
  return actsAfter(words, people, one);
}

function isDenied(words: readonly string[], one: Person): boolean {
  return denied.test(wordsBefore(words, one));
}

function wordsBefore(words: readonly string[], one: Person): string {
  return words.slice(Math.max(0, one.start - 6), one.start).join(' ');
}

/** "teacher here", "somali mum here": the writer, and not the one who posted. */
function isWriter(words: readonly string[], one: Person): boolean {
  const next = words[one.end];
  return next === 'here' && /^(?:[.,]|undefined)$/.test(String(words[one.end + 1]));
}

/** "a parents google review": the thing that was posted is hers. */
function isPoster(words: readonly string[], one: Person): boolean {
  const before = words[one.start - 1] ?? '.';
  return (
    !one.mine &&
    /^(?:[.,]|and|is|was|its|on|from|by|under|via|through|but|in|about)$/.test(before) &&
    /^(?:a|an|one|another)$/.test(words[one.start] ?? '') &&
    !/^(?:names?|pictures?|photos?|faces?|weight|looks)$/.test(words[one.end] ?? '')
  );
}

/** "a video of two boys": they are in it. */
function isShown(words: readonly string[], one: Person): boolean {
  return (
    words[one.start - 1] === 'of' &&
    words.slice(Math.max(0, one.start - 5), one.start - 1).some((word) => shows.has(word))
  );
}

/** "in the instagram of one mama". */
function ofPlatform(words: readonly string[], one: Person): boolean {
  return (
    words[one.start - 1] === 'of' &&
    /^(?:instagram|facebook|snapchat|tiktok|twitter|youtube|account|page|story|status|profile)$/.test(
      words[one.start - 2] ?? '',
    ) &&
    /^(?:in|on|from)$/.test(words[one.start - 3] ?? '')
  );
}

function actsAfter(words: readonly string[], people: readonly Person[], one: Person): boolean {
  for (let at = one.end; at < Math.min(words.length, one.end + REACH); at += 1) {
    const word = words[at] ?? '';
    if (word === '.') return false;
    const other = people.find((person) => person.start === at);
    if (other) {
      if (newSubject.test(words[at - 1] ?? '')) return false;
      at = other.end - 1;
      continue;
    }
    if (isPassive(words, at)) return false;
    if (notices.test(words.slice(at, at + 4).join(' '))) return false;
    if (one.mine && /^(?:say|says|said|reckons|thinks)$/.test(word)) return false;
    if (one.mine && word === 'and') return false;
    if (isAct(words, at)) return !isObjectOfSomebody(words, one);
    if (/^(?:i|we|someone|somebody|they)$/.test(word) && at > one.end) return false;
  }
  return false;
}

/** A word of posting; "sayin" is "saying". */
function isAct(words: readonly string[], at: number): boolean {
  const word = words[at] ?? '';
  return acts.test(words.slice(at, at + 3).join(' ')) || (word.endsWith('in') && acts.test(`${word}g`));
}

/** "someone told my son ..." has another doer before it in the clause. */
function isObjectOfSomebody(words: readonly string[], one: Person): boolean {
  for (let at = one.start - 1; at >= 0 && at > one.start - 4; at -= 1) {
    const word = words[at] ?? '';
    if (/^[.,]$/.test(word) || newSubject.test(word)) return false;
    if (isAct(words, at) && at === one.start - 1) return true;
  }
  return false;
}

function isPassive(words: readonly string[], at: number): boolean {
  if (!passive.test(words[at] ?? '')) return false;
  const next = words[at + 1] ?? '';
  const then = words[at + 2] ?? '';
  if (!/^(?:has|have|had)$/.test(words[at] ?? '') && participle.test(next)) return true;
  return /^(?:been|being|got)$/.test(next) && participle.test(then);
}

/** A message without a verb ("tuesday, snapchat, class mates, still there") or only "a parent". */
function isFragment(words: readonly string[], people: readonly Person[]): boolean {
  const [only, ...rest] = people;
  if (only === undefined || rest.length > 0 || only.mine || only.owns) return false;
  const before = words[only.start - 1] ?? '.';
  const after = words[only.end] ?? '.';
  const stop = words.indexOf('.', only.end);
  if (words.slice(only.end, stop < 0 ? words.length : stop).some((word) => passive.test(word))) return false;
  return (
    /^(?:[.,]|maybe|probably|perhaps|prob|just|yes|yeah|ok|oh)$/.test(before) &&
    /^(?:[.,]|i|from|in|at|of|maybe|probably|who|did|yes)$/.test(after)
  );
}
