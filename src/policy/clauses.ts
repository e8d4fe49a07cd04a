import { join } from 'node:path';
import { z } from 'zod';
import { type Loaded, oneLine, readData } from './datafile.js';

const clauseSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  section: z.string().min(1),
  title: z.string().min(1),
  audience: z.array(z.string().min(1)).min(1),
  text: z.string().min(1).transform(oneLine),
});

/** One rule of the policy, in the policy's own words. */
export type Clause = z.infer<typeof clauseSchema>;

/** Reads `clauses.json` of the school's folder. */
export function loadClauses(folder: string): Loaded<Clause[]> {
  return readData(join(folder, 'clauses.json'), z.array(clauseSchema).min(1));
}
