import { type Clock, localNow } from './calendar.js';
import { datesIn, type Sighting } from './date-sightings.js';
import { spellTimes } from './date-words.js';
import { type SeenTime, timeOfDay, timesIn } from './day-times.js';
import type { PartOfDay, When } from './fact-values.js';
import { legible } from './legible.js';

export type { Clock, Term } from './calendar.js';
export { sayDay, sayWhen } from './say-dates.js';

/** Words beside a date that tie it to the post, and words that tie it to something else. */
const ofThePost =
  /\b(?:posted|posting|post was|(?:went|goes|gone|go|came) up|put|uploaded|shared|sent|wrote|written|write|said|saying|called|appeared|happened|it was|was it|its from|dated|comment|comments|message|tweet(?:ed)?|this is about|exact|been up|going on|started)\b/;
const ofSomethingElse =
  /\b(?:born|birthdays?|turn(?:s|ed)|died|lost|passed away|wedding|meeting|trip|party|disco|nativity|assembly|concert|play|sats|sports day|match|exams?|holiday|holidays|joins?|joined|moved|due|deadline|appointment|(?:took|taken|take|came) (?:it |that |them )?(?:down|off)|deleted|removed|started school|starts school|set to|will be|(?:a|my|the|this|that) report|(?:i|we|ive|weve) (?:\w+ )?(?:spoke|rang|emailed|complained|reported|told|met|asked))\b/;
const ofTheWriter =
  /\b(?:i|we|ive|weve) (?:only |just |only just |first )?(?:saw|see|seen|noticed|found|spotted|heard|came across|got shown|was shown)\b|\bfound out\b/;
const ofAWish =
  /\b(?:by|before) ?$|\b(?:call|ring|phone|want|need|sorted|reply|respond|speak|talk|come in|pick up|please)(?: \w+){0,2} ?$/;
/** "he said he will get him on friday": a day that was still to come. */
const intended =
  /\b(?:will|going to|gonna|hell|shell|theyll|youll|ill|bringing|planning|plans|to take|to come|to meet|coming|told (?:him|her|them|me) to)\b(?! up)[^.,]*$/;
const upcoming =
  /(?<!\b(?:it|this|that|which|post|its)) (?:is|are) (?:\w+ing (?:\w+ )?)?(?:on |in )?(?:the )?$/;

/** How much a date must say for the post; a date of something else stays below. */
const ENOUGH = 1;
const CUE_REACH = 45;
const TIME_REACH = 40;
const PART_REACH = 25;

/**
 * The day or days that a message gives for what it is about, in the past unless the words say otherwise.
 * Numbers are read as in the UK: 03/11 is 3 November. Undefined when there is no date, or only one of
 * something else (a birthday, a meeting).
 */
export function whenIn(text: string, clock: Clock): When | undefined {
  return bestIn(text, clock, {});
}

/** As `whenIn`, but never a day that is still to come, and "the day before" counts from `anchor`. */
export function pastWhenIn(text: string, clock: Clock, anchor?: string): When | undefined {
  const found = bestIn(text, clock, { pastOnly: true, ...(anchor === undefined ? {} : { anchor }) });
  return found && found.from <= localNow(clock).day ? found : undefined;
}

/** The coming day that a message names ("on friday", "in a week", "1 december"), for a reminder. */
export function dayAhead(text: string, clock: Clock): string | undefined {
  const today = localNow(clock).day;
  return datesIn(spellTimes(legible(text)), clock, { ahead: true }).find(
    (one) => !one.denied && one.from >= today,
  )?.from;
}

/** The part of the day that a message names, without a day ("it was in the morning"). */
export function partIn(text: string): PartOfDay | undefined {
  return timesIn(spellTimes(legible(text))).find((one) => one.part !== undefined)?.part;
}

function bestIn(
  text: string,
  clock: Clock,
  options: { pastOnly?: boolean; anchor?: string },
): When | undefined {
  const read = spellTimes(legible(text));
  const all = datesIn(read, clock, options.anchor === undefined ? {} : { anchor: options.anchor });
  let best: { one: Sighting; score: number } | undefined;
  for (const [index, one] of all.entries()) {
    if (one.denied || (options.pastOnly && one.ahead)) continue;
    const score = scoreOf(read, all, index);
    if (score >= ENOUGH && (best === undefined || score > best.score)) best = { one, score };
  }
  return best && whenOf(read, all, best.one);
}

function scoreOf(text: string, all: readonly Sighting[], index: number): number {
  const one = all[index];
  if (one === undefined) return 0;
  const start = Math.max(all[index - 1]?.end ?? 0, one.at - CUE_REACH);
  const before = text.slice(start, one.at).replace(/^.*[.!?;](?= |$)/, '');
  const until = Math.min(all[index + 1]?.at ?? text.length, one.end + CUE_REACH);
  const after = text.slice(one.end, until).replace(/[.!?;,](?= |$).*$/, '');
  const rough = one.span === 'month' ? 2 : one.span === 'week' ? 1 : 0;
  if (one.ahead) return ENOUGH + 1;
  let score = 4 - rough;
  if (ofThePost.test(before)) score += 2;
  else if (ofThePost.test(after)) score += 1;
  if (ofSomethingElse.test(before) || (!ofThePost.test(before) && ofSomethingElse.test(after))) score -= 4;
  if (upcoming.test(before) && !ofThePost.test(before)) score -= 4;
  if (intended.test(before)) score -= 6;
  if (ofTheWriter.test(before)) score -= 2;
  if (ofAWish.test(before)) score -= 4;
  return score;
}

function whenOf(text: string, all: readonly Sighting[], one: Sighting): When {
  const days: When = {
    from: one.from,
    ...(one.to === undefined || one.to === one.from ? {} : { to: one.to }),
  };
  if (days.to !== undefined) return days;
  const times = timesIn(text).filter((time) => nearestIs(one, all, time));
  const beside = times.filter((time) => time.end <= one.at || time.at >= one.end);
  const part = one.part ?? near(beside, one, PART_REACH, text, (time) => time.part !== undefined)?.part;
  const seen = near(times, one, TIME_REACH, text, (time) => time.hour !== undefined);
  const time = one.time ?? (seen && timeOfDay(seen, part));
  return { ...days, ...(time === undefined ? {} : { time }), ...(part === undefined ? {} : { part }) };
}

function nearestIs(one: Sighting, all: readonly Sighting[], time: SeenTime): boolean {
  return all.every((other) => other === one || distance(one, time) <= distance(other, time));
}

function near(
  times: readonly SeenTime[],
  one: Sighting,
  reach: number,
  text: string,
  fits: (time: SeenTime) => boolean,
): SeenTime | undefined {
  return times
    .filter((time) => fits(time) && distance(one, time) <= reach && !/[.!?;] /.test(gap(text, one, time)))
    .toSorted((a, b) => distance(one, a) - distance(one, b))[0];
}

function gap(text: string, one: Sighting, time: SeenTime): string {
  return time.at < one.at ? text.slice(time.end, one.at) : text.slice(one.end, time.at);
}

function distance(one: Sighting, time: SeenTime): number {
  return Math.max(0, time.at - one.end, one.at - time.end);
}
