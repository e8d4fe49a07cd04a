import { DateTime } from 'luxon';
import { z } from 'zod';
import { type Kind, kinds, type Platform, type Poster, platforms, posters } from '../language/facts.js';
import { wholeColumn } from '../storage/columns.js';
import type { Database } from '../storage/database.js';
import { type Status, statuses } from './incident.js';

/** How many incidents have the value. */
export interface Count<T> {
  value: T;
  count: number;
}

/** The incidents that were reported in a period, in numbers. It names nobody. */
export interface Summary {
  total: number;
  /** The values that occur, most frequent first. */
  byStatus: readonly Count<Status>[];
  byKind: readonly Count<Kind>[];
  byPlatform: readonly Count<Platform>[];
  byPoster: readonly Count<Poster>[];
  /** The weeks that have any, by their Monday (`YYYY-MM-DD`), in order. */
  byWeek: readonly Count<string>[];
  /** Those that are neither closed nor withdrawn. `oldestDays` is absent when there are none. */
  open: { count: number; oldestDays?: number };
}

const stillOpen: readonly Status[] = ['new', 'open', 'waiting'];

/** What is counted of each day: the column of the table with each value that it can have. */
const counted = [
  ...statuses.map((value) => ['status', value] as const),
  ...kinds.map((value) => ['kind', value] as const),
  ...platforms.map((value) => ['platform', value] as const),
  ...posters.map((value) => ['posted_by', value] as const),
];

const dayRow = z.object({ day: z.string(), total: wholeColumn }).catchall(wholeColumn);
type DayRow = z.infer<typeof dayRow>;

/**
 * Counts the incidents that were reported on the days of the period, both inclusive, in one pass over
 * one index. Ages are counted up to `today`. All days are `YYYY-MM-DD` in the school's time zone.
 */
export async function summarise(
  database: Database,
  { from, to }: { from: string; to: string },
  today: string,
): Promise<Summary> {
  const query = database('incident')
    .select({ day: 'reported_on' })
    .count({ total: '*' })
    .where('reported_on', '>=', from)
    .where('reported_on', '<=', to)
    .groupBy('reported_on')
    .orderBy('reported_on');
  for (const [column, value] of counted) {
    const bindings = [column, value, `${column}:${value}`];
    query.select(database.raw('sum(case when ?? = ? then 1 else 0 end) as ??', bindings));
  }
  const rows: unknown[] = await query;
  const days = rows.map((row) => dayRow.parse(row));
  const oldest = days.find((day) => openOn(day) > 0)?.day;
  return {
    total: days.reduce((sum, { total }) => sum + total, 0),
    byStatus: countsOf(days, 'status', statuses),
    byKind: countsOf(days, 'kind', kinds),
    byPlatform: countsOf(days, 'platform', platforms),
    byPoster: countsOf(days, 'posted_by', posters),
    byWeek: weeksOf(days),
    open: {
      count: days.reduce((sum, day) => sum + openOn(day), 0),
      ...(oldest === undefined ? {} : { oldestDays: daysBetween(oldest, today) }),
    },
  };
}

/** A count as governors may see it: a very small number could point at somebody. */
export function hideSmall(count: number): string {
  return count === 1 || count === 2 ? '1 or 2' : String(count);
}

function openOn(day: DayRow): number {
  return stillOpen.reduce((sum, status) => sum + (day[`status:${status}`] ?? 0), 0);
}

function countsOf<T extends string>(
  days: readonly DayRow[],
  column: string,
  values: readonly T[],
): Count<T>[] {
  return values
    .map((value) => ({ value, count: days.reduce((sum, day) => sum + (day[`${column}:${value}`] ?? 0), 0) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

function weeksOf(days: readonly DayRow[]): Count<string>[] {
  const weeks = new Map<string, number>();
  for (const { day, total } of days) {
    const week = DateTime.fromISO(day, { zone: 'utc' }).startOf('week').toFormat('yyyy-MM-dd');
    weeks.set(week, (weeks.get(week) ?? 0) + total);
  }
  return [...weeks].map(([value, count]) => ({ value, count }));
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
