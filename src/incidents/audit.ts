import { z } from 'zod';
import { jsonColumn, wholeColumn } from '../storage/columns.js';
import type { Database } from '../storage/database.js';
import { algorithmOf, chainStart, digestOf, linkOf } from './history.js';

/** Whether the history is as it was written. `line` is the first entry of the chain that does not hold. */
export type Audited =
  | { ok: true; entries: number; erased: number }
  | { ok: false; line: number; fault: string };

const chainRow = z.object({ entry: wholeColumn, digest: z.string(), link: z.string() });
const lineRow = z.object({
  entry: wholeColumn.nullable(),
  salt: z.string().nullable(),
  incident: wholeColumn,
  at: z.string(),
  account: z.string(),
  name: z.string(),
  what: z.string(),
  detail: z.string().nullable(),
});
const erasureRow = z.object({
  entry: wholeColumn,
  salt: z.string(),
  at: z.string(),
  entries: z.string(),
  counts: z.string(),
});

/** So many entries are read at once. */
const atOnce = 5000;

/**
 * Checks every line against its digest and every entry against the one before. A line may be missing only
 * when a later entry says that retention has erased it.
 */
export async function auditHistory(database: Database): Promise<Audited> {
  const broken = (line: number, fault: string): Audited => ({ ok: false, line, fault });
  const [loose] = await database('history').whereNull('entry').count({ total: '*' });
  const counted = await database('counter').where({ name: 'chain' }).first('value');
  const last = Number(counted?.value ?? -1);
  const erasures = new Map<number, z.infer<typeof erasureRow>>();
  const erased = new Set<number>();
  for (const stored of await database('erasure').orderBy('entry')) {
    const row = erasureRow.parse(stored);
    erasures.set(row.entry, row);
    const entries = jsonColumn(z.array(z.number())).safeParse(row.entries);
    if (!entries.success) return broken(row.entry, 'the note of an erasure cannot be read');
    for (const one of entries.data) if (one < row.entry) erased.add(one);
  }
  let before = chainStart;
  let entry = 0;
  for (;;) {
    const chain: unknown[] = await database('chain')
      .where('entry', '>', entry)
      .orderBy('entry')
      .limit(atOnce);
    if (chain.length === 0) break;
    const lines = await linesFrom(database, entry + 1, entry + atOnce);
    for (const stored of chain) {
      const row = chainRow.parse(stored);
      entry += 1;
      if (row.entry !== entry) return broken(entry, 'the entry is missing');
      const by = algorithmOf(row.digest);
      if (!by) return broken(entry, 'the entry was digested in a way that this program does not know');
      if (row.link !== linkOf(before, entry, row.digest, by)) return broken(entry, 'the entry was changed');
      before = row.link;
      const kept = lines.get(entry) ?? [];
      const note = erasures.get(entry);
      if (kept.length + (note ? 1 : 0) > 1) return broken(entry, 'the line is there twice');
      const [line] = kept;
      const digest = line
        ? digestOf(
            line.salt ?? '',
            [line.incident, line.at, line.account, line.name, line.what, line.detail],
            by,
          )
        : note && digestOf(note.salt, [note.at, note.entries, note.counts], by);
      if (digest === undefined && !erased.has(entry)) return broken(entry, 'the line is missing');
      if (digest !== undefined && digest !== row.digest) return broken(entry, 'the line was changed');
    }
  }
  if (entry !== last) return broken(entry + 1, 'the entry is missing');
  const [after] = await database('history').where('entry', '>', last).count({ total: '*' });
  if (Number(loose?.total) + Number(after?.total) > 0) return broken(entry + 1, 'a line is not in the chain');
  return { ok: true, entries: entry, erased: erased.size };
}

async function linesFrom(database: Database, from: number, to: number) {
  const lines = new Map<number, z.infer<typeof lineRow>[]>();
  for (const stored of await database('history').whereBetween('entry', [from, to])) {
    const row = lineRow.parse(stored);
    if (row.entry !== null) lines.set(row.entry, [...(lines.get(row.entry) ?? []), row]);
  }
  return lines;
}
