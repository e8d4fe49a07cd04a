import type { HistoryLine, Move, Report } from '../../src/incidents/incident.js';
import { eventsOf } from '../../src/incidents/move.js';
import type { Owed } from '../../src/storage/outbox.js';

export const zone = 'Europe/London';
export const now = new Date('2026-11-20T09:00:00Z');

/** A report in which every field is set. */
export function report(draft: string, part: Partial<Report> = {}): Report {
  return {
    draft,
    reporter: { account: 'teams:parent', name: 'Sam Reporter', role: 'parent' },
    kind: 'insult',
    platform: 'whatsapp',
    visibility: 'private_group',
    postedBy: 'parent',
    stillUp: 'not_sure',
    affected: ['parent', 'school'],
    when: { from: '2026-11-18', to: '2026-11-19', time: '20:15', part: 'evening' },
    link: 'https://social.example/post/1',
    words: 'Somebody swore at another parent in the class group.',
    mayContact: true,
    formVersion: 3,
    answers: { kind: 'insult', words: 'Somebody swore', nested: { a: [1, null, 'x'] } },
    ...part,
  };
}

export function alert(reference: string, incident: number): Owed[] {
  return [
    {
      key: `incident:${incident}:new`,
      recipient: 'teams:head',
      sort: 'alert',
      card: { text: [reference] },
      urgent: false,
      incident,
    },
  ];
}

/** A line of history that goes with the move. */
export function lineOf(move: Move, at = now, detail?: string): HistoryLine {
  const [what = 'noted'] = eventsOf[move];
  return { at, by: { account: 'teams:head', name: 'The Head' }, what, ...(detail ? { detail } : {}) };
}
