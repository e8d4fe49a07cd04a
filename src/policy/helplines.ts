import { join } from 'node:path';
import { z } from 'zod';
import type { Role } from '../people.js';
import { type Loaded, readData } from './datafile.js';
import { dayInWords } from './school.js';

const readers = ['all', 'parent', 'staff', 'head', 'pupil'] as const;
type Reader = (typeof readers)[number];

/** Which help lines a role is shown. POSH, for one, serves professionals and is never shown to parents (trap C2). */
const readsFor: Readonly<Record<Role, readonly Reader[]>> = {
  headteacher: ['all', 'head', 'staff'],
  deputy_head: ['all', 'head', 'staff'],
  dsl: ['all', 'staff'],
  deputy_dsl: ['all', 'staff'],
  governor: ['all', 'staff'],
  staff: ['all', 'staff'],
  parent_rep: ['all', 'parent'],
  parent: ['all', 'parent'],
  pupil: ['all', 'pupil'],
};

const words = z.string().trim().min(1);

const helplineSchema = z.strictObject({
  id: words,
  name: words,
  who: z.array(z.enum(readers)).min(1),
  for: words,
  phone: words.optional(),
  email: z.email().optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
  hours: words.optional(),
  conf: z.enum(['A', 'B'], 'only A or B may be shown'),
  asOf: words.optional(),
  caution: words.optional(),
  checkedOn: z.iso.date().nullable(),
  first: z.boolean().default(false),
  enabled: z.boolean().default(true),
});

/** A help line outside the school. `checked` says how old its details are; 999 has none. */
export type Helpline = z.infer<typeof helplineSchema> & { checked?: string };

const fileSchema = z
  .strictObject({ checked: words.includes('{date}'), helplines: z.array(helplineSchema).min(1) })
  .transform(({ checked, helplines }) =>
    helplines.map((line): Helpline => {
      const said = line.checkedOn ? checked.replace('{date}', dayInWords(line.checkedOn)) : line.asOf;
      return said ? { ...line, checked: said } : line;
    }),
  );

/** Reads `helplines.yaml` of the folder that all schools share. */
export function loadHelplines(folder: string): Loaded<Helpline[]> {
  return readData(join(folder, 'helplines.yaml'), fileSchema);
}

/**
 * The named help lines that are for the role, in the order of the ids but with the emergency services
 * first. Somebody whose role is not known is shown what a parent is shown.
 */
export function helplinesFor(
  all: readonly Helpline[],
  ids: readonly string[],
  role: Role | undefined,
): Helpline[] {
  const reads = readsFor[role ?? 'parent'];
  const shown = ids
    .flatMap((id) => all.filter((line) => line.id === id))
    .filter(({ enabled, who }) => enabled && who.some((reader) => reads.includes(reader)));
  return [...shown.filter(({ first }) => first), ...shown.filter(({ first }) => !first)];
}
