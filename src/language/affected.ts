import { type Affected, affecteds } from './fact-values.js';
import { factWords, patternOf } from './fact-words.js';
import { isFake, isTarget, type Person } from './people-said.js';

const shows = new Set(factWords.shows);
const hurts = endingIn(factWords.hurts);
const reaches = endingIn(factWords.reaches);
const denied = /\bnot(?: (?:a complaint|complaining|about|at|against|aimed|to|the|a|of|called|calling))*$/;
const spoken =
  /\b(?:said|say|says|saying|wrote|write|writes|writing|sent|send|sends|sending|messag\w*|emailed|emailing|texted|texting|repl\w+|comments?|sell\w*|pushing|nasty|rude|abus\w+|horrible|aggressive|talk\w*|speak\w*|spoke|told|tell\w*|threats?|did|made)\b/;
const noticing = patternOf(
  ['(showed|shows|told|says|said|spotted|found|tells|thinks|reckons|reported|heard)'],
  'after',
);
const writers = (['staff', 'pupil', 'parent'] as const).map((role) => ({
  role,
  pattern: patternOf(factWords.writers[role]),
}));

/** "about the school", "our school is", but not "about the school trip". */
const schoolHurt = new RegExp(
  `(?:^| )(?:${factWords.school.cues.join('|')}) (?:(?:the|our|this|your) (?:whole )?|my (?:childs|sons|daughters) )?(?:school|place)s?(?= |$)(?! (?:${factWords.school.notAfter.join('|')})(?: |$))`,
  'g',
);
const schoolNamed = patternOf(factWords.school.hurt);

/** Who is hurt by the post or whom it is about, in the order of the values. Undefined when not said. */
export function affectedIn(
  words: readonly string[],
  people: readonly Person[],
  isReview: boolean,
): Affected[] | undefined {
  const line = words.join(' ');
  const hurt = new Set<Affected>();
  const reached = new Set<Affected>();
  const add = (to: Set<Affected>, role: Person['role']): void => {
    to.add(role === 'outside' || role === 'adult' ? 'other' : role);
  };
  let embedded = -1;
  people.forEach((one, index) => {
    const before = words.slice(Math.max(0, one.start - 4), one.start).join(' ');
    const previous = people[index - 1];
    if ((index > 0 && one.start <= embedded) || denied.test(before)) return;
    if (isHurt(words, one, before)) {
      add(hurt, one.role);
      if (/\b(?:that|saying|says|say|said|claims|claiming)$/.test(before))
        embedded = endOfClause(words, one.end);
    } else if (
      previous &&
      /^(?:and|or|,|and also|as well as)$/.test(words.slice(previous.end, one.start).join(' ')) &&
      isHurt(words, previous, words.slice(Math.max(0, previous.start - 4), previous.start).join(' '))
    )
      add(hurt, one.role);
    else if (
      one.role !== 'adult' &&
      reaches(before) &&
      spoken.test(words.slice(Math.max(0, one.start - 7), one.start).join(' '))
    )
      add(reached, one.role);
  });
  const schoolIs = schoolIn(line);
  if (schoolIs) hurt.add('school');
  const self = writerOf(line);
  if (self && meIsHurt.test(line)) hurt.add(self);
  if (hurt.size === 0) for (const role of reached) hurt.add(role);
  if (hurt.size === 0) for (const role of byPronoun(words, line, people)) add(hurt, role);
  if (hurt.size === 0 && isReview && /\b(?:our|the|this|my) school\b/.test(line)) hurt.add('school');
  return hurt.size === 0 ? undefined : affecteds.filter((one) => hurt.has(one));
}

const meIsHurt =
  /\b(?:called|calling|emailed|messaged|told|threatened|bullying|bullied|bully|insulted|insulting|at|about|against|of(?= me)|to|abusing|abused|harassing|mocking|on|accused|accusing|tagged|hurt|punch|hit) (?:me|us|myself)\b(?! (?:that|it|by|the other))|\b(?:me who|i) (?:got|was|am|is|have been|am being|get) (?:the |all the |an |a |called|abused|threatened|bullied|insulted|getting|being|accused)|\bthat (?:i am|im|i) [a-z]+|\bmy (?:phone number|address|photo|picture|name|face|weight|number) |\bwe (?:mothers|mums|parents|dads|teachers)\b|\b(?:me|us) and (?:my|the)\b/;

/** "someone should tell a teacher" hurts nobody. */
const tellsStaff = /\b(?:should|to|you|please|must|will|could|shud|can) (?:tell|say)$/;

/** "called my wife a horrible woman" names nobody else. */
const notOfAdults = /\b(?:call\w*|to|with|that|say|says|said|saying|off|over|of|a)$/;

function isHurt(words: readonly string[], one: Person, before: string): boolean {
  if (one.role === 'adult') return isTarget(before) && !notOfAdults.test(before);
  if (one.owns && !/\b(?:using|on|in|from)$/.test(before))
    return !/^(?:google|facebook|instagram|tiktok|snapchat|twitter|youtube|whatsapp|post|posts|comment|comments|review|message|video|story|discord|status|account|page|profile)$/.test(
      words[one.end] ?? '',
    );
  if (one.owns) return /^(?:names?|pictures?|photos?|faces?)$/.test(words[one.end] ?? '');
  if (words[one.start - 1] === 'of')
    return words.slice(Math.max(0, one.start - 5), one.start - 1).some((word) => shows.has(word));
  if (words[one.start - 1] === 'with')
    return (
      /^(?:in|on)(?: [.,])?/.test(words.slice(one.end, one.end + 2).join(' ')) ||
      /\b(?:list|video|photo|photos|picture|pictures|names) (?:[a-z]+ )?with$/.test(before)
    );
  if (isFake(words, one)) return true;
  if (isTarget(before) && hurts(before) && !tellsStaff.test(before)) return true;
  if (/\b(?:school|place) (?:and(?: also)?|as well as)$/.test(before) && schoolIn(before)) return true;
  return passive.test(words.slice(one.end, one.end + 4).join(' '));
}

const passive =
  /^(?:(?:has |have |had |is |are |was |were |just |also |even )*(?:been|being) [a-z]+(?<!ing)\b|(?:was|were|got|gets|is getting|are getting|getting|keeps getting|keep getting|is|are) (?:called|told|threatened|bullied|insulted|abused|mocked|attacked|tagged|named|accused|filmed|sent|hit|kicked|punched|beaten|targeted|harassed|picked|left out|excluded|teased|humiliated|jumped|hurt))\b/;

function schoolIn(line: string): boolean {
  const about = [...line.matchAll(schoolHurt)].some(
    (match) => !/\bnot(?: (?:a|really|just|complain\w*))*$/.test(line.slice(0, match.index).trimEnd()),
  );
  return about || line.search(schoolNamed) >= 0;
}

/** Who writes, where the words say so. */
function writerOf(line: string): 'staff' | 'pupil' | 'parent' | undefined {
  return writers.find(({ pattern }) => line.search(pattern) >= 0)?.role;
}

/** "ganging up on him" and "my boy": the writer's own child, or the one of whose class it is told. */
function byPronoun(words: readonly string[], line: string, people: readonly Person[]): Person['role'][] {
  if (/\b(?:each other|one another|the other(?: one)?|another one)\b/.test(line)) {
    const [doer] = people.filter((one) => !one.mine);
    if (doer && doer.role !== 'outside') return [doer.role];
  }
  const own = people.filter(
    (one) =>
      one.mine &&
      one.role !== 'staff' &&
      !isTeller(words, one) &&
      (!ofClass(words, one) || pronoun.test(line)),
  );
  const [first] = own;
  if (first && first.role !== 'outside') return [first.role];
  const others = people.filter(
    (one) => !one.mine && one.role === 'pupil' && /^(?:children|childrens|pupils)$/.test(one.head),
  );
  if (others.length > 0 && /\b(?:visible|faces|permission|consent|asking)\b/.test(line)) return ['pupil'];
  return /\b(?:to be|about|of|at|on|called|calling|against) (?:him|her)\b/.test(line) &&
    /\bin (?:his|her) class\b/.test(line)
    ? ['pupil']
    : [];
}

/** "a child in my son's class" is not about the son. */
function ofClass(words: readonly string[], one: Person): boolean {
  return /^(?:class|year|form|school|group|team|club)$/.test(words[one.end] ?? '');
}

const pronoun = /\b(?:him|her|he|she)\b/;

function isTeller(words: readonly string[], one: Person): boolean {
  return (
    noticing.test(words.slice(one.end, one.end + 1).join(' ')) ||
    (one.role === 'parent' && !/\b(?:wife|wifes|husband|husbands|partner)\b/.test(one.head))
  );
}

function endOfClause(words: readonly string[], from: number): number {
  const end = words.findIndex((word, at) => at >= from && /^[.,]$/.test(word));
  return end < 0 ? words.length : end;
}

function endingIn(phrases: readonly string[]): (text: string) => boolean {
  const pattern = new RegExp(`(?:^| )(?:${phrases.join('|')})$`);
  return (text) => pattern.test(text);
}
