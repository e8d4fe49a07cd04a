import { z } from 'zod';
import {
  affecteds,
  kinds,
  parts,
  platforms,
  posters,
  stillUps,
  visibilities,
  type When,
} from '../language/facts.js';
import { roles } from '../people.js';
import { flagColumn, jsonColumn, momentColumn, toMoment, wholeColumn } from '../storage/columns.js';
import { type HistoryLine, historyEvents, type Incident, type Report, statuses } from './incident.js';

const text = z.string();

/** A row of the table `incident`. */
const columns = z.object({
  number: wholeColumn,
  reference: text,
  draft: text,
  status: z.enum(statuses),
  kind: z.enum(kinds),
  platform: z.enum(platforms),
  visibility: z.enum(visibilities),
  posted_by: z.enum(posters),
  still_up: z.enum(stillUps),
  occurred_from: text.nullable(),
  occurred_to: text.nullable(),
  occurred_time: text.nullable(),
  occurred_part: z.enum(parts).nullable(),
  reporter_account: text,
  reporter_name: text,
  reporter_role: z.enum(roles),
  may_contact: flagColumn,
  link: text.nullable(),
  words: text,
  affected: jsonColumn(z.array(z.enum(affecteds))),
  form_version: wholeColumn,
  answers: jsonColumn(z.record(z.string(), z.unknown())),
  outcome: text.nullable(),
  reported_at: momentColumn,
  changed_at: momentColumn,
  closed_at: momentColumn.nullable(),
});

const historyColumns = z.object({
  at: momentColumn,
  account: text,
  name: text,
  what: z.enum(historyEvents),
  detail: text.nullable(),
});

/** What is written down of a confirmed report. `day` is the day of `now` in the school's time zone. */
export function rowOf(report: Report, number: number, reference: string, now: Date, day: string) {
  return {
    number,
    reference,
    draft: report.draft,
    status: 'new',
    kind: report.kind,
    platform: report.platform,
    visibility: report.visibility,
    posted_by: report.postedBy,
    still_up: report.stillUp,
    occurred_from: report.when?.from ?? null,
    occurred_to: report.when?.to ?? null,
    occurred_time: report.when?.time ?? null,
    occurred_part: report.when?.part ?? null,
    reporter_account: report.reporter.account,
    reporter_name: report.reporter.name,
    reporter_role: report.reporter.role,
    may_contact: report.mayContact,
    link: report.link ?? null,
    words: report.words,
    affected: JSON.stringify(report.affected),
    form_version: report.formVersion,
    answers: JSON.stringify(report.answers),
    outcome: null,
    reported_at: toMoment(now),
    reported_on: day,
    changed_at: toMoment(now),
    closed_at: null,
  };
}

/** The incident that a stored row holds. */
export function incidentOf(stored: unknown): Incident {
  const row = columns.parse(stored);
  const when = whenOf(row);
  return {
    number: row.number,
    reference: row.reference,
    draft: row.draft,
    status: row.status,
    kind: row.kind,
    platform: row.platform,
    visibility: row.visibility,
    postedBy: row.posted_by,
    stillUp: row.still_up,
    reporter: { account: row.reporter_account, name: row.reporter_name, role: row.reporter_role },
    mayContact: row.may_contact,
    words: row.words,
    affected: row.affected,
    formVersion: row.form_version,
    answers: row.answers,
    reportedAt: row.reported_at,
    changedAt: row.changed_at,
    ...(when ? { when } : {}),
    ...(row.link === null ? {} : { link: row.link }),
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
    ...(row.closed_at === null ? {} : { closedAt: row.closed_at }),
  };
}

/** What is written down of a line of the incident's history. */
export function historyRowOf(incident: number, { at, by, what, detail }: HistoryLine) {
  return { incident, at: toMoment(at), account: by.account, name: by.name, what, detail: detail ?? null };
}

/** The line of history that a stored row holds. */
export function historyLineOf(stored: unknown): HistoryLine {
  const { at, account, name, what, detail } = historyColumns.parse(stored);
  return { at, by: { account, name }, what, ...(detail === null ? {} : { detail }) };
}

function whenOf(row: z.infer<typeof columns>): When | undefined {
  if (row.occurred_from === null) return undefined;
  return {
    from: row.occurred_from,
    ...(row.occurred_to === null ? {} : { to: row.occurred_to }),
    ...(row.occurred_time === null ? {} : { time: row.occurred_time }),
    ...(row.occurred_part === null ? {} : { part: row.occurred_part }),
  };
}
