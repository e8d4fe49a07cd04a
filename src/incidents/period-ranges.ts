import { DateTime } from 'luxon';

/**
 * The period, both days inclusive (`YYYY-MM-DD`), as ranges of what is counted: its whole months, and the days
 * before and after them.
 */
export function rangesOf({ from, to }: { from: string; to: string }): readonly (readonly [string, string])[] {
  const first = DateTime.fromISO(from, { zone: 'utc' });
  const last = DateTime.fromISO(to, { zone: 'utc' });
  const begins = first.day === 1 ? first : first.plus({ months: 1 }).startOf('month');
  const ends = last.plus({ days: 1 }).startOf('month').minus({ days: 1 });
  if (!first.isValid || !last.isValid || begins > ends) return [[from, to]];
  const ranges: (readonly [string, string])[] = [
    [`month:${begins.toFormat('yyyy-MM')}`, `month:${ends.toFormat('yyyy-MM')}`],
  ];
  if (first < begins) ranges.push([from, begins.minus({ days: 1 }).toFormat('yyyy-MM-dd')]);
  if (last > ends) ranges.push([ends.plus({ days: 1 }).toFormat('yyyy-MM-dd'), to]);
  return ranges;
}
