import { dayIn } from '../policy/school.js';
import { toMoment } from '../storage/columns.js';
import type { Database } from '../storage/database.js';
import { type Owed, owe } from '../storage/outbox.js';
import { filtered, type IncidentFilter } from './filter.js';
import { append } from './history.js';
import { type HistoryLine, type Incident, type Move, type Report, referenceOf } from './incident.js';
import { type Moved, move } from './move.js';
import { historyLineOf, incidentOf, rowOf } from './rows.js';
import { type Summary, summarise } from './summary.js';
import { type Tally, tally } from './tally.js';

/** A line of history that moves nothing. */
export type Remark = HistoryLine & { what: 'viewed' | 'added' | 'exported' | 'acknowledged' };

/** The log of confirmed incidents. Every change is one transaction with its history and its messages. */
export class IncidentStore {
  readonly #database: Database;
  readonly #zone: string;

  /** `zone` is the school's: it decides the day and the year of a report. */
  constructor(database: Database, zone: string) {
    this.#database = database;
    this.#zone = zone;
  }

  /**
   * Keeps the report, with its number, its history and the messages that `owed` says, all or nothing.
   * A draft that is already kept gives its incident and adds nothing.
   */
  async confirm(
    report: Report,
    owed: (reference: string, number: number) => readonly Owed[],
    now: Date,
  ): Promise<{ incident: Incident; already: boolean }> {
    const { draft, reporter } = report;
    const day = dayIn(this.#zone, now);
    return this.#database.transaction(async (trx) => {
      const [next]: { value: number }[] = await trx('counter')
        .where({ name: 'incident' })
        .whereNotExists(trx('incident').select('number').where({ draft }))
        .update({ value: trx.raw('?? + 1', ['value']) })
        .returning('value');
      if (!next)
        return { incident: incidentOf(await trx('incident').where({ draft }).first()), already: true };
      const reference = referenceOf(Number(day.slice(0, 4)), next.value);
      const row = rowOf(report, next.value, reference, now, day);
      await trx('incident').insert(row);
      const by = { account: reporter.account, name: reporter.name };
      await append(trx, next.value, { at: now, by, what: 'reported' });
      await owe(trx, owed(reference, next.value), now);
      return { incident: incidentOf(row), already: false };
    });
  }

  async find(number: number): Promise<Incident | undefined> {
    const row: unknown = await this.#database('incident').where({ number }).first();
    return row === undefined ? undefined : incidentOf(row);
  }

  /** A page of the incidents that the filter lets through, newest first, and how many there are in all. */
  async list(
    filter: IncidentFilter,
    limit: number,
    offset: number,
  ): Promise<{ incidents: Incident[]; total: number }> {
    const [counted] = await filtered(this.#database, filter).count({ total: '*' });
    const rows: unknown[] = await filtered(this.#database, filter)
      .orderBy('number', 'desc')
      .limit(limit)
      .offset(offset);
    return { incidents: rows.map(incidentOf), total: Number(counted?.total ?? 0) };
  }

  /** Everything that the account reported, newest first. */
  async of(account: string): Promise<Incident[]> {
    const rows: unknown[] = await this.#database('incident')
      .where({ reporter_account: account })
      .orderBy('number', 'desc');
    return rows.map(incidentOf);
  }

  /** How many reports the account has confirmed at or after the moment, other than that of this draft. */
  async countSince(account: string, since: Date, draft: string): Promise<number> {
    const [counted] = await this.#database('incident')
      .where({ reporter_account: account })
      .whereNot({ draft })
      .where('reported_at', '>=', toMoment(since))
      .count({ total: '*' });
    return Number(counted?.total ?? 0);
  }

  /** Whether everybody together has confirmed so many reports at or after the moment. Reports are numbered in order. */
  async wereAsMany(count: number, since: Date): Promise<boolean> {
    const row: { reported_at: string } | undefined = await this.#database('incident')
      .select('reported_at')
      .orderBy('number', 'desc')
      .offset(count - 1)
      .first();
    return row !== undefined && row.reported_at >= toMoment(since);
  }

  /**
   * Moves the incident if the table of transitions allows it; `line` says what was done. With `seen`, the
   * `changedAt` that the person saw, only if it has not changed since.
   */
  move(number: number, to: Move, line: HistoryLine, owed: readonly Owed[] = [], seen?: Date): Promise<Moved> {
    return move(this.#database, number, to, line, owed, seen);
  }

  /** Adds a line to the history without a move, and the messages that it owes. The incident must exist. */
  async write(number: number, line: Remark, owed: readonly Owed[] = []): Promise<void> {
    await this.writeEach([number], line, owed);
  }

  /** Adds the same line to each of the incidents (an export). All must exist. */
  async writeEach(numbers: readonly number[], line: Remark, owed: readonly Owed[] = []): Promise<void> {
    await this.#database.transaction(async (trx) => {
      for (const number of numbers) await append(trx, number, line);
      if (line.what === 'added') {
        await trx('incident')
          .whereIn('number', numbers)
          .update({ changed_at: toMoment(line.at) });
      }
      await owe(trx, owed, line.at);
    });
  }

  /** What was reported on the days of the period, both inclusive (`YYYY-MM-DD`), in numbers. */
  summary(period: { from: string; to: string }, now: Date): Promise<Summary> {
    return summarise(this.#database, period, dayIn(this.#zone, now));
  }

  /** How many of each sort were reported on each day of the period, both inclusive (`YYYY-MM-DD`). */
  tally(period: { from: string; to: string }): Promise<Tally[]> {
    return tally(this.#database, period);
  }

  /** Oldest first; empty for an incident that does not exist. */
  async history(number: number): Promise<HistoryLine[]> {
    const rows: unknown[] = await this.#database('history').where({ incident: number }).orderBy('id');
    return rows.map(historyLineOf);
  }
}
