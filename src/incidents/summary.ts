import { z } from 'zod';
import { type Kind, kinds, type Platform, type Poster, platforms, posters } from '../language/facts.js';
import { wholeColumn } from '../storage/columns.js';
import type { Database } from '../storage/database.js';
import { type Status, statuses } from './incident.js';
import { rangesOf } from './period-ranges.js';

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

const countRow = z.object({
  field: z.string(),
  value: z.string(),
  count: wholeColumn,
});
type CountRow = z.infer<typeof countRow>;

/**
 * Counts the incidents that were reported on the days of the period, both inclusive, from the counts that are
 * kept of days and months. Ages are counted up to `today`. All days are `YYYY-MM-DD` in the school's time zone.
 */
export async function summarise(
  database: Database,
  period: { from: string; to: string },
  today: string,
): Promise<Summary> {
  const [range, ...more] = rangesOf(period).map((between) =>
    database('period_count').select('field', 'value', 'count').whereBetween('period', between),
  );
  const rows: unknown[] = await database
    .select('field', 'value')
    .sum({ count: 'count' })
    .from((range ?? database('period_count')).unionAll(more).as('counted'))
    .groupBy('field', 'value');
  const [oldest]: string[] = await database('period_count')
    .whereBetween('period', [period.from, period.to])
    .where({ field: 'status' })
    .whereIn('value', stillOpen)
    .orderBy('period')
    .limit(1)
    .pluck('period');
  const counts = rows.map((row) => countRow.parse(row));
  const byStatus = countsOf(counts, 'status', statuses);
  return {
    total: byStatus.reduce((sum, { count }) => sum + count, 0),
    byStatus,
    byKind: countsOf(counts, 'kind', kinds),
    byPlatform: countsOf(counts, 'platform', platforms),
    byPoster: countsOf(counts, 'posted_by', posters),
    byWeek: counts
      .filter(({ field }) => field === 'week')
      .map(({ value, count }) => ({ value, count }))
      .sort((a, b) => (a.value < b.value ? -1 : 1)),
    open: {
      count: byStatus.reduce((sum, { value, count }) => sum + (stillOpen.includes(value) ? count : 0), 0),
      ...(oldest === undefined ? {} : { oldestDays: daysBetween(oldest, today) }),
    },
  };
}

/** A count as governors may see it: a very small number could point at somebody. */
export function hideSmall(count: number): string {
  return count === 1 || count === 2 ? '1 or 2' : String(count);
}

function countsOf<T extends string>(
  counts: readonly CountRow[],
  field: string,
  values: readonly T[],
): Count<T>[] {
  return values
    .flatMap((value) =>
      counts.flatMap((row) =>
        row.field === field && row.value === value ? [{ value, count: row.count }] : [],
      ),
    )
    .sort((a, b) => b.count - a.count);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
