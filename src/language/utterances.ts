import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { isLabel } from './labels.js';

/** One training sentence with its label and the file (that is, the voice) it came from. */
export interface Utterance {
  readonly label: string;
  readonly text: string;
  readonly voice: string;
}

/** Everything a model is trained from, and the hash by which a model knows its own data. */
export interface TrainingData {
  readonly utterances: readonly Utterance[];
  readonly clauses: readonly string[];
  readonly hash: string;
}

const clausesSchema = z.array(z.object({ id: z.string().min(1) })).min(3);

/**
 * Reads the sentences of the school and the shared ones beside it, and the ids of the policy's clauses.
 * @returns the data, or every fault found, one a line
 */
export async function readTrainingData(
  schoolFolder: string,
): Promise<{ ok: true; data: TrainingData } | { ok: false; fault: string }> {
  const source = await readFile(join(schoolFolder, 'clauses.json'), 'utf8').catch(() => '[]');
  const parsed = clausesSchema.safeParse(JSON.parse(source));
  if (!parsed.success)
    return { ok: false, fault: `${schoolFolder}: clauses.json is missing or names no clauses` };
  const clauses = parsed.data.map((clause) => clause.id);
  const known = new Set(clauses);
  const digest = createHash('sha256').update(clauses.join('\n'));
  const utterances: Utterance[] = [];
  const faults: string[] = [];
  for (const folder of [
    join(dirname(schoolFolder), 'shared', 'utterances'),
    join(schoolFolder, 'utterances'),
  ]) {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.txt')).sort();
    for (const name of names) {
      const lines = (await readFile(join(folder, name), 'utf8')).split(/\r?\n/);
      lines.forEach((line, index) => {
        if (line.trim() === '' || line.startsWith('#')) return;
        const [label = '', text = ''] = line.split('|').map((part) => part.trim());
        digest.update(`\n${label}|${text}`);
        if (text === '' || !isLabel(label, known))
          faults.push(`${name} line ${index + 1}: no known label, or no sentence`);
        else utterances.push({ label, text, voice: name.replace(/\.txt$/, '') });
      });
    }
  }
  if (faults.length > 0) return { ok: false, fault: faults.join('\n') };
  return { ok: true, data: { utterances, clauses, hash: digest.digest('hex') } };
}
