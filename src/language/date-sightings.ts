import { addDays, type Clock, daysBetween, localNow, weekdayOf } from './calendar.js';
import { calendarPatterns } from './date-patterns.js';
import type { DatePattern, Found, Reading } from './date-reading.js';
import { parts } from './fact-values.js';
import { relativePatterns } from './relative-dates.js';
import { termPatterns } from './term-patterns.js';
import { anchoredPattern, weekdayPatterns } from './weekday-dates.js';

/** A date and where in the text it stands. */
export interface Sighting extends Found {
  at: number;
  end: number;
  /** "not monday": said to be wrong. */
  denied: boolean;
}

const patterns: readonly DatePattern[] = [
  ...termPatterns,
  ...calendarPatterns,
  ...relativePatterns,
  ...weekdayPatterns,
];

const between = /^ ?(?:-|to|until|till|through|thru|up to|up till) ?(?:the )?$/;
const within = /^ ?(?:,|of|in|on|during|of the)? ?$/;
const both = /^ ?(?:and|&|\+) ?(?:on )?(?:the )?$/;
const denial =
  /\b(?:not|isnt|wasnt|didnt|wont|never|rather than|instead of)(?: (?:posted|put|sent|written|shared|said|up|on|in|at|the|from|it|was|last|this|until|till)){0,3} ?$/;

/**
 * All dates in a text of lower-case words about time (see `spellTimes`), in order, with "from ... to ..."
 * as one. A period that is still running ends today.
 */
export function datesIn(
  text: string,
  clock: Clock,
  options: { ahead?: boolean; anchor?: string } = {},
): Sighting[] {
  const { day: today } = localNow(clock);
  const on: Reading = { clock, today, ahead: options.ahead ?? false, anchor: options.anchor };
  const seen: Sighting[] = [];
  for (const { pattern, read } of patterns) {
    for (const match of text.matchAll(pattern)) {
      const at = match.index;
      const end = at + match[0].length;
      if (overlaps(seen, at, end)) continue;
      const found = read(match, on, text);
      if (found) seen.push({ ...found, at, end, denied: denial.test(text.slice(0, at)) });
    }
  }
  const placed = withAnchored(text, on, seen);
  return joined(text, today, placed).map((one) => endedBy(today, one));
}

function overlaps(seen: readonly Sighting[], at: number, end: number): boolean {
  return seen.some((other) => at < other.end && other.at < end);
}

function withAnchored(text: string, on: Reading, seen: readonly Sighting[]): Sighting[] {
  let all = seen.toSorted((a, b) => a.at - b.at);
  for (const match of text.matchAll(anchoredPattern.pattern)) {
    const at = match.index;
    const end = at + match[0].length;
    const anchor = all.findLast((other) => other.end <= at)?.from ?? on.anchor;
    const found = anchoredPattern.read(match, { ...on, anchor }, text);
    if (!found) continue;
    all = all.filter((other) => other.end <= at || other.at >= end);
    all.push({ ...found, at, end, denied: false });
    all.sort((a, b) => a.at - b.at);
  }
  return all;
}

/** Puts neighbours together: a span from one to the other, or the weekday of a week. */
function joined(text: string, today: string, seen: readonly Sighting[]): Sighting[] {
  const out: Sighting[] = [];
  for (const one of seen) {
    const last = out.at(-1);
    const pair = last && !last.denied && !one.denied ? together(text, today, last, one) : undefined;
    if (pair) out.splice(-1, 1, pair);
    else out.push(since(text, today, one));
  }
  return out;
}

function together(text: string, today: string, first: Sighting, last: Sighting): Sighting | undefined {
  const gap = text.slice(first.end, last.at);
  const place = { at: first.at, end: last.end, denied: false };
  if (within.test(gap)) {
    const [day, days] = first.weekday !== undefined ? [first, last] : [last, first];
    if (day.weekday !== undefined && days.to !== undefined && days.span === 'week') {
      const from = dayIn(days.from, days.to, day.weekday);
      return from === undefined ? undefined : { ...place, from, part: day.part, ahead: days.ahead };
    }
    if (/^[ ,]*$/.test(gap) && isNamed(day, days)) return { ...days, ...place };
  }
  const part = /^[ ,]*(morning|afternoon|evening|night)[ ,]*$/.exec(gap)?.[1];
  if (part && isNamed(first, last)) return { ...last, ...place, part: parts.find((one) => one === part) };
  if (/^[ ,]*$/.test(gap) && first.from === last.from && first.to === undefined && last.to === undefined) {
    return { ...first, ...place, part: first.part ?? last.part, time: first.time ?? last.time };
  }
  const before = text.slice(0, first.at);
  const range = between.test(gap) || (both.test(gap) && /\bbetween (?:the )?$/.test(before));
  const end = last.to ?? last.from;
  if (range && first.weekday !== undefined && first.from > end) {
    return { ...place, from: addDays(first.from, -7), to: end };
  }
  if (range && first.from <= end) return { ...place, from: first.from, to: end };
  const nextDay = first.to === undefined && last.to === undefined && daysBetween(first.from, last.from) === 1;
  if (both.test(gap) && nextDay && last.from <= today) return { ...place, from: first.from, to: last.from };
  return undefined;
}

/** "since friday" runs until today. */
function since(text: string, today: string, one: Sighting): Sighting {
  const open = /\bsince (?:the )?$/.test(text.slice(0, one.at)) || text.startsWith('since ', one.at);
  return open && one.from < today && !one.ahead
    ? { ...one, to: today, part: undefined, time: undefined }
    : one;
}

function endedBy(today: string, one: Sighting): Sighting {
  if (one.to === undefined || one.ahead || one.from > today || one.to <= today) return one;
  return { ...one, to: today === one.from ? undefined : today };
}

/** "tuesday 3 november": the date counts, also where the weekday is another. */
function isNamed(weekday: Sighting, day: Sighting): boolean {
  return weekday.weekday !== undefined && day.weekday === undefined && day.to === undefined;
}

function dayIn(from: string, to: string, weekday: number): string | undefined {
  const day = addDays(from, (weekday - weekdayOf(from) + 7) % 7);
  return day <= to ? day : undefined;
}
