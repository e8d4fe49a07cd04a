import { DateTime } from 'luxon';
import type { Message, Services } from '../src/conversation/dialog.js';
import type { HistoryEvent, Incident, Status } from '../src/incidents/incident.js';
import type { Moved } from '../src/incidents/move.js';
import { sayDay } from '../src/language/dates.js';
import type { Role } from '../src/people.js';
import { dayInWords } from '../src/policy/school.js';
import { historyLabels, kindLabels, platformLabels, statusLabels } from './labels.js';

export const roleLabels: Readonly<Record<Role, string>> = {
  headteacher: 'the Headteacher',
  dsl: 'the Designated Safeguarding Lead (DSL)',
  deputy_head: 'a deputy head',
  deputy_dsl: 'a deputy DSL (Designated Safeguarding Lead)',
  governor: 'a governor',
  staff: 'staff',
  parent_rep: 'a parent rep',
  parent: 'a parent or carer',
  pupil: 'a pupil',
};

/** "the deputy head": who did something, by their first role and not by name. */
export function theRoleOf(account: string, { reporter }: Incident, { people }: Services): string {
  if (account === reporter.account) return 'the person who sent it';
  const [role] = people.of(account, '', 'staff').roles;
  return role ? roleLabels[role] : 'somebody';
}

/** "asked for the post to be deleted": what a line of the history says, in the middle of a sentence. */
export function pastWords(what: HistoryEvent): string {
  const label = historyLabels[what];
  return label.charAt(0).toLowerCase() + label.slice(1);
}

/** "Tuesday 3 November 2026, 9:12am", by the school's clock. */
export function sayMoment(moment: Date, { policy }: Services): string {
  const local = DateTime.fromJSDate(moment, { zone: policy.school.timezone }).setLocale('en-GB');
  return `${sayDay(local.toFormat('yyyy-MM-dd'))}, ${local.toFormat('h:mma').toLowerCase()}`;
}

/** "3 November 2026", by the school's clock. */
export function sayDate(moment: Date, services: Services): string {
  return dayInWords(dayOf(moment, services));
}

/** The day `YYYY-MM-DD` of a moment, by the school's clock. */
export function dayOf(moment: Date, { policy }: Services): string {
  return DateTime.fromJSDate(moment, { zone: policy.school.timezone }).toFormat('yyyy-MM-dd');
}

/** "SM-2026-0007, 3 November 2026: bullying, WhatsApp, new". Never a name. */
export function lineOf(one: Incident, services: Services): string {
  const what = [kindLabels[one.kind].toLowerCase(), platformLabels[one.platform], shortStatus[one.status]];
  return `${one.reference}, ${sayDate(one.reportedAt, services)}: ${what.join(', ')}`;
}

const shortStatus: Readonly<Record<Status, string>> = { ...statusLabels, withdrawn: 'withdrawn' };

/** Why an incident could not be moved, and what to say instead. */
export function refusedWords(number: number, reference: string, moved: Exclude<Moved, { ok: true }>): string {
  if (moved.reason === 'missing') return noIncident(number);
  if (moved.reason === 'changed') return changedWords(reference);
  switch (moved.status) {
    case 'closed':
      return `${reference} is closed. Say reopen ${number} first.`;
    case 'withdrawn':
      return `${reference} was withdrawn by the person who sent it. You can still show it and add a note.`;
    case 'new':
    case 'open':
    case 'waiting':
      return `${reference} is not closed, so there is nothing to open again.`;
  }
}

/** Somebody was quicker, or the button was pressed twice. */
export function changedWords(reference: string): string {
  return `${reference} has changed since you opened it, so I have recorded nothing. Please look at it again first.`;
}

export function noIncident(number: number): string {
  return `There is no incident ${number}.`;
}

/** Who acts, for the history. */
export function byline({ turn }: Message): { account: string; name: string } {
  return { account: turn.person.account, name: turn.person.name };
}

/** The message as the person typed it, for the record; nothing when a button said it. */
export function typedWords({ turn, said }: Message): string | undefined {
  return turn.pressed === undefined && said === turn.said ? said.trim().slice(0, mostDetail) : undefined;
}

/** The longest note, outcome or detail that is kept (an incident is a summary, not a file). */
export const mostDetail = 1500;

/** "SM-2026-0004, SM-2026-0006 and SM-2026-0009". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}
