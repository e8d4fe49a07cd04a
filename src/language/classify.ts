import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type Machine, scoresOf, trainMachine } from './classifier.js';
import { createSentenceEncoder } from './encoder.js';
import { type Prepared, prepare, rowOf, TRAINING, vocabularyOfLines } from './trainer.js';

const trainSchema = z.object({ text: z.string(), label: z.string() });
const askSchema = z.object({ id: z.union([z.string(), z.number()]), text: z.string() });

/** Labels by which intent data sets name what belongs to no intent. */
const OUTSIDE: ReadonlySet<string> = new Set(['oos', 'out_of_scope', 'out-of-scope', 'none']);
/** Steepness and middle of the curve from the best label's distance to a share. */
const STEEPNESS = 3;
const MIDDLE = -0.4;

/**
 * `npm run --silent classify -- --train train.jsonl < test.jsonl > out.jsonl`: a fresh classifier of the same
 * design for any labels, so that the engine can be held against public intent data sets.
 */
async function classify(): Promise<void> {
  const file = process.argv[process.argv.indexOf('--train') + 1];
  if (file === undefined || !process.argv.includes('--train'))
    throw new Error('Say which file: --train train.jsonl');
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  const examples = lines.map((line) => trainSchema.parse(JSON.parse(line)));
  const encoder = createSentenceEncoder(process.env.ENCODER);
  const prepared: Prepared[] = [];
  for (const { text } of examples) {
    prepared.push(...(await prepare([text], encoder)));
    if (prepared.length % 1000 === 0)
      console.error(`${prepared.length} of ${examples.length} sentences encoded`);
  }
  const vocabulary = vocabularyOfLines(prepared);
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  const machine = trainMachine(
    prepared.map((one) => rowOf(one, vocabulary, true)),
    vocabulary.buckets.length,
    labels.map((name) => ({ name, yes: (row) => examples[row]?.label === name })),
    TRAINING,
    (done) => {
      if (done % 20 === 0 || done === labels.length)
        console.error(`${done} of ${labels.length} labels trained`);
    },
  );
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const { id, text } = askSchema.parse(JSON.parse(line));
    for (const one of await prepare([text], encoder)) {
      const answer = answerOf(machine, scoresOf(machine, rowOf(one, vocabulary, true)));
      process.stdout.write(`${JSON.stringify({ id, ...answer })}\n`);
    }
  }
  await encoder.close();
}

function answerOf(machine: Machine, scores: Float32Array): { label: string; score: number; inscope: number } {
  const ranked = machine.names
    .map((label, at) => ({ label, score: scores[at] ?? 0 }))
    .sort((a, b) => b.score - a.score);
  const inside = ranked.find(({ label }) => !OUTSIDE.has(label));
  const outside = ranked.find(({ label }) => OUTSIDE.has(label));
  const lead = outside === undefined ? (inside?.score ?? 0) : (inside?.score ?? 0) - outside.score;
  return { label: ranked[0]?.label ?? '', score: shareOf(ranked[0]?.score ?? 0), inscope: shareOf(lead) };
}

function shareOf(distance: number): number {
  return 1 / (1 + Math.exp(-STEEPNESS * (distance - MIDDLE)));
}

await classify();
