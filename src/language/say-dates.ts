import { DateTime } from 'luxon';
import type { PartOfDay, When } from './fact-values.js';

const partWords: Readonly<Record<PartOfDay, string>> = {
  morning: 'in the morning',
  afternoon: 'in the afternoon',
  evening: 'in the evening',
  night: 'at night',
};

/** "Tuesday 3 November 2026". Throws on text that is no `YYYY-MM-DD` date, which is a bug of the caller. */
export function sayDay(isoDate: string): string {
  return inWords(isoDate, 'cccc d LLLL yyyy');
}

/**
 * A day or span of days in full British English: "Wednesday 18 November 2026, about 8am",
 * "Saturday 14 to Sunday 15 November 2026". The part of the day is left out beside a time.
 */
export function sayWhen({ from, to, time, part }: When): string {
  const days = to === undefined || to === from ? sayDay(from) : sayDays(from, to);
  if (time !== undefined) return `${days}, about ${sayTime(time)}`;
  return part === undefined ? days : `${days}, ${partWords[part]}`;
}

/** A span of days with the month and year said once where they are the same. */
export function sayDays(from: string, to: string): string {
  if (from.slice(0, 7) === to.slice(0, 7)) return `${inWords(from, 'cccc d')} to ${sayDay(to)}`;
  if (from.slice(0, 4) === to.slice(0, 4)) return `${inWords(from, 'cccc d LLLL')} to ${sayDay(to)}`;
  return `${sayDay(from)} to ${sayDay(to)}`;
}

function sayTime(time: string): string {
  const [hours = '', minutes = ''] = time.split(':');
  const hour = Number(hours);
  if (time === '12:00') return 'midday';
  if (time === '00:00') return 'midnight';
  return `${hour % 12 || 12}${minutes === '00' ? '' : `:${minutes}`}${hour < 12 ? 'am' : 'pm'}`;
}

function inWords(day: string, format: string): string {
  const date = DateTime.fromISO(day, { zone: 'utc', locale: 'en-GB' });
  if (!date.isValid) throw new RangeError('Not a YYYY-MM-DD date');
  return date.toFormat(format);
}
