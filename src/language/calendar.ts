import { DateTime } from 'luxon';

/** A school term. Dates are `YYYY-MM-DD`, both inclusive. */
export interface Term {
  name: string;
  from: string;
  to: string;
  halfTerm?: { from: string; to: string } | undefined;
}

/** What a date in words is read against: the moment, the school's time zone and its terms. */
export interface Clock {
  now: Date;
  zone: string;
  terms: readonly Term[];
  /** What people call the school ("Argyle"), so that its name is read as "the school". */
  schoolNames?: readonly string[] | undefined;
}

/** Days of a span, `YYYY-MM-DD`, both inclusive. */
export interface Days {
  from: string;
  to: string;
}

const DAY = 86_400_000;

/** What was asked last: a message is read against one moment many times. */
let lately = { at: Number.NaN, zone: '', local: { day: '', time: '' } };

/** The school's own day and time of day (`HH:MM`) at the clock's moment. */
export function localNow({ now, zone }: Clock): { readonly day: string; readonly time: string } {
  const at = now.getTime();
  if (lately.at !== at || lately.zone !== zone) {
    const local = DateTime.fromMillis(at, { zone });
    lately = { at, zone, local: { day: local.toFormat('yyyy-MM-dd'), time: local.toFormat('HH:mm') } };
  }
  return lately.local;
}

/** The school's own day and time of day so many minutes before the clock's moment. */
export function minutesAgo({ now, zone }: Clock, minutes: number): { day: string; time: string } {
  const local = DateTime.fromJSDate(now, { zone }).minus({ minutes });
  return { day: local.toFormat('yyyy-MM-dd'), time: local.toFormat('HH:mm') };
}

/** The day `YYYY-MM-DD` of a year, a month from 1 and a day of the month; undefined when there is none. */
export function dayOf(year: number, month: number, day: number): string | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 ? date.toISOString().slice(0, 10) : undefined;
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY).toISOString().slice(0, 10);
}

/** How many days from one day to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/** Monday is 1, Sunday is 7. */
export function weekdayOf(day: string): number {
  return new Date(Date.parse(day)).getUTCDay() || 7;
}

export function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

export function monthOf(day: string): number {
  return Number(day.slice(5, 7));
}

/** Monday to Sunday of the week that a day is in, so many weeks later or, when negative, earlier. */
export function weekOf(day: string, weeks = 0): Days {
  const from = addDays(day, 1 - weekdayOf(day) + 7 * weeks);
  return { from, to: addDays(from, 6) };
}

/** All days of a month, counted from 1; months beyond 1 to 12 run into other years. */
export function monthDays(year: number, month: number): Days {
  const first = new Date(Date.UTC(year, month - 1, 1));
  const last = new Date(Date.UTC(year, month, 0));
  return { from: first.toISOString().slice(0, 10), to: last.toISOString().slice(0, 10) };
}

/** The last such weekday before a day, so never the day itself. */
export function weekdayBefore(day: string, weekday: number): string {
  return addDays(day, -((weekdayOf(day) - weekday + 6) % 7) - 1);
}

/** The next such weekday after a day, so never the day itself. */
export function weekdayAfter(day: string, weekday: number): string {
  return addDays(day, ((weekday - weekdayOf(day) + 6) % 7) + 1);
}

/** Easter Sunday of a year in the Gregorian calendar (Butcher's algorithm). */
export function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const moon =
    (19 * golden +
      century -
      Math.floor(century / 4) -
      Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) +
      15) %
    30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - moon - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * sunday) / 451);
  const sum = moon + sunday - 7 * late + 114;
  return addDays(monthDays(year, Math.floor(sum / 31)).from, sum % 31);
}
