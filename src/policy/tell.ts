import type { Role } from '../people.js';
import { type Answer, audienceOf, quotesFor, summaryFor } from './answers.js';
import type { Helpline } from './helplines.js';
import { ageFact, announcementNote, type DatedFact, platformsNamed } from './platforms.js';
import type { Policy } from './policy.js';
import { type Contact, dayInWords, documentOf, type School, type SchoolDocument } from './school.js';

/** Who asks, where and what. */
export interface Asker {
  /** Undefined when it is not known. */
  role: Role | undefined;
  /** Whether others read along. */
  group: boolean;
  /** The question as asked; platforms named in it get their ages. */
  question: string;
  now: Date;
}

/** All that is said for an answer, ready to be put on a card. */
export interface Told {
  summary: string;
  quotes: readonly string[];
  /** Where the quotes come from, in one line. */
  source: string;
  notes: readonly DatedFact[];
  documents: readonly SchoolDocument[];
  contacts: readonly Contact[];
  helplines: readonly Helpline[];
}

/**
 * The answer in the wording for who asks. In a group it is short and in words for anyone, because
 * parents may read along: no contacts, no help lines, and no quote that is for staff alone (trap C2).
 */
export function tell(policy: Policy, answer: Answer, { role, group, question, now }: Asker): Told {
  const audience = group ? 'anyone' : audienceOf(role);
  return {
    summary: group ? answer.group : summaryFor(answer, audience),
    quotes: quotesFor(answer, audience),
    source: sourceOf(policy.school, answer),
    notes: notesOf(policy, answer, question, now),
    documents: answer.documents.map((key) => documentOf(policy.school, key)),
    contacts: group ? [] : answer.contacts.map((key) => policy.school.contacts[key]),
    helplines: group ? [] : policy.helplines(answer.help, role),
  };
}

/** "Social Media Policy 2023-24, agreed 1 February 2024, section: Extremism". */
export function sourceOf({ policy }: School, { section }: Answer): string {
  return `${policy.title}, agreed ${dayInWords(policy.agreed)}, section: ${section}`;
}

/** The answer's own notes, then the ages of the platforms named in the question, each said once. */
function notesOf(policy: Policy, answer: Answer, question: string, now: Date): DatedFact[] {
  const own = answer.notes.filter(({ when }) => when !== 'overdue' || policy.overdue(now));
  const saidAlready = new Set(own.map(({ platform }) => platform));
  const named = answer.ages ? platformsNamed(question, policy.platforms) : [];
  const ages = named.map((platform) => {
    if (!saidAlready.has(platform.id)) return ageFact(platform, now);
    return platform.age?.more ? { text: platform.age.more } : undefined;
  });
  const beside = [...own.map(({ text, asOf }) => ({ text, asOf })), ...ages, announcementNote(named, now)];
  return beside.filter((note) => note !== undefined);
}
