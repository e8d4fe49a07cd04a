import { z } from 'zod';
import { type Constant, onnxOf, type Step } from './onnx.js';
import { type Block, openWeights, type Weights } from './weights.js';

/** What a folder's config.json says of its encoder (the names are Hugging Face's). */
export const shapeSchema = z.object({
  model_type: z.literal('bert'),
  hidden_act: z.literal('gelu'),
  hidden_size: z.number().int().positive(),
  num_hidden_layers: z.number().int().positive(),
  num_attention_heads: z.number().int().positive(),
  max_position_embeddings: z.number().int().positive(),
  layer_norm_eps: z.number().positive(),
});

export type Shape = z.infer<typeof shapeSchema>;

/** An encoder of the BERT kind: pieces of words become rows of numbers, and the graph makes of them one vector. */
export interface Bert {
  /** The rows for the pieces of words with these numbers, one after another. */
  readonly rows: (pieces: readonly number[]) => Float32Array;
  /** The computation from the rows (`pieces`) to the mean of what the last layer makes of them (`sentence`). */
  readonly graph: Uint8Array;
}

/** The matrices of each layer, by the names of what they make: several of the file's side by side. */
const MATRICES = {
  asked: ['attention.self.query', 'attention.self.key', 'attention.self.value'],
  told: ['attention.output.dense'],
  wide: ['intermediate.dense'],
  narrow: ['output.dense'],
} as const;
const LEVELS = ['attention.output.LayerNorm', 'output.LayerNorm'] as const;
const FIRST_LEVEL = 'embeddings.LayerNorm';

const layered = (layer: number, name: string): string => `encoder.layer.${layer}.${name}`;
const pair = (name: string): string[] => [`${name}.weight`, `${name}.bias`];

/**
 * Reads an encoder of the BERT kind (Devlin et al. 2018) from a file of weights in the safetensors form. Throws when
 * it cannot be read or holds no such encoder.
 */
export async function readBert(path: string, shape: Shape): Promise<Bert> {
  const weights = await openWeights(path);
  try {
    const rows = await rowsFrom(weights);
    const graph = onnxOf({
      input: { name: 'pieces', shape: [1, 'pieces', shape.hidden_size] },
      output: { name: 'sentence', shape: [1, shape.hidden_size] },
      constants: await constantsFrom(weights, shape),
      steps: stepsOf(shape),
    });
    return { rows, graph };
  } finally {
    await weights.close();
  }
}

async function rowsFrom(weights: Weights): Promise<Bert['rows']> {
  const words = await weights.block('embeddings.word_embeddings.weight');
  const places = await weights.block('embeddings.position_embeddings.weight');
  const kinds = await weights.block('embeddings.token_type_embeddings.weight');
  const { columns } = words;
  return (pieces) => {
    const rows = new Float32Array(pieces.length * columns);
    pieces.forEach((piece, place) => {
      for (let column = 0; column < columns; column += 1)
        rows[place * columns + column] =
          words.at(piece * columns + column) + places.at(place * columns + column) + kinds.at(column);
    });
    return rows;
  };
}

async function constantsFrom(weights: Weights, shape: Shape): Promise<Map<string, Constant>> {
  const { hidden_size: width, num_hidden_layers: layers, num_attention_heads: heads } = shape;
  const constants = new Map<string, Constant>([
    ['by head', { shape: [4], numbers: BigInt64Array.of(0n, 0n, BigInt(heads), -1n) }],
    ['joined', { shape: [3], numbers: BigInt64Array.of(0n, 0n, BigInt(width)) }],
  ]);
  const list = async (name: string): Promise<void> => {
    const { columns, at } = await weights.block(name);
    constants.set(name, {
      shape: [columns],
      numbers: Float32Array.from({ length: columns }, (_, place) => at(place)),
    });
  };
  for (const name of pair(FIRST_LEVEL)) await list(name);
  for (let layer = 0; layer < layers; layer += 1) {
    for (const level of LEVELS) for (const name of pair(layered(layer, level))) await list(name);
    for (const [to, names] of Object.entries(MATRICES)) {
      const parts: Linear[] = [];
      for (const name of names) {
        const weight = await weights.block(`${layered(layer, name)}.weight`);
        const bias = await weights.block(`${layered(layer, name)}.bias`);
        // What is asked is divided by the root of a head's width, once and for all.
        parts.push({ weight, bias, scale: name.endsWith('query') ? 1 / Math.sqrt(width / heads) : 1 });
      }
      for (const [end, constant] of Object.entries(packed(parts)))
        constants.set(`${layer}.${to}.${end}`, constant);
    }
  }
  return constants;
}

interface Linear {
  readonly weight: Block;
  readonly bias: Block;
  /** What both are multiplied by. */
  readonly scale: number;
}

/**
 * Weights are held in bytes, one scale for each column. With seven bits of the eight, every processor gives the same
 * sums: those without VNNI add two products in 16 bits, and would lose the top of them.
 */
const LARGEST = 63;

/** Matrices side by side, each column in bytes with a scale of its own; turned, since the file has them by columns. */
function packed(parts: readonly Linear[]): Record<'bytes' | 'scale' | 'bias', Constant> {
  const depth = parts[0]?.weight.columns ?? 0;
  const columns = parts.reduce((sum, { weight }) => sum + weight.rows, 0);
  const bytes = new Int8Array(depth * columns);
  const scale = new Float32Array(columns);
  const biases = new Float32Array(columns);
  let column = 0;
  for (const { weight, bias, scale: times } of parts)
    for (let row = 0; row < weight.rows; row += 1, column += 1) {
      let furthest = 0;
      for (let at = 0; at < depth; at += 1)
        furthest = Math.max(furthest, Math.abs(weight.at(row * depth + at)));
      const unit = furthest / LARGEST || 1;
      for (let at = 0; at < depth; at += 1)
        bytes[at * columns + column] = Math.round(weight.at(row * depth + at) / unit);
      scale[column] = unit * times;
      biases[column] = bias.at(row) * times;
    }
  return {
    bytes: { shape: [depth, columns], numbers: bytes },
    scale: { shape: [columns], numbers: scale },
    bias: { shape: [columns], numbers: biases },
  };
}

/** The layers one after another: every piece of a word looks at the others, then each is thought over by itself. */
function stepsOf({ num_hidden_layers: layers, layer_norm_eps: epsilon }: Shape): Step[] {
  const steps: Step[] = [];
  const step = (operation: string, from: readonly string[], to: string, rest: Partial<Step> = {}): string => {
    steps.push({ operation, from, to: [to], ...rest });
    return to;
  };
  const lastAxis = { axis: { int: -1 } };
  const levelled = (from: string, name: string, to: string): string =>
    step('LayerNormalization', [from, ...pair(name)], to, {
      settings: { ...lastAxis, epsilon: { real: epsilon } },
    });
  const linear = (from: string, to: string): string =>
    step('DynamicQuantizeMatMul', [from, `${to}.bytes`, `${to}.scale`, '', `${to}.bias`], to, { own: true });
  const turned = (from: string, ints: readonly number[], to: string): string =>
    step('Transpose', [from], to, { settings: { perm: { ints } } });
  const byHead = (from: string, order: readonly number[]): string =>
    turned(step('Reshape', [from, 'by head'], `${from}.heads`), order, `${from}.turned`);

  let state = levelled('pieces', FIRST_LEVEL, 'start');
  for (let layer = 0; layer < layers; layer += 1) {
    const own = (name: string): string => `${layer}.${name}`;
    const [query, key, value] = [own('query'), own('key'), own('value')];
    const asked = linear(state, own('asked'));
    steps.push({ operation: 'Split', from: [asked], to: [query, key, value], settings: lastAxis });
    const met = step('MatMul', [byHead(query, [0, 2, 1, 3]), byHead(key, [0, 2, 3, 1])], own('met'));
    const heeded = step('Softmax', [met], own('heeded'), { settings: lastAxis });
    const mixed = step('MatMul', [heeded, byHead(value, [0, 2, 1, 3])], own('mixed'));
    const joined = step('Reshape', [turned(mixed, [0, 2, 1, 3], own('back')), 'joined'], own('joined'));
    const noted = step('Add', [state, linear(joined, own('told'))], own('noted'));
    const half = levelled(noted, layered(layer, LEVELS[0]), own('half'));
    const bent = step('Gelu', [linear(half, own('wide'))], own('bent'), { own: true });
    const summed = step('Add', [half, linear(bent, own('narrow'))], own('summed'));
    state = levelled(summed, layered(layer, LEVELS[1]), own('end'));
  }
  step('ReduceMean', [state], 'sentence', { settings: { axes: { ints: [1] }, keepdims: { int: 0 } } });
  return steps;
}
