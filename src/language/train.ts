import { dirname, join } from 'node:path';
import { readDangerWords } from './danger.js';
import { createSentenceEncoder } from './encoder.js';
import { writeModel } from './model.js';
import { type Lines, type Prepared, prepare, trainVariants, vocabularyOfLines } from './trainer.js';
import { readTrainingData } from './utterances.js';

const schoolFolder = process.env.SCHOOL ?? 'data/argyle';
const encoderFolder = process.env.ENCODER;

/** Trains both classifiers from the sentences in the data folders. The same sentences give the same files. */
async function train(): Promise<void> {
  const read = await readTrainingData(schoolFolder);
  if (!read.ok) throw new Error(read.fault);
  const { utterances, clauses, hash } = read.data;
  console.log(`${utterances.length} sentences, ${clauses.length} clauses`);
  const dangerWords = await readDangerWords(join(dirname(schoolFolder), 'shared', 'danger-words.yaml'));
  const encoder = createSentenceEncoder(encoderFolder);
  const prepared: Prepared[] = [];
  for (const { text } of utterances) {
    prepared.push(...(await prepare([text], encoder)));
    if (prepared.length % 500 === 0) console.log(`  ${prepared.length} sentences encoded`);
  }
  const lines: Lines = { utterances, prepared, vocabulary: vocabularyOfLines(prepared), dangerWords };
  const variants = trainVariants(lines, (text) => console.log(`  ${text}`));
  const { vocabulary } = lines;
  await writeModel(join(schoolFolder, 'model'), {
    dataHash: hash,
    lines: utterances.length,
    encoder: encoder.name,
    vocabulary,
    ...variants,
  });
  await encoder.close();
  console.log(`${vocabulary.buckets.length} columns; model written to ${join(schoolFolder, 'model')}`);
}

await train();
