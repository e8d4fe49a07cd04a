import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { stem } from './features.js';

const schema = z.object({
  alarms: z.array(z.object({ label: z.string(), phrases: z.array(z.string().min(1)).min(1) })),
  alone: z.array(z.object({ label: z.string(), words: z.array(z.string().min(1)).min(1) })),
  hypothetical: z.array(z.string().min(1)),
  personal: z.array(z.string().min(1)),
  supposed: z.array(z.string().min(1)),
  negators: z.array(z.string().min(1)),
  fillers: z.array(z.string().min(1)),
  dangers: z.array(z.string().min(1)),
});

/** What the words themselves say about danger, before anything learned. */
export interface Danger {
  /** The urgent label of the first alarm phrase found. */
  readonly alarm?: string;
  /** True when the message asks what would happen, of nobody in particular. */
  readonly hypothetical: boolean;
  /** True when what it asks of is a danger. */
  readonly supposed: boolean;
  /** Where the message says that a danger is not there ("nobody is in danger"), its words without the denial. */
  readonly undenied?: readonly string[];
}

export type DangerWords = (words: readonly string[]) => Danger;

interface Phrase {
  readonly label: string;
  readonly stems: readonly string[];
}

/** Other words that may stand between two words of an alarm phrase. */
const GAP = 2;

/** Reads the danger words. Throws when the file is missing or malformed, since the bot must not start without. */
export async function readDangerWords(file: string): Promise<DangerWords> {
  const words = schema.parse(parse(await readFile(file, 'utf8')));
  const alarms = byFirst(
    words.alarms.flatMap(({ label, phrases }) => phrases.map((phrase) => phraseOf(label, phrase))),
  );
  const alone = new Map(
    words.alone.flatMap(({ label, words: each }) => each.map((word) => [stem(word), label] as const)),
  );
  const hypotheses = byFirst(words.hypothetical.map((phrase) => phraseOf('', phrase)));
  const personal = new Set(words.personal.map(stem));
  const supposed = new Set(words.supposed.map(stem));
  const negators = byFirst(words.negators.map((phrase) => phraseOf('', phrase)));
  const fillers = new Set(words.fillers.map(stem));
  const dangers = new Set(words.dangers.map(stem));
  return (message) => {
    const stems = message.map(stem);
    const denied = new Set<number>();
    stems.forEach((_, at) => {
      let next = endsAt(stems, at, negators);
      if (next === 0) return;
      while (fillers.has(stems[next] ?? '')) next += 1;
      if (dangers.has(stems[next] ?? '')) for (let word = at; word <= next; word += 1) denied.add(word);
    });
    const hypothetical =
      firstFound(stems, hypotheses, 0) !== undefined && !stems.some((word) => personal.has(word));
    const only = stems.length === 1 ? alone.get(stems[0] ?? '') : undefined;
    const alarm = only ?? firstFound(stems, alarms, GAP);
    return {
      ...(alarm === undefined ? {} : { alarm }),
      hypothetical,
      supposed: hypothetical && stems.some((word) => supposed.has(word)),
      ...(denied.size === 0 ? {} : { undenied: message.filter((_, at) => !denied.has(at)) }),
    };
  };
}

function phraseOf(label: string, phrase: string): Phrase {
  return { label, stems: phrase.split(' ').map(stem) };
}

function byFirst(phrases: readonly Phrase[]): ReadonlyMap<string, readonly Phrase[]> {
  const found = new Map<string, Phrase[]>();
  for (const phrase of phrases) {
    const first = phrase.stems[0] ?? '';
    found.set(first, [...(found.get(first) ?? []), phrase]);
  }
  return found;
}

function firstFound(
  stems: readonly string[],
  phrases: ReadonlyMap<string, readonly Phrase[]>,
  gap: number,
): string | undefined {
  for (const [at, word] of stems.entries())
    for (const phrase of phrases.get(word) ?? []) if (stands(stems, at, phrase, gap)) return phrase.label;
  return undefined;
}

function stands(stems: readonly string[], from: number, phrase: Phrase, gap: number): boolean {
  let at = from;
  for (const wanted of phrase.stems.slice(1)) {
    const next = stems.slice(at + 1, at + 2 + gap).indexOf(wanted);
    if (next < 0) return false;
    at += next + 1;
  }
  return true;
}

/** Where the words after a negator at this place begin, or 0 when none stands here. */
function endsAt(
  stems: readonly string[],
  at: number,
  negators: ReadonlyMap<string, readonly Phrase[]>,
): number {
  const found = (negators.get(stems[at] ?? '') ?? []).find((phrase) => stands(stems, at, phrase, 0));
  return found === undefined ? 0 : at + found.stems.length;
}
