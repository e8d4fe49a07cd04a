import type { Affected, Kind, Platform, Poster, StillUp, Visibility, When } from '../language/facts.js';
import type { Role } from '../people.js';

/** Where an incident stands. */
export const statuses = ['new', 'open', 'waiting', 'closed', 'withdrawn'] as const;
export type Status = (typeof statuses)[number];

/** What the school may do about a post: the policy's own four actions (R62 to R65). */
export const actions = [
  'deletion_requested',
  'reported_to_platform',
  'posh_contacted',
  'authority_informed',
] as const;
export type Action = (typeof actions)[number];

/** What moves an incident from one status to another. */
export type Move = 'act' | 'note' | 'wait' | 'close' | 'reopen' | 'withdraw';

/**
 * Which move is possible from which status, and where it leads. A move that is not in the row is
 * refused. Closing keeps the record; a withdrawn report can only be looked at.
 */
export const transitions: Readonly<Record<Status, Readonly<Partial<Record<Move, Status>>>>> = {
  new: { act: 'open', note: 'open', wait: 'waiting', close: 'closed', withdraw: 'withdrawn' },
  open: { act: 'open', note: 'open', wait: 'waiting', close: 'closed', withdraw: 'withdrawn' },
  waiting: { act: 'open', note: 'waiting', wait: 'waiting', close: 'closed', withdraw: 'withdrawn' },
  closed: { note: 'closed', reopen: 'open' },
  withdrawn: { note: 'withdrawn' },
};

/** What the reporter confirmed. Fixed fields are queried; everything else is in the answers. */
export interface Report {
  /** Made when the form was opened: the same draft is never stored twice. */
  draft: string;
  reporter: { account: string; name: string; role: Role };
  kind: Kind;
  platform: Platform;
  visibility: Visibility;
  postedBy: Poster;
  stillUp: StillUp;
  affected: readonly Affected[];
  when?: When;
  link?: string;
  words: string;
  mayContact: boolean;
  formVersion: number;
  /** The whole form as answered, for the record and the export. */
  answers: Readonly<Record<string, unknown>>;
}

export interface Incident extends Report {
  number: number;
  /** SM-2026-0007: sayable, never reused. */
  reference: string;
  status: Status;
  reportedAt: Date;
  changedAt: Date;
  closedAt?: Date;
  outcome?: string;
}

/** A line of the history. It is only ever added to. */
export interface HistoryLine {
  at: Date;
  by: { account: string; name: string };
  what: HistoryEvent;
  /** Free words of a note, an outcome or an addition; which action; and so on. */
  detail?: string;
}

export const historyEvents = [
  'reported',
  'viewed',
  'noted',
  'added',
  ...actions,
  'waiting',
  'closed',
  'reopened',
  'withdrawn',
  'exported',
  'acknowledged',
] as const;
export type HistoryEvent = (typeof historyEvents)[number];

const looks: readonly HistoryEvent[] = ['viewed', 'exported', 'acknowledged'];

/** The lines that changed the incident, not those that say who looked. How many there are is its version. */
export function changesIn(history: readonly HistoryLine[]): HistoryLine[] {
  return history.filter(({ what }) => !looks.includes(what));
}

/** `SM-2026-0007` from a year and a number in it. */
export function referenceOf(year: number, number: number): string {
  return `SM-${year}-${String(number).padStart(4, '0')}`;
}
