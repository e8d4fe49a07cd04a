import { z } from 'zod';
import { reportFormVersion } from './report-form.js';

/** The report as a dialog that can stay open. */
export const reportDialog = { name: 'report', version: reportFormVersion } as const;

/** What a half-answered report holds. The answers are the place in the form: there is no step number. */
export const reportStateSchema = z.object({
  draft: z.string(),
  /** The person has said that nobody is in danger. */
  safe: z.boolean(),
  /** 999 and the DSL were shown because the post is a threat or extremist. */
  warned: z.boolean(),
  /** The person is choosing which answer to change. */
  choosing: z.boolean(),
  /** The questions stand on one card, to be filled in at once. */
  form: z.literal(true).exactOptional(),
  answers: z.record(z.string(), z.unknown()),
});

export type ReportState = z.infer<typeof reportStateSchema>;

/** Asked one question after the other from here on. */
export function oneAtATime({ form: _, ...state }: ReportState): ReportState {
  return state;
}
