import { DateTime } from 'luxon';
import { z } from 'zod';
import type { School } from '../policy/school.js';
import { momentColumn, toMoment, wholeColumn } from '../storage/columns.js';
import type { Database } from '../storage/database.js';
import { entryFor } from './history.js';

/** What has passed its time by `school.yaml`, by number; never what it says. */
export interface Due {
  incidents: readonly number[];
  pointers: readonly number[];
  questions: readonly number[];
}

const endedRow = z.object({ number: wholeColumn, affected: z.string(), ended: momentColumn });
const idRow = z.object({ id: wholeColumn });

/**
 * Closed and withdrawn incidents, requests for a call, and questions that were passed on. Their periods run
 * from the end of the school year in which they ended, and for incidents that affect staff from the day.
 * Questions are kept as long as requests for a call.
 */
export async function dueForErasure(database: Database, school: School, now: Date): Promise<Due> {
  const { retention, timezone } = school;
  const yearsAfter = (at: Date, years: number) =>
    endOfSchoolYear(at, school).plus({ years }).endOf('day').toJSDate();
  const rows: unknown[] = await database('incident')
    .whereIn('status', ['closed', 'withdrawn'])
    .select('number', 'affected', { ended: database.raw('coalesce(??, ??)', ['closed_at', 'changed_at']) })
    .orderBy('number');
  const incidents = rows
    .map((row) => endedRow.parse(row))
    .filter(({ affected, ended }) => {
      const year = yearsAfter(ended, retention.closedIncidentSchoolYears);
      const staff = DateTime.fromJSDate(ended, { zone: timezone }).plus({
        years: retention.staffIncidentYears,
      });
      const kept = affected.includes('"staff"') ? Math.max(year.getTime(), staff.toMillis()) : year.getTime();
      return kept < now.getTime();
    })
    .map(({ number }) => number);
  const begins = DateTime.fromJSDate(now, { zone: timezone });
  const before = (at: Date) => yearsAfter(at, retention.pointerSchoolYears) < now;
  const old = toMoment(begins.minus({ years: retention.pointerSchoolYears }).toJSDate());
  const pointers = await database('pointer').where('at', '<', old).select('id', 'at').orderBy('id');
  const questions = await database('question')
    .where('asked_on', '<', old.slice(0, 10))
    .select('id', { at: 'asked_on' })
    .orderBy('id');
  const past = (found: { id: number; at: string }[]) =>
    found.filter(({ at }) => before(new Date(at))).map((row) => idRow.parse(row).id);
  return { incidents, pointers: past(pointers), questions: past(questions) };
}

/**
 * Erases what is due and notes in the history's chain how much it was, in one transaction. Then no page of
 * the file or its log holds what was erased.
 */
export async function erase(database: Database, due: Due, now: Date): Promise<void> {
  const at = toMoment(now);
  await database.transaction(async (trx) => {
    // The lock first.
    await trx('counter').update({ value: trx.ref('value') });
    const entries: number[] = [];
    for (const number of due.incidents) {
      entries.push(
        ...(await trx('history').where({ incident: number }).whereNotNull('entry').pluck('entry')),
      );
      const keys = trx('outbox').where({ incident: number }).select('key');
      await trx('whatsapp_sending').whereIn('outbox_key', keys).delete();
      await trx('outbox').where({ incident: number }).delete();
      await trx('gathered').where({ incident: number }).delete();
      await trx('history').where({ incident: number }).delete();
      await trx('incident').where({ number }).delete();
    }
    for (const id of due.pointers) {
      for (const key of [`pointer:${id}`, `callback:${id}`]) {
        await trx('outbox')
          .where({ key })
          .orWhereLike('key', `${key}:%`)
          .orWhereLike('key', `${key}>%`)
          .delete();
      }
      await trx('pointer').where({ id }).delete();
    }
    for (const id of due.questions) await trx('question').where({ id }).delete();
    const counts = JSON.stringify({
      incidents: due.incidents.length,
      pointers: due.pointers.length,
      questions: due.questions.length,
    });
    const noted = { at, entries: JSON.stringify(entries), counts };
    await trx('erasure').insert({ ...noted, ...(await entryFor(trx, [at, noted.entries, counts])) });
  });
  await database.raw('VACUUM');
  await database.raw('PRAGMA wal_checkpoint(TRUNCATE)');
}

/** The last day of the school year that the moment lies in. */
function endOfSchoolYear(at: Date, { schoolYearEnds, timezone }: School): DateTime {
  const day = DateTime.fromJSDate(at, { zone: timezone });
  const [month = 8, date = 31] = schoolYearEnds.split('-').map(Number);
  const end = day.set({ month, day: date }).endOf('day');
  return end < day ? end.plus({ years: 1 }) : end;
}
