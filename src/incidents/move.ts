import { z } from 'zod';
import { toMoment } from '../storage/columns.js';
import type { Database } from '../storage/database.js';
import { type Owed, owe } from '../storage/outbox.js';
import { append } from './history.js';
import {
  actions,
  type HistoryEvent,
  type HistoryLine,
  type Incident,
  type Move,
  type Status,
  statuses,
  transitions,
} from './incident.js';
import { incidentOf } from './rows.js';

/** What the history may say of each move. */
export const eventsOf: Readonly<Record<Move, readonly HistoryEvent[]>> = {
  act: actions,
  note: ['noted'],
  wait: ['waiting'],
  close: ['closed'],
  reopen: ['reopened'],
  withdraw: ['withdrawn'],
};

/**
 * The moved incident, or why it could not be moved: there is none, not from its status, or it has changed
 * since the person saw it.
 */
export type Moved =
  | { ok: true; incident: Incident }
  | { ok: false; reason: 'missing' }
  | { ok: false; reason: 'status'; status: Status }
  | { ok: false; reason: 'changed' };

const statusRow = z.object({ status: z.enum(statuses) });

/**
 * Moves an incident by the table of transitions, with its line of history and its messages, all or
 * nothing. Closing keeps `line.detail` as the outcome; reopening clears it, and the history keeps it.
 * With `seen`, the incident's `changedAt` as the person saw it, nothing is done when it has changed since.
 */
export async function move(
  database: Database,
  number: number,
  to: Move,
  line: HistoryLine,
  owed: readonly Owed[],
  seen?: Date,
): Promise<Moved> {
  if (!eventsOf[to].includes(line.what)) throw new Error(`The history cannot say ${line.what} of ${to}`);
  const changed_at = toMoment(line.at);
  return database.transaction(async (trx): Promise<Moved> => {
    const from = statuses.filter((status) => transitions[status][to] !== undefined);
    const [allowed]: unknown[] = await trx('incident')
      .where({ number })
      .whereIn('status', from)
      .where(seen ? { changed_at: toMoment(seen) } : {})
      .update({ changed_at })
      .returning('status');
    if (allowed === undefined) {
      const row: unknown = await trx('incident').where({ number }).first('status');
      if (row === undefined) return { ok: false, reason: 'missing' };
      const { status } = statusRow.parse(row);
      return from.includes(status)
        ? { ok: false, reason: 'changed' }
        : { ok: false, reason: 'status', status };
    }
    const status = transitions[statusRow.parse(allowed).status][to];
    await trx('incident')
      .where({ number })
      .update({ status, ...closing(to, line) });
    await append(trx, number, line);
    await owe(trx, owed, line.at);
    return { ok: true, incident: incidentOf(await trx('incident').where({ number }).first()) };
  });
}

function closing(to: Move, line: HistoryLine) {
  if (to === 'close') return { closed_at: toMoment(line.at), outcome: line.detail ?? null };
  if (to === 'reopen') return { closed_at: null, outcome: null };
  return {};
}
