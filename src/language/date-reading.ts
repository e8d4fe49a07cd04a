import type { Clock } from './calendar.js';
import type { PartOfDay } from './fact-values.js';

/** What a pattern of dates is read against. */
export interface Reading {
  clock: Clock;
  /** The school's own day. */
  today: string;
  /** Dates without a year or a week lie ahead (a reminder), and not behind (a report). */
  ahead: boolean;
  /** The day that "the day before" counts from: the date said before it, or the one to be corrected. */
  anchor?: string | undefined;
}

/** What a pattern says. `to` is absent for a single day. */
export interface Found {
  from: string;
  to?: string | undefined;
  part?: PartOfDay | undefined;
  time?: string | undefined;
  /** How rough a span of days is. */
  span?: 'week' | 'month' | undefined;
  /** Set for a bare weekday, which the words beside it may move to another week. */
  weekday?: number | undefined;
  /** The words say that it is still to come. */
  ahead?: boolean | undefined;
}

export interface DatePattern {
  /** Global and lower case; two spaces never follow each other in what it meets. */
  pattern: RegExp;
  /** Undefined when the match is no date after all. `text` is the whole message. */
  read: (match: RegExpExecArray, on: Reading, text: string) => Found | undefined;
}
