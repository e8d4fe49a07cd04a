import { addDays, weekdayAfter, weekdayBefore, weekOf } from './calendar.js';
import type { DatePattern, Found, Reading } from './date-reading.js';
import { WEEKDAY, weekdays } from './date-words.js';

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

/** Dates that are a weekday with or without a word beside it. */
export const weekdayPatterns: readonly DatePattern[] = [
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

/** The weekday before today, so many weeks earlier. */
export function weekdayWeeksAgo(
  { today }: Reading,
  name: string | undefined,
  weeks: number,
): Found | undefined {
  const weekday = weekdays.get((name ?? '').replace('on ', ''));
  return weekday === undefined ? undefined : { from: addDays(weekdayBefore(today, weekday), -7 * weeks) };
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
