import { join } from 'node:path';
import { z } from 'zod';
import type { Role } from '../people.js';
import { type Loaded, oneLine, readData } from './datafile.js';
import { contactKeys, documentKeys } from './school.js';

/** Whose wording of an answer a role gets. */
export type Audience = 'parent' | 'staff' | 'anyone';

const audiences: Readonly<Record<Role, Audience>> = {
  headteacher: 'staff',
  deputy_head: 'staff',
  dsl: 'staff',
  deputy_dsl: 'staff',
  governor: 'staff',
  staff: 'staff',
  parent_rep: 'parent',
  parent: 'parent',
  pupil: 'anyone',
};

/** The most that fits on a "Did you mean" choice. */
const longestTitle = 60;

const words = z.string().min(1).transform(oneLine);
const quote = z.union([words.transform((one) => [one]), z.array(words).min(1)]);

const noteSchema = z.strictObject({
  text: words,
  asOf: words.optional(),
  platform: words.optional(),
  when: z.literal('overdue').optional(),
});

/** Something said beside the quote: where the world has moved on, or where the policy is silent. */
export type Note = z.infer<typeof noteSchema>;

const answerSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  clauses: z.array(words).min(1),
  title: words.pipe(z.string().max(longestTitle)),
  summary: words,
  parent: words.optional(),
  staff: words.optional(),
  group: words,
  quote,
  staffQuote: quote.optional(),
  section: words,
  notes: z.array(noteSchema).default([]),
  documents: z.array(z.enum(documentKeys)).default([]),
  contacts: z.array(z.enum(contactKeys)).default([]),
  help: z.array(words).default([]),
  ages: z.boolean().default(false),
  asks: z.literal('role').optional(),
});

/** A hand-written answer with the policy's own words. */
export type Answer = z.infer<typeof answerSchema>;

/** Reads `answers.yaml` of the school's folder. */
export function loadAnswers(folder: string): Loaded<Answer[]> {
  return readData(join(folder, 'answers.yaml'), z.array(answerSchema).min(1));
}

/** Whose wording the role gets. Without a role: the wording that is safe for anyone. */
export function audienceOf(role: Role | undefined): Audience {
  return role ? audiences[role] : 'anyone';
}

/** The answer's summary in the wording for the audience. */
export function summaryFor(answer: Answer, audience: Audience): string {
  switch (audience) {
    case 'parent':
      return answer.parent ?? answer.summary;
    case 'staff':
      return answer.staff ?? answer.summary;
    case 'anyone':
      return answer.summary;
  }
}

/** The exact words of the policy for the audience. */
export function quotesFor(answer: Answer, audience: Audience): readonly string[] {
  return audience === 'staff' ? (answer.staffQuote ?? answer.quote) : answer.quote;
}
