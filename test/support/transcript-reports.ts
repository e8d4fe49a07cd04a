import type { Report } from '../../src/incidents/incident.js';
import { idOf, type Name, shownName } from './transcript-people.js';

/** Reports that may be in the log already when a transcript begins, by what `reported:` calls them. */
const reports: Readonly<Record<string, { by: Name; report: Omit<Report, 'draft' | 'reporter'> }>> = {
  'rude post': {
    by: 'parent',
    report: {
      kind: 'insult',
      platform: 'whatsapp',
      visibility: 'private_group',
      postedBy: 'parent',
      stillUp: 'no',
      affected: ['parent'],
      when: { from: '2026-11-17' },
      words: 'A parent swore at another parent.',
      mayContact: true,
      formVersion: 1,
      answers: {
        kind: 'insult',
        platform: 'whatsapp',
        visibility: 'private_group',
        when: { from: '2026-11-17' },
        postedBy: 'parent',
        affected: ['parent'],
        stillUp: 'no',
        words: 'A parent swore at another parent.',
        mayContact: true,
      },
    },
  },
  'fake account': {
    by: 'other parent',
    report: {
      kind: 'impersonation',
      platform: 'instagram',
      visibility: 'public',
      postedBy: 'outside',
      stillUp: 'yes',
      affected: ['school'],
      when: { from: '2026-11-18' },
      words: 'It pretends to be the school.',
      mayContact: false,
      formVersion: 1,
      answers: {
        kind: 'impersonation',
        platform: 'instagram',
        visibility: 'public',
        when: { from: '2026-11-18' },
        postedBy: 'outside',
        affected: ['school'],
        stillUp: 'yes',
        link: null,
        words: 'It pretends to be the school.',
        mayContact: false,
      },
    },
  },
};

/** The report as its sender confirmed it, on a channel whose accounts begin with `prefix`. */
export function reported(name: string, draft: string, prefix: string): Report {
  const known = reports[name];
  if (!known) throw new Error(`reported: knows no "${name}"`);
  const { by, report } = known;
  return {
    ...report,
    draft,
    reporter: { account: `${prefix}:${idOf(by)}`, name: shownName(by), role: 'parent' },
  };
}
