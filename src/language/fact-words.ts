import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { kinds, platforms, stillUps, visibilities } from './fact-values.js';

const phrases = z.array(z.string().min(1)).min(1);
const roles = ['pupil', 'parent', 'staff', 'outside', 'adult'] as const;

const schema = z.strictObject({
  classes: z.record(z.string(), z.string()),
  platforms: z.partialRecord(z.enum(platforms), z.strictObject({ named: phrases, weak: phrases.optional() })),
  notPlatforms: phrases,
  kinds: z.array(z.strictObject({ kind: z.enum(kinds), phrases })),
  insults: z.string(),
  insultsBeside: z.string(),
  notKinds: phrases,
  stillUp: z.partialRecord(z.enum(stillUps), phrases),
  notGone: phrases,
  notGoneAfter: phrases,
  visibility: z.partialRecord(z.enum(visibilities), phrases),
  notVisibility: phrases,
  people: z.record(z.enum(roles), phrases),
  outside: phrases,
  unknown: phrases,
  acts: phrases,
  notices: phrases,
  hurts: phrases,
  reaches: phrases,
  shows: phrases,
  takesBack: phrases,
  school: z.strictObject({ cues: phrases, notAfter: phrases, hurt: phrases }),
  beforePeople: phrases,
  determiners: phrases,
  places: phrases,
  writers: z.strictObject({ staff: phrases, pupil: phrases, parent: phrases }),
});

/** Whom a word for a person means at a school. */
export type Role = (typeof roles)[number];

/** The words from which facts are read, as data has them. Read once; a malformed file stops the start. */
export const factWords = schema.parse(
  parse(readFileSync(new URL('../../data/shared/fact-words.yaml', import.meta.url), 'utf8')),
);

const classes: Readonly<Record<string, string>> = {
  ...factWords.classes,
  insults: factWords.insults,
  insultsBeside: factWords.insultsBeside,
};

/**
 * One pattern for a list of phrases of the data, for words with single spaces between. The phrase
 * language is told at the top of the data file.
 */
export function patternOf(phrases: readonly string[], where: 'anywhere' | 'after' = 'anywhere'): RegExp {
  const either = phrases.map(compiled).join('|');
  return where === 'after'
    ? new RegExp(`^(?:${either})(?= |$)`)
    : new RegExp(`(?:(?<= )|^)(?:${either})(?= |$)`, 'g');
}

function compiled(phrase: string): string {
  return phrase
    .replace(/<(\w+)>/g, (_, name: string) => {
      const words = classes[name];
      if (words === undefined) throw new Error(`fact-words: there is no class <${name}>`);
      return words;
    })
    .replace(/ \.\.\. /g, ' (?:[^ .,]+ ){0,3}')
    .replace(/(?<=^|[ (|^?])_(?=$|[ )|,$])/g, '[^ .,]+')
    .replace(/(?<=[a-z])\*/g, '[a-z]*')
    .replace(/\((?!\?)/g, '(?:');
}
