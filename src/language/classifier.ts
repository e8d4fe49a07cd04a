import type { Sparse } from './features.js';

/** One text as the classifier sees it: n-grams, and the sentence embedding where there is an encoder. */
export interface Row {
  readonly grams: Sparse;
  readonly embedding?: Float32Array;
}

/** One yes-or-no question that the classifier learns: which rows are a yes. */
export interface Target {
  readonly name: string;
  readonly yes: (row: number) => boolean;
  /** The rows that the question is asked of; all of them when absent. */
  readonly among?: (row: number) => boolean;
}

export interface Training {
  /** Cost of a training line on the wrong side; larger fits closer. */
  readonly cost: number;
  /** How much more a missed yes costs than a missed no, since each target has few of them. */
  readonly yesCost: number;
  readonly rounds: number;
}

/** Linear weights for all targets. The weights of one column lie side by side. */
export interface Machine {
  readonly names: readonly string[];
  /** As trained, or packed to whole numbers that `gramScale` brings back. */
  readonly gramWeights: Float32Array | Int8Array;
  readonly gramScale: Float32Array;
  readonly embeddingWeights: Float32Array;
  readonly bias: Float32Array;
}

const BIAS_FEATURE = 1;
/** A round in which no line moved further than this ends the training of a target. */
const STILL = 0.02;
/** A line this far on the right side rests until the next full round. */
const REST = 0.1;
const FULL_ROUND = 5;

/**
 * Flat one-vs-rest linear support vector machine, squared hinge loss, by dual coordinate descent
 * (Hsieh et al. 2008). The same rows give the same weights on every machine.
 */
export function trainMachine(
  rows: readonly Row[],
  columns: number,
  targets: readonly Target[],
  training: Training,
  progress: (done: number) => void = () => {},
): Machine {
  const dimensions = rows[0]?.embedding?.length ?? 0;
  const count = targets.length;
  const gramWeights = new Float32Array(columns * count);
  const embeddingWeights = new Float32Array(dimensions * count);
  const bias = new Float32Array(count);
  const lengths = Float64Array.from(rows, squaredLength);
  targets.forEach((target, index) => {
    const found = trainTarget(rows, lengths, columns, dimensions, target, training);
    found.grams.forEach((weight, column) => {
      gramWeights[column * count + index] = weight;
    });
    found.embedding.forEach((weight, dimension) => {
      embeddingWeights[dimension * count + index] = weight;
    });
    bias[index] = found.bias;
    progress(index + 1);
  });
  const gramScale = new Float32Array(count).fill(1);
  return { names: targets.map((target) => target.name), gramWeights, gramScale, embeddingWeights, bias };
}

function squaredLength(row: Row): number {
  let sum = BIAS_FEATURE * BIAS_FEATURE;
  for (const value of row.grams.values) sum += value * value;
  for (const value of row.embedding ?? []) sum += value * value;
  return sum;
}

interface Weighing {
  readonly grams: Float64Array;
  readonly embedding: Float64Array;
  bias: number;
}

function trainTarget(
  rows: readonly Row[],
  lengths: Float64Array,
  columns: number,
  dimensions: number,
  target: Target,
  { cost, yesCost, rounds }: Training,
): Weighing {
  const weights: Weighing = {
    grams: new Float64Array(columns),
    embedding: new Float64Array(dimensions),
    bias: 0,
  };
  const duals = new Float64Array(rows.length);
  const signs = Float64Array.from(rows, (_, row) => (target.yes(row) ? 1 : -1));
  const softness = signs.map((sign) => 0.5 / (sign > 0 ? cost * yesCost : cost));
  const order = Int32Array.from(rows.keys()).filter((row) => target.among?.(row) ?? true);
  let active = order.length;
  const random = sequence(1);
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, active, random);
    let furthest = 0;
    for (let at = 0; at < active; at += 1) {
      const index = order[at] ?? 0;
      const row = rows[index];
      if (row === undefined) continue;
      const sign = signs[index] ?? 0;
      const dual = duals[index] ?? 0;
      const soft = softness[index] ?? 0;
      const gradient = sign * product(weights, row) - 1 + soft * dual;
      if (dual === 0 && gradient > 0) {
        if (gradient > REST) {
          active -= 1;
          order[at] = order[active] ?? 0;
          order[active] = index;
          at -= 1;
        }
        continue;
      }
      furthest = Math.max(furthest, Math.abs(gradient));
      const next = Math.max(dual - gradient / ((lengths[index] ?? 0) + soft), 0);
      if (next === dual) continue;
      duals[index] = next;
      add(weights, row, (next - dual) * sign);
    }
    if (furthest < STILL) {
      if (active === order.length) break;
      active = order.length;
    } else if (round % FULL_ROUND === FULL_ROUND - 1) active = order.length;
  }
  return weights;
}

function product(weights: Weighing, { grams, embedding }: Row): number {
  const { columns, values } = grams;
  let sum = weights.bias * BIAS_FEATURE;
  for (let at = 0; at < columns.length; at += 1)
    sum += (weights.grams[columns[at] ?? 0] ?? 0) * (values[at] ?? 0);
  if (embedding !== undefined)
    for (let at = 0; at < embedding.length; at += 1)
      sum += (weights.embedding[at] ?? 0) * (embedding[at] ?? 0);
  return sum;
}

function add(weights: Weighing, { grams, embedding }: Row, step: number): void {
  const { columns, values } = grams;
  weights.bias += step * BIAS_FEATURE;
  for (let at = 0; at < columns.length; at += 1) {
    const column = columns[at] ?? 0;
    weights.grams[column] = (weights.grams[column] ?? 0) + step * (values[at] ?? 0);
  }
  if (embedding !== undefined)
    for (let at = 0; at < embedding.length; at += 1)
      weights.embedding[at] = (weights.embedding[at] ?? 0) + step * (embedding[at] ?? 0);
}

/** The distance of a text from each target's border, yes above zero, in the order of the names. */
export function scoresOf(machine: Machine, { grams, embedding }: Row): Float32Array {
  const scores = new Float32Array(machine.names.length);
  grams.columns.forEach((column, at) => {
    addColumn(scores, machine.gramWeights, column, grams.values[at] ?? 0);
  });
  machine.gramScale.forEach((scale, at) => {
    scores[at] = (scores[at] ?? 0) * scale + (machine.bias[at] ?? 0) * BIAS_FEATURE;
  });
  embedding?.forEach((value, dimension) => {
    addColumn(scores, machine.embeddingWeights, dimension, value);
  });
  return scores;
}

function addColumn(
  scores: Float32Array,
  weights: Float32Array | Int8Array,
  column: number,
  value: number,
): void {
  const from = column * scores.length;
  for (let at = 0; at < scores.length; at += 1)
    scores[at] = (scores[at] ?? 0) + value * (weights[from + at] ?? 0);
}

/**
 * A machine that scores as the weighted mean of two that were trained on the same targets and columns.
 * @param share how much the first counts, 0 to 1; the second may lack embedding weights
 */
export function blended(one: Machine, other: Machine, share: number): Machine {
  const mean = (a: ArrayLike<number>, b: ArrayLike<number>): Float32Array =>
    Float32Array.from(a, (value, at) => share * value + (1 - share) * (b[at] ?? 0));
  return {
    names: one.names,
    gramWeights: mean(one.gramWeights, other.gramWeights),
    gramScale: one.gramScale,
    embeddingWeights: mean(one.embeddingWeights, other.embeddingWeights),
    bias: mean(one.bias, other.bias),
  };
}

const LARGEST_BYTE = 127;

/** The same machine with each n-gram weight in one byte; scores change in the third digit. */
export function packed(machine: Machine): Machine {
  const count = machine.names.length;
  const gramScale = new Float32Array(count);
  machine.gramWeights.forEach((weight, at) => {
    gramScale[at % count] = Math.max(gramScale[at % count] ?? 0, Math.abs(weight) / LARGEST_BYTE);
  });
  const gramWeights = Int8Array.from(machine.gramWeights, (weight, at) => {
    const scale = gramScale[at % count] ?? 0;
    return scale === 0 ? 0 : Math.round(weight / scale);
  });
  return { ...machine, gramWeights, gramScale };
}

/** A repeatable sequence of numbers from 0 up to 1 (mulberry32). */
export function sequence(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffle(order: Int32Array, length: number, random: () => number): void {
  for (let at = length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const kept = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = kept;
  }
}
