import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';

/** What a loader returns: the value, or every fault with the file and the key that it is in. */
export type Loaded<T> = { ok: true; value: T } | { ok: false; faults: string[] };

/** Reads a YAML or JSON file and parses it. A file that cannot be read or is no YAML is one fault. */
export function readData<T>(path: string, schema: z.ZodType<T>): Loaded<T> {
  const file = basename(path);
  let raw: unknown;
  try {
    raw = parse(readFileSync(path, 'utf8'));
  } catch (fault) {
    return { ok: false, faults: [`${file}: ${fault instanceof Error ? fault.message : 'cannot be read'}`] };
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { ok: true, value: parsed.data };
  return {
    ok: false,
    faults: parsed.error.issues.map(
      ({ path: keys, message }) => `${file}: ${keyWords(raw, keys)}: ${message}`,
    ),
  };
}

/** Reads a text file. */
export function readText(path: string): Loaded<string> {
  try {
    return { ok: true, value: readFileSync(path, 'utf8') };
  } catch (fault) {
    return {
      ok: false,
      faults: [`${basename(path)}: ${fault instanceof Error ? fault.message : 'cannot be read'}`],
    };
  }
}

/** The text with every run of white space as one space: quotes are compared in this form. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The place of a fault as a person would look for it: an entry of a list is named by its id where it has one. */
function keyWords(raw: unknown, keys: readonly PropertyKey[]): string {
  let here: unknown = raw;
  const words: string[] = [];
  for (const key of keys) {
    here = child(here, key);
    const id = typeof key === 'number' ? child(here, 'id') : undefined;
    words.push(typeof id === 'string' ? id : String(key));
  }
  return words.join('.') || 'the whole file';
}

function child(parent: unknown, key: PropertyKey): unknown {
  if (typeof parent !== 'object' || parent === null) return undefined;
  return Object.getOwnPropertyDescriptor(parent, key)?.value;
}
