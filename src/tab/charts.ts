import { DateTime } from 'luxon';
import { z } from 'zod';
import { dayOf } from '../../dialogs/headteacher-words.js';
import { kindLabels, platformLabels, posterLabels } from '../../dialogs/labels.js';
import type { Services } from '../conversation/dialog.js';
import type { Tally } from '../incidents/tally.js';
import { sayDays } from '../language/say-dates.js';
import type { Charts, Series } from './shape.js';

type Unit = 'week' | 'month';

/** The spans of time that the page offers, up to today. */
const periods: Readonly<Record<string, { unit: Unit; count: number }>> = {
  weeks: { unit: 'week', count: 12 },
  months: { unit: 'month', count: 12 },
  years: { unit: 'month', count: 36 },
};

/** A chart with more series than this cannot be told apart; the rest is added up, and the table has all. */
export const chartPeriods = Object.keys(periods);

/** The incidents of a span of time by week or month. Undefined: there is no such span. */
export async function chartsFor(
  asked: string | null,
  services: Services,
  now: Date,
): Promise<Charts | undefined> {
  const name = z.enum(chartPeriods).safeParse(asked).data;
  const period = name === undefined ? undefined : periods[name];
  if (!period) return undefined;
  const { unit, count } = period;
  const today = DateTime.fromISO(dayOf(now, services), { zone: 'utc' }).setLocale('en-GB');
  const starts = Array.from({ length: count }, (_, index) =>
    today.startOf(unit).minus({ [unit]: count - 1 - index }),
  );
  const from = (starts[0] ?? today).toFormat('yyyy-MM-dd');
  const to = today.toFormat('yyyy-MM-dd');
  const tallies = await services.incidents.tally({ from, to });
  const spanOf = (day: string) => {
    const start = DateTime.fromISO(day, { zone: 'utc' }).startOf(unit);
    return starts.findIndex((each) => each.toMillis() === start.toMillis());
  };
  const series = (label: (row: Tally) => string) => seriesOf(tallies, label, spanOf, count);
  return {
    days: sayDays(from, to),
    total: tallies.reduce((sum, one) => sum + one.count, 0),
    spans: starts.map((start) => start.toFormat(unit === 'week' ? 'd LLL' : 'LLL yyyy')),
    kinds: series(({ kind }) => kindLabels[kind]),
    platforms: series(({ platform }) => platformLabels[platform]),
    posters: series(({ poster }) => posterLabels[poster]),
  };
}

/** One series for each label that occurs, most frequent first. */
function seriesOf(
  tallies: readonly Tally[],
  labelOf: (row: Tally) => string,
  spanOf: (day: string) => number,
  spans: number,
): Series[] {
  const counts = new Map<string, number[]>();
  for (const row of tallies) {
    const label = labelOf(row);
    const line = counts.get(label) ?? Array.from({ length: spans }, () => 0);
    const at = spanOf(row.day);
    line[at] = (line[at] ?? 0) + row.count;
    counts.set(label, line);
  }
  return [...counts]
    .map(([label, line]) => ({ label, counts: line, total: line.reduce((sum, one) => sum + one, 0) }))
    .sort((a, b) => b.total - a.total);
}
