import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { correctionIn } from '../../src/language/corrections.js';
import { type Clock, whenIn } from '../../src/language/dates.js';
import {
  affecteds,
  type Facts,
  factsIn,
  kinds,
  parts,
  platforms,
  posters,
  stillUps,
  visibilities,
} from '../../src/language/facts.js';
import { languageOf } from '../../src/language/languages.js';

/** The clock of the scored sets: Wednesday 18 November 2026, 10:30 in London. */
export const clock: Clock = {
  now: new Date('2026-11-18T10:30:00Z'),
  zone: 'Europe/London',
  schoolNames: ['Argyle'],
  terms: [
    {
      name: 'Autumn term 2026',
      from: '2026-09-01',
      to: '2026-12-18',
      halfTerm: { from: '2026-10-26', to: '2026-10-30' },
    },
    { name: 'Spring term 2027', from: '2027-01-04', to: '2027-03-25' },
  ],
};

/** How one field of a scored set came out. */
export interface Score {
  right: number;
  /** Said something that is not so: another value, or a value where there is none. */
  wrong: number;
  missing: number;
  /** Lines that are not right, with what was read from them. */
  lines: string[];
}

const factsSchema = z.object({
  platform: z.enum(platforms).optional(),
  postedBy: z.enum(posters).optional(),
  when: z.iso.date().optional(),
  whenPart: z.enum(parts).optional(),
  stillUp: z.enum(stillUps).optional(),
  visibility: z.enum(visibilities).optional(),
  kind: z.enum(kinds).optional(),
  affected: z.array(z.enum(affecteds)).optional(),
});

type Flat = z.infer<typeof factsSchema>;

const line = <Expect extends z.ZodType>(expect: Expect) =>
  z.object({ id: z.string(), text: z.string(), expect });

export function scoreFacts(): Record<string, Score> {
  const scores: Record<string, Score> = {};
  for (const { id, text, expect } of read('facts.jsonl', line(factsSchema))) {
    const got = flat(factsIn(text, clock));
    for (const field of Object.keys(factsSchema.shape)) {
      const key = factsSchema.keyof().parse(field);
      const score = scores[key] ?? none();
      scores[key] = score;
      count(score, `${id} ${text}`, sorted(expect[key]), sorted(got[key]));
    }
  }
  return scores;
}

export function scoreDates(): Score {
  const score = none();
  const when = z.object({
    from: z.string(),
    to: z.string().optional(),
    time: z.string().optional(),
    part: z.string().optional(),
  });
  for (const { id, text, expect } of read('dates.jsonl', line(when.nullable()))) {
    const got = whenIn(text, clock);
    if (expect === null && got === undefined) score.right += 1;
    else count(score, `${id} ${text}`, expect ?? undefined, got);
  }
  return score;
}

/** A correction is right when the report is exactly as it should be afterwards. */
export function scoreCorrections(): Score {
  const score = none();
  const expect = factsSchema.extend({ ask: z.string().optional() });
  for (const { id, text, before, expect: wanted } of read(
    'corrections.jsonl',
    line(expect).extend({ before: factsSchema }),
  )) {
    const got = correctionIn(text, clock, unflat(before));
    const after = got && ('ask' in got ? { ask: got.ask } : { ...before, ...flat(got.change) });
    const meant = wanted.ask ? { ask: wanted.ask } : { ...before, ...wanted };
    const changes = Object.keys(wanted).length > 0;
    if (!changes && got === undefined) score.right += 1;
    else count(score, `${id} ${text}`, changes ? tidy(meant) : undefined, after && tidy(after));
  }
  return score;
}

export function scoreLanguages(): { language: Score; mixed: Score } {
  const scores = { language: none(), mixed: none() };
  const expect = z.object({ language: z.string(), mixed: z.boolean().optional() });
  for (const { id, text, expect: wanted } of read('languages.jsonl', line(expect))) {
    const got = languageOf(text);
    count(scores.language, `${id} ${text}`, wanted.language, got?.language);
    count(scores.mixed, `${id} ${text}`, wanted.mixed ?? false, got?.mixed ?? false);
  }
  return scores;
}

export function precision({ right, wrong }: Score): number {
  return right + wrong === 0 ? 1 : right / (right + wrong);
}

/** Of what was there to be found, the share that was found and is right. */
export function recall(score: Score): number {
  return (
    score.right /
    Math.max(1, score.right + score.missing + score.lines.filter((one) => one.startsWith('OTHER')).length)
  );
}

function count(score: Score, label: string, expected: unknown, got: unknown): void {
  if (expected === undefined && got === undefined) return;
  if (isDeepStrictEqual(expected, got)) score.right += 1;
  else if (got === undefined) score.missing += 1;
  else score.wrong += 1;
  if (isDeepStrictEqual(expected, got)) return;
  const what = got === undefined ? 'MISSING' : expected === undefined ? 'INVENTED' : 'OTHER';
  score.lines.push(`${what} ${label} | wanted ${JSON.stringify(expected)} | read ${JSON.stringify(got)}`);
}

function none(): Score {
  return { right: 0, wrong: 0, missing: 0, lines: [] };
}

function flat(facts: Facts): Flat {
  const { when } = facts;
  const days = when ? { when: when.from, ...(when.part ? { whenPart: when.part } : {}) } : {};
  const fields = Object.entries(facts).filter(([field]) => field !== 'when' && field !== 'link');
  return factsSchema.parse({ ...Object.fromEntries(fields), ...days });
}

function unflat({ when, whenPart, ...facts }: Flat): Facts {
  const said = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  return { ...said, ...(when ? { when: { from: when, part: whenPart } } : {}) };
}

/** Without what is absent, lists in one order. */
function tidy(facts: object): object {
  const said = Object.entries(facts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said.map(([key, value]) => [key, sorted(value)]));
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.map(String).toSorted((a, b) => a.localeCompare(b)) : value;
}

function read<Line extends z.ZodType>(name: string, schema: Line): z.infer<Line>[] {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((row) => row.trim() !== '')
    .map((row) => schema.parse(JSON.parse(row)));
}
