import { countOf } from './date-words.js';
import type { PartOfDay } from './fact-values.js';

/** A time or a part of the day, and where in the text it stands. */
export interface SeenTime {
  at: number;
  end: number;
  part?: PartOfDay;
  /** Hours and minutes as said; `meridian` is known where the words say it. */
  hour?: number;
  minute?: number;
  meridian?: 'am' | 'pm' | '24';
}

const NAMES = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
const HOUR = `(?:1[0-2]|0?[1-9]|${NAMES})`;
const NEAR =
  '(?:at|about|around|round|roughly|approx|approximately|gone|@|just after|just before|nearly|almost|by|from)';
/** What may follow a bare hour; without it a number is a count, an age or a class. */
const THEN =
  '(?= ?(?:$|[,.;!?)]|o ?clock|ish)| (?:this|last|yesterday|tonight|today|in the|on|at night|or so|i think|and|but|when|mon|tue|wed|thu|fri|sat|sun))';

const minutePast: Readonly<Record<string, number>> = { quarter: 15, half: 30 };

const timePatterns: readonly {
  pattern: RegExp;
  read: (match: RegExpExecArray) => Partial<SeenTime> | undefined;
}[] = [
  {
    pattern: /(?<![\d.:/£$-])(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))? ?(am|pm|a\.m|p\.m)\b/g,
    read: ([, hour, minute, half]) => ({
      hour: Number(hour),
      minute: Number(minute ?? 0),
      meridian: half?.startsWith('a') ? 'am' : 'pm',
    }),
  },
  {
    pattern: /(?<![\d.:/£$-])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])/g,
    read: ([, hour, minute]) => clockFace(hour ?? '', minute ?? ''),
  },
  {
    pattern: new RegExp(`\\b${NEAR} ([01]?\\d|2[0-3])\\.([0-5]\\d)(?![\\d.])`, 'g'),
    read: ([, hour, minute]) => clockFace(hour ?? '', minute ?? ''),
  },
  {
    pattern: /(?<![\d.:/£$-])(1[0-2]|0?[1-9])\.([0-5]\d)(?= (?:this|last|yesterday|tonight|in the))/g,
    read: ([, hour, minute]) => clockFace(hour ?? '', minute ?? ''),
  },
  {
    pattern: new RegExp(
      `\\b(quarter|half|\\d{1,2}|twenty five|twenty|${NAMES})(?: minutes?)? (past|to) (${HOUR})\\b`,
      'g',
    ),
    read: ([, count, side, name]) => {
      const minutes = minutePast[count ?? ''] ?? (count === 'twenty five' ? 25 : countOf(count ?? ''));
      const hour = countOf(name ?? '');
      if (minutes === undefined || minutes > 59 || hour === undefined) return undefined;
      return side === 'past'
        ? { hour, minute: minutes }
        : { hour: hour === 1 ? 12 : hour - 1, minute: 60 - minutes };
    },
  },
  {
    pattern: new RegExp(`\\bhalf (${HOUR})\\b(?! (?:years?|of|the|times|hours?|days?))`, 'g'),
    read: ([, name]) => ({ hour: countOf(name ?? '') ?? 0, minute: 30 }),
  },
  {
    pattern: new RegExp(`(?<![\\d.:/£$-])\\b(${HOUR}) ?(?:o ?clock|ish)\\b`, 'g'),
    read: ([, name]) => ({ hour: countOf(name ?? '') ?? 0, minute: 0 }),
  },
  {
    pattern: new RegExp(`(?:\\b|^)${NEAR} (${HOUR})${THEN}`, 'g'),
    read: ([, name]) => ({ hour: countOf(name ?? '') ?? 0, minute: 0 }),
  },
  {
    pattern: new RegExp(
      `(?<!\\b(?:year|years|y|yr|class|aged?|is|are|room|page|number|no) ?)(?<![\\d.:/£$-])\\b(${HOUR}) (?=(?:last night|this (?:morning|afternoon|evening)|yesterday (?:morning|afternoon|evening|night)|in the (?:morning|afternoon|evening)|at night))`,
      'g',
    ),
    read: ([, name]) => ({ hour: countOf(name ?? '') ?? 0, minute: 0 }),
  },
  { pattern: /\bmidday\b/g, read: () => ({ hour: 12, minute: 0, meridian: 'pm' }) },
  {
    pattern: /\b(morning|afternoon|evening|night)\b/g,
    read: (match) => (isGreeting(match) ? undefined : { part: partCalled(match[1] ?? '') }),
  },
];

/** Every time and part of the day in a lower-case text, in order. Greetings are none. */
export function timesIn(text: string): SeenTime[] {
  const seen: SeenTime[] = [];
  for (const { pattern, read } of timePatterns) {
    for (const match of text.matchAll(pattern)) {
      const at = match.index;
      const end = at + match[0].length;
      if (seen.some((other) => at < other.end && other.at < end)) continue;
      const found = read(match);
      if (found) seen.push({ at, end, ...found });
    }
  }
  return seen.toSorted((a, b) => a.at - b.at);
}

/**
 * `HH:MM` of a time in a part of the day. Undefined where it may be morning or afternoon, or where
 * "at 2 last night" belongs to the day after.
 */
export function timeOfDay(seen: SeenTime, part: PartOfDay | undefined): string | undefined {
  if (seen.hour === undefined) return undefined;
  const { hour, minute = 0 } = seen;
  const half = seen.meridian ?? (part === undefined ? undefined : part === 'morning' ? 'am' : 'pm');
  if (half === undefined) return undefined;
  if (part === 'night' && seen.meridian === undefined && (hour === 12 || hour < 5)) return undefined;
  if (part === 'night' && half === 'am') return undefined;
  const hours = half === '24' ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
  return `${String(hours).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function clockFace(hours: string, minutes: string): Partial<SeenTime> {
  const hour = Number(hours);
  const sure = hour > 12 || hour === 0 || hours.startsWith('0');
  return { hour, minute: Number(minutes), ...(sure ? { meridian: '24' as const } : {}) };
}

function partCalled(word: string): PartOfDay {
  if (word === 'morning' || word === 'afternoon' || word === 'evening') return word;
  return 'night';
}

function isGreeting(match: RegExpExecArray): boolean {
  const before = match.input.slice(0, match.index);
  const after = match.input.slice(match.index + match[0].length);
  if (/\bgood $/.test(before)) return true;
  return (
    /^(?:hi|hello|hey|hiya)?[ ,]*$/.test(before) &&
    /^(?:[!.,]| (?:all|everyone|there|miss|sir|team|hope)\b)/.test(after)
  );
}
