import type { Report } from '../../src/incidents/incident.js';
import { report } from '../incidents/reports.js';
import type { Running } from '../support/app.js';

let drafts = 0;

/** Puts a confirmed report into the log, at the test's moment. Returns its number. */
export async function send({ app, clock }: Running, part: Partial<Report> = {}): Promise<number> {
  const { kind = 'insult', platform = 'whatsapp', postedBy = 'parent', words = 'Somebody swore.' } = part;
  const fixed = { kind, platform, postedBy, words };
  const answers = {
    ...fixed,
    visibility: 'private_group',
    affected: ['parent'],
    stillUp: 'yes',
    mayContact: true,
  };
  drafts += 1;
  const confirmed = report(`tab-${drafts}`, { ...part, ...fixed, answers });
  const { incident } = await app.services.incidents.confirm(confirmed, () => [], clock.now());
  return incident.number;
}
