import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Machine, packed } from './classifier.js';
import { thresholdsSchema } from './decision.js';
import { type Vocabulary, vocabularyOf } from './features.js';
import type { Variant } from './trainer.js';

/** The form of the files; a change of features, targets or layout gets the next number. */
const VERSION = 2;

const HEADER = 'model.json';
const WEIGHTS_FILE = 'weights.bin';

const variantSchema = z.object({
  names: z.array(z.string()),
  dimensions: z.number().int().nonnegative(),
  thresholds: thresholdsSchema,
});

const headerSchema = z.object({
  version: z.literal(VERSION),
  dataHash: z.string(),
  lines: z.number().int(),
  columns: z.number().int().positive(),
  encoder: z.string(),
  withEncoder: variantSchema,
  withoutEncoder: variantSchema,
});

/** What `npm run train` makes: the vocabulary and two classifiers, one for each case of the encoder. */
export interface Model {
  readonly dataHash: string;
  readonly lines: number;
  /** Name of the encoder whose vectors the first classifier expects. */
  readonly encoder: string;
  readonly vocabulary: Vocabulary;
  readonly withEncoder: Variant;
  readonly withoutEncoder: Variant;
}

/** Writes the model: a header that people can read, and the weights. */
export async function writeModel(folder: string, model: Model): Promise<void> {
  const parts: Uint8Array[] = [bytesOf(model.vocabulary.buckets), bytesOf(model.vocabulary.rarity)];
  const headerOf = ({ machine, thresholds }: Variant): z.infer<typeof variantSchema> => {
    const small = packed(machine);
    const { gramScale, bias, embeddingWeights, gramWeights } = small;
    parts.push(...[gramScale, bias, embeddingWeights, gramWeights].map(bytesOf));
    return {
      names: [...machine.names],
      dimensions: embeddingWeights.length / machine.names.length,
      thresholds,
    };
  };
  const header: z.infer<typeof headerSchema> = {
    version: VERSION,
    dataHash: model.dataHash,
    lines: model.lines,
    columns: model.vocabulary.buckets.length,
    encoder: model.encoder,
    withEncoder: headerOf(model.withEncoder),
    withoutEncoder: headerOf(model.withoutEncoder),
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, WEIGHTS_FILE), Buffer.concat(parts));
  await writeFile(join(folder, HEADER), `${JSON.stringify(header, null, 1)}\n`);
}

function bytesOf(block: Int32Array | Float32Array | Int8Array): Uint8Array {
  return new Uint8Array(block.buffer, block.byteOffset, block.byteLength);
}

const MEND = 'Run: npm run train';

/**
 * Reads a model that was trained from exactly this data.
 * @returns the model, or the fault with the command that mends it
 */
export async function readModel(
  folder: string,
  dataHash: string,
): Promise<{ ok: true; model: Model } | { ok: false; fault: string }> {
  const [source, weights] = await Promise.all([
    readFile(join(folder, HEADER), 'utf8').catch(() => undefined),
    readFile(join(folder, WEIGHTS_FILE)).catch(() => undefined),
  ]);
  if (source === undefined || weights === undefined)
    return { ok: false, fault: `There is no language model in ${folder}. ${MEND}` };
  const parsed = headerSchema.safeParse(jsonOf(source));
  if (!parsed.success)
    return { ok: false, fault: `The language model in ${folder} is of another version. ${MEND}` };
  const header = parsed.data;
  if (header.dataHash !== dataHash)
    return {
      ok: false,
      fault: `The language model in ${folder} was trained on other sentences or clauses. ${MEND}`,
    };
  const blocks = blocksOf(weights);
  const vocabulary = vocabularyOf(blocks.whole(header.columns), blocks.real(header.columns));
  const variantOf = ({ names, dimensions, thresholds }: z.infer<typeof variantSchema>): Variant => {
    const gramScale = blocks.real(names.length);
    const bias = blocks.real(names.length);
    const embeddingWeights = blocks.real(names.length * dimensions);
    const gramWeights = blocks.byte(names.length * header.columns);
    const machine: Machine = { names, gramScale, bias, embeddingWeights, gramWeights };
    return { machine, thresholds };
  };
  const model = {
    ...header,
    vocabulary,
    withEncoder: variantOf(header.withEncoder),
    withoutEncoder: variantOf(header.withoutEncoder),
  };
  if (blocks.rest() !== 0) return { ok: false, fault: `The language model in ${folder} is damaged. ${MEND}` };
  return { ok: true, model };
}

function jsonOf(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

/** Reads the blocks of the weights file one after another, each copied so that its numbers are aligned. */
function blocksOf(weights: Buffer) {
  let at = 0;
  const take = (length: number): ArrayBuffer => {
    const block = new Uint8Array(length);
    block.set(weights.subarray(at, at + length));
    at += length;
    return block.buffer;
  };
  return {
    whole: (length: number) => new Int32Array(take(length * 4)),
    real: (length: number) => new Float32Array(take(length * 4)),
    byte: (length: number) => new Int8Array(take(length)),
    rest: () => weights.length - at,
  };
}
