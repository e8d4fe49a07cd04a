import {
  addDays,
  minutesAgo,
  monthDays,
  monthOf,
  weekdayAfter,
  weekdayBefore,
  weekdayOf,
  weekOf,
  yearOf,
} from './calendar.js';
import type { DatePattern, Found, Reading } from './date-reading.js';
import { COUNT, countOf, WEEKDAY, weekdays } from './date-words.js';

const UNIT = '(minute|hour|day|night|week|fortnight|month)s?';
const unitDays: Readonly<Record<string, number>> = { day: 1, night: 1, week: 7, fortnight: 14 };

/** Short names that are also other words ("the sun", "she sat", "they wed"): these need company. */
const doubtfulShort = /^(?:sat|sun|wed|mon|thu)$/;
const companyBefore =
  /(?:[,.;:!?(-] ?|\b(?:on|last|this|since|from|next|till|until|by|and|or|was it|it was|was|of|around|about|to|posted|before|meant|mean|not|no|think)) ?$/;
const companyAfter =
  /^(?:$|[,.;:!?)]| (?:morning|afternoon|evening|night|gone|at|about|around|before|after|the|and|or|to|i think|just|last|not|\d))/;
const otherSenses: readonly { before: RegExp; after: RegExp }[] = [
  {
    before: /\b(?:i|she|he|we|they|her|him|it|all|was|were|who|is|are) sat$/,
    after: /^ (?:next|there|in|on|at|down|with|by|behind|beside|and)\b/,
  },
  { before: /\bthe sun$/, after: /^(?! before)/ },
];

/** Dates that are counted from today, the longest wording first. */
export const relativePatterns: readonly DatePattern[] = [
  { pattern: /\b(?:the )?day before yesterday\b/g, read: (_, { today }) => ({ from: addDays(today, -2) }) },
  {
    pattern: /\b(?:the )?day after tomorrow\b/g,
    read: (_, { today }) => ({ from: addDays(today, 2), ahead: true }),
  },
  {
    pattern: /\b(?:the )?(night|evening) before last\b/g,
    read: ([, part], { today }) => ({
      from: addDays(today, -2),
      part: part === 'night' ? 'night' : 'evening',
    }),
  },
  { pattern: /\blast night\b/g, read: (_, { today }) => ({ from: addDays(today, -1), part: 'night' }) },
  { pattern: /\blast evening\b/g, read: (_, { today }) => ({ from: addDays(today, -1), part: 'evening' }) },
  {
    pattern: /\bthis (morning|afternoon|evening)\b/g,
    read: ([, part], { today }) => ({
      from: today,
      part: part === 'morning' ? 'morning' : part === 'afternoon' ? 'afternoon' : 'evening',
    }),
  },
  { pattern: /\btonight\b/g, read: (_, { today }) => ({ from: today, part: 'night' }) },
  {
    pattern: new RegExp(
      `(?<!\\b(?:last|this|next|same|every|all) )\\b(?:(${COUNT}) )?(week|fortnight)s? (today|tomorrow|yesterday|(?:on )?${WEEKDAY})\\b`,
      'g',
    ),
    read: weeksFrom,
  },
  {
    pattern: new RegExp(`\\b(?:(${COUNT}) )?(week|fortnight)s? (?:ago )?(?:on )?last (${WEEKDAY})\\b`, 'g'),
    read: ([, count, unit, weekday], on) => weekdayWeeksAgo(on, weekday, weeksIn(count, unit)),
  },
  {
    pattern: new RegExp(
      `\\b(?:(${COUNT}) )?(week|fortnight)s? ago (?:on )?(today|yesterday|${WEEKDAY})\\b`,
      'g',
    ),
    read: ([, count, unit, day], on) =>
      day === 'today' || day === 'yesterday'
        ? { from: addDays(on.today, -7 * weeksIn(count, unit) - (day === 'today' ? 0 : 1)) }
        : weekdayWeeksAgo(on, day, weeksIn(count, unit)),
  },
  { pattern: /\btodays?\b/g, read: (_, { today }) => ({ from: today }) },
  {
    pattern: /\b(?:just now|moments? ago|a (?:second|moment) ago)\b/g,
    read: (_, { today }) => ({ from: today }),
  },
  { pattern: /\byesterdays?\b/g, read: (_, { today }) => ({ from: addDays(today, -1) }) },
  { pattern: /\btomorrow\b/g, read: (_, { today }) => ({ from: addDays(today, 1), ahead: true }) },
  {
    pattern: /\bhalf an hour (?:ago|back)\b/g,
    read: (_, { clock }) => moment(clock, 30),
  },
  {
    pattern: new RegExp(`\\b(${COUNT}) ?${UNIT}(?: and a (half))?(?: or so)? (?:ago|back)\\b`, 'g'),
    read: ([, count, unit, half], on) => ago(on, countOf(count ?? '') ?? 1, unit ?? '', half !== undefined),
  },
  {
    pattern: new RegExp(`\\b(${COUNT}) (${WEEKDAY})s ago\\b`, 'g'),
    read: ([, count, weekday], on) => weekdayWeeksAgo(on, weekday, (countOf(count ?? '') ?? 1) - 1),
  },
  {
    pattern: new RegExp(`\\bin (?:about )?(${COUNT}) ${UNIT}( time)?\\b`, 'g'),
    read: ([, count, unit, time], on) => {
      const days = unitDays[unit ?? ''];
      if (days === undefined || !(time || on.ahead)) return undefined;
      return { from: addDays(on.today, days * (countOf(count ?? '') ?? 1)), ahead: true };
    },
  },
  { pattern: /\b(?:the )?week before last\b/g, read: (_, on) => week(on, -2) },
  { pattern: /\b(?:earlier |later )?this weeks?\b/g, read: (_, on) => week(on, 0) },
  { pattern: /\b(?:earlier |later |some ?time |early |late )?last weeks?\b/g, read: (_, on) => week(on, -1) },
  { pattern: /\bnext weeks?\b/g, read: (_, on) => ({ ...week(on, 1), ahead: true }) },
  { pattern: /\b(?:the )?weekend before last\b/g, read: (_, on) => weekend(on, -1) },
  {
    pattern: /\b(?:next|this coming|the coming) weekend\b/g,
    read: (_, on) => ({ ...weekend(on, 1), ahead: true }),
  },
  {
    pattern: /\b(?:last|past|previous) weekend\b/g,
    read: (_, on) => weekend(on, weekdayOf(on.today) > 5 ? -1 : 0),
  },
  { pattern: /\b(?:(?:over|at|on|during|this) )?(?:the |this )?weekend\b/g, read: (_, on) => weekend(on, 0) },
  { pattern: /\b(?:early |late |earlier |some ?time )?last months?\b/g, read: (_, on) => month(on, -1) },
  { pattern: /\b(?:earlier |later )?this months?\b/g, read: (_, on) => month(on, 0) },
  { pattern: /\bnext month\b/g, read: (_, on) => ({ ...month(on, 1), ahead: true }) },
  {
    pattern: new RegExp(`\\b(?:the )?(${WEEKDAY}) before last\\b`, 'g'),
    read: ([, weekday], on) => weekdayWeeksAgo(on, weekday, 1),
  },
  {
    pattern: new RegExp(`\\b(?:next|(?:this |the )?coming) (${WEEKDAY})\\b|\\b(${WEEKDAY}) coming\\b`, 'g'),
    read: ([, next, coming], { today }) => {
      const weekday = weekdays.get(next ?? coming ?? '');
      return weekday === undefined ? undefined : { from: weekdayAfter(today, weekday), ahead: true };
    },
  },
  {
    pattern: new RegExp(`\\bthis (${WEEKDAY})( gone| just gone)?\\b`, 'g'),
    read: ([, name, gone], on) => {
      const weekday = weekdays.get(name ?? '');
      if (weekday === undefined) return undefined;
      if (gone) return { from: weekdayBefore(on.today, weekday) };
      const from = addDays(weekOf(on.today).from, weekday - 1);
      return from > on.today ? { from, ahead: true } : { from };
    },
  },
  {
    pattern: new RegExp(`(?<!\\b(?:every|each|black) )(?:\\b(?:last|past) )?\\b(${WEEKDAY})\\b`, 'g'),
    read: bareWeekday,
  },
];

/**
 * "the day before", "the sat before": counted from the date that was said or is being corrected, so it is
 * read after all others and knows where it stands.
 */
export const anchoredPattern: DatePattern = {
  pattern: new RegExp(
    `\\b(?:the )?(day|night|evening|morning|week|${WEEKDAY}) (before|after)(?= that|$|[,.;!?]| (?:actually|sorry|though|i think|not|on|in|at)\\b)`,
    'g',
  ),
  read: ([, what, side], on) => beside(on, what ?? '', side === 'before' ? -1 : 1),
};

function bareWeekday(match: RegExpExecArray, on: Reading): Found | undefined {
  const name = match[1] ?? '';
  const weekday = weekdays.get(name);
  if (weekday === undefined) return undefined;
  const end = match.index + match[0].length;
  const upTo = match.input.slice(0, end);
  const after = match.input.slice(end);
  if (doubtfulShort.test(name)) {
    if (otherSenses.some((sense) => sense.before.test(upTo) && sense.after.test(after))) return undefined;
    const before = match.input.slice(0, end - name.length);
    const start = before.trim() === '' && name === 'mon';
    if (!companyAfter.test(after) && (start || !companyBefore.test(before))) return undefined;
  }
  const from =
    on.ahead && !/^(?:last|past)/.test(match[0])
      ? weekdayAfter(on.today, weekday)
      : weekdayBefore(on.today, weekday);
  return { from, weekday };
}

function weeksIn(count: string | undefined, unit: string | undefined): number {
  return (countOf(count ?? 'a') ?? 1) * (unit === 'fortnight' ? 2 : 1);
}

/** "a week today", "a fortnight on tuesday" lie ahead; "a week yesterday" and "a week last friday" behind. */
function weeksFrom(match: RegExpExecArray, { today }: Reading): Found | undefined {
  const [, count, unit, day = ''] = match;
  const days = 7 * weeksIn(count, unit);
  if (day === 'yesterday') return { from: addDays(today, -days - 1) };
  if (day === 'today' || day === 'tomorrow') {
    return { from: addDays(today, days + (day === 'today' ? 0 : 1)), ahead: true };
  }
  const weekday = weekdays.get(day.replace('on ', ''));
  if (weekday === undefined || !day.startsWith('on ')) return undefined;
  return { from: addDays(weekdayAfter(today, weekday), days), ahead: true };
}

function weekdayWeeksAgo({ today }: Reading, name: string | undefined, weeks: number): Found | undefined {
  const weekday = weekdays.get((name ?? '').replace('on ', ''));
  return weekday === undefined ? undefined : { from: addDays(weekdayBefore(today, weekday), -7 * weeks) };
}

function ago(on: Reading, count: number, unit: string, half: boolean): Found | undefined {
  if (unit === 'minute' || unit === 'hour') {
    return moment(on.clock, count * (unit === 'hour' ? 60 : 1) + (half && unit === 'hour' ? 30 : 0));
  }
  if (unit === 'month') return month(on, -count);
  const from = addDays(on.today, -count * (unitDays[unit] ?? 1));
  return unit === 'night' ? { from, part: 'night' } : { from };
}

function moment(clock: Reading['clock'], minutes: number): Found {
  const { day, time } = minutesAgo(clock, minutes);
  return { from: day, time };
}

function week({ today }: Reading, weeks: number): Found {
  return { ...weekOf(today, weeks), span: 'week' };
}

/** The Saturday and Sunday now or last gone, so many weeks later. */
function weekend({ today }: Reading, weeks: number): Found {
  const from = addDays(today, -((weekdayOf(today) + 1) % 7) + 7 * weeks);
  return { from, to: addDays(from, 1), span: 'week' };
}

function month({ today }: Reading, months: number): Found {
  return { ...monthDays(yearOf(today), monthOf(today) + months), span: 'month' };
}

function beside({ anchor }: Reading, what: string, side: 1 | -1): Found | undefined {
  if (anchor === undefined) return undefined;
  const weekday = weekdays.get(what);
  if (weekday !== undefined) {
    return { from: side < 0 ? weekdayBefore(anchor, weekday) : weekdayAfter(anchor, weekday) };
  }
  if (what === 'week') return { from: addDays(anchor, 7 * side) };
  const part =
    what === 'night' ? 'night' : what === 'evening' ? 'evening' : what === 'morning' ? 'morning' : undefined;
  return { from: addDays(anchor, side), part };
}
