import {
  addDays,
  minutesAgo,
  monthDays,
  monthOf,
  weekdayAfter,
  weekdayOf,
  weekOf,
  yearOf,
} from './calendar.js';
import type { DatePattern, Found, Reading } from './date-reading.js';
import { COUNT, countOf, WEEKDAY, weekdays } from './date-words.js';
import { weekdayWeeksAgo } from './weekday-dates.js';

const UNIT = '(minute|hour|day|night|week|fortnight|month)s?';
const unitDays: Readonly<Record<string, number>> = { day: 1, night: 1, week: 7, fortnight: 14 };

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
];

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
