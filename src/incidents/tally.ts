import { z } from 'zod';
import { kinds, platforms, posters } from '../language/facts.js';
import { wholeColumn } from '../storage/columns.js';
import type { Database } from '../storage/database.js';

const tallyRow = z
  .object({
    day: z.string(),
    kind: z.enum(kinds),
    platform: z.enum(platforms),
    posted_by: z.enum(posters),
    count: wholeColumn,
  })
  .transform(({ posted_by: poster, ...row }) => ({ ...row, poster }));

/** How many incidents of the same sort were reported on a day (`YYYY-MM-DD`). It names nobody. */
export type Tally = z.infer<typeof tallyRow>;

/** The incidents of the period, both days inclusive, counted by day and sort, oldest first. */
export async function tally(
  database: Database,
  { from, to }: { from: string; to: string },
): Promise<Tally[]> {
  const columns = ['kind', 'platform', 'posted_by'];
  const rows: unknown[] = await database('incident')
    .select({ day: 'reported_on' }, ...columns)
    .count({ count: '*' })
    .where('reported_on', '>=', from)
    .where('reported_on', '<=', to)
    .groupBy('reported_on', ...columns)
    .orderBy('reported_on');
  return rows.map((row) => tallyRow.parse(row));
}
