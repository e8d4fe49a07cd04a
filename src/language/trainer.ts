import {
  blended,
  type Machine,
  type Row,
  scoresOf,
  type Target,
  type Training,
  trainMachine,
} from './classifier.js';
import type { DangerWords } from './danger.js';
import type { Thresholds } from './decision.js';
import type { Encoder } from './encoder.js';
import {
  familiarity,
  type Grams,
  grams,
  type Vocabulary,
  vectorOf,
  vocabularyFrom,
  type Weights,
} from './features.js';
import { clauseOf, meaningOf } from './labels.js';
import { normalise, type Plain, shorten } from './normalise.js';
import { clauseTarget, type Reading, ROUTE_TARGETS, readingOf, routeTarget } from './reading.js';
import { fitThresholds, type Unseen } from './thresholds.js';
import type { Utterance } from './utterances.js';

/** Block weights and costs, chosen by leave-one-voice-out cross-validation. */
export const WEIGHTS: Weights = { words: 1.2, characters: 1, embedding: 1.6 };
export const TRAINING: Training = { cost: 1, yesCost: 2, rounds: 11 };
/** How much of the classifier with the encoder is the one that learned with embeddings. */
const EMBEDDING_SHARE = 0.6;
/** Training lines that must hold an n-gram before it becomes a column. */
const LEAST_LINES = 2;

/** A text made ready for any classifier. */
export interface Prepared {
  readonly plain: Plain;
  readonly grams: Grams;
  readonly embedding?: Float32Array;
}

/** One trained classifier with its own thresholds: there is one with and one without the sentence encoder. */
export interface Variant {
  readonly machine: Machine;
  readonly thresholds: Thresholds;
}

/** Makes a text ready by its words alone. */
export function preparedByWords(text: string): Prepared {
  const plain = normalise(shorten(text));
  return { plain, grams: grams(plain.words) };
}

/** Makes texts ready, each with its embedding where it has any words, in one run of the encoder. Throws when that does. */
export async function prepare(texts: readonly string[], encoder: Encoder): Promise<Prepared[]> {
  const ready = texts.map(preparedByWords);
  const worded = ready.filter(({ plain }) => plain.text !== '');
  const embeddings = worded.length > 0 ? await encoder.embed(worded.map(({ plain }) => plain.text)) : [];
  return ready.map((one) => {
    const embedding = embeddings[worded.indexOf(one)];
    return embedding === undefined ? one : { ...one, embedding };
  });
}

/** The columns that the training lines give. */
export function vocabularyOfLines(lines: readonly Prepared[]): Vocabulary {
  return vocabularyFrom(
    lines.map((line) => line.grams),
    LEAST_LINES,
  );
}

/** A prepared text as a row of the classifier; without its embedding for the variant that has no encoder. */
export function rowOf(prepared: Prepared, vocabulary: Vocabulary, withEmbedding: boolean): Row {
  const row = { grams: vectorOf(prepared.grams, vocabulary, WEIGHTS) };
  if (!withEmbedding || prepared.embedding === undefined) return row;
  return { ...row, embedding: prepared.embedding.map((value) => value * WEIGHTS.embedding) };
}

/** What a classifier makes of a prepared text. */
export function readWith(
  machine: Machine,
  prepared: Prepared,
  vocabulary: Vocabulary,
  dangerWords: DangerWords,
): Reading {
  const row = rowOf(prepared, vocabulary, machine.embeddingWeights.length > 0);
  return readingOf(machine.names, scoresOf(machine, row), {
    words: prepared.plain.words.length,
    familiarity: familiarity(prepared.plain.words, vocabulary),
    danger: dangerWords(prepared.plain.words),
  });
}

/** Learns the labels and, beside them, the whole routes and the clauses among themselves. */
export function trainLabels(
  rows: readonly Row[],
  labels: readonly string[],
  columns: number,
  progress?: (done: number, of: number) => void,
): Machine {
  const names = [...new Set(labels)].sort();
  const isClause = (row: number): boolean => clauseOf(labels[row] ?? '') !== undefined;
  const targets: Target[] = [
    ...names.map((name) => ({ name, yes: (row: number) => labels[row] === name })),
    ...ROUTE_TARGETS.map((route) => ({
      name: routeTarget(route),
      yes: (row: number) => meaningOf(labels[row] ?? '')?.route === route,
    })),
    ...names
      .filter((name) => clauseOf(name) !== undefined)
      .map((name) => ({
        name: clauseTarget(name),
        yes: (row: number) => labels[row] === name,
        among: isClause,
      })),
  ];
  return trainMachine(rows, columns, targets, TRAINING, (done) => progress?.(done, targets.length));
}

/** A fold is the lines of one voice; small files share a fold, so that each holds enough lines. */
const SMALLEST_FOLD = 150;

/** For each line the number of its fold, so that no classifier is tested on a voice that it has met. */
export function foldsByVoice(lines: readonly Utterance[]): number[] {
  const sizes = new Map<string, number>();
  for (const { voice } of lines) sizes.set(voice, (sizes.get(voice) ?? 0) + 1);
  const folds = new Map<string, number>();
  let next = 1;
  for (const [voice, size] of sizes) {
    folds.set(voice, size < SMALLEST_FOLD ? 0 : next);
    if (size >= SMALLEST_FOLD) next += 1;
  }
  return lines.map(({ voice }) => folds.get(voice) ?? 0);
}

export interface Lines {
  readonly utterances: readonly Utterance[];
  readonly prepared: readonly Prepared[];
  readonly vocabulary: Vocabulary;
  readonly dangerWords: DangerWords;
}

/** One thing for each case of the sentence encoder. */
export interface Both<Thing> {
  readonly withEncoder: Thing;
  readonly withoutEncoder: Thing;
}

/**
 * Trains on the lines with these numbers. The classifier with the encoder is a mean of one that learned n-grams and
 * embedding together and the one that learned n-grams alone, which finds a little more than either.
 */
function trainBoth(
  lines: Lines,
  kept: readonly number[],
  progress?: (done: number, of: number) => void,
): Both<Machine> {
  const prepared = kept.flatMap((at) => lines.prepared[at] ?? []);
  const labels = kept.map((at) => lines.utterances[at]?.label ?? '');
  const columns = lines.vocabulary.buckets.length;
  const machineFor = (withEmbedding: boolean): Machine =>
    trainLabels(
      prepared.map((one) => rowOf(one, lines.vocabulary, withEmbedding)),
      labels,
      columns,
      progress,
    );
  const withoutEncoder = machineFor(false);
  return { withEncoder: blended(machineFor(true), withoutEncoder, EMBEDDING_SHARE), withoutEncoder };
}

/** Every line as read by classifiers that were trained on the other voices only. */
export function readUnseen(lines: Lines, progress: (text: string) => void): Both<Unseen[]> {
  const { utterances, prepared, vocabulary, dangerWords } = lines;
  const folds = foldsByVoice(utterances);
  const unseen: Both<Unseen[]> = { withEncoder: [], withoutEncoder: [] };
  for (const fold of [...new Set(folds)].sort((a, b) => a - b)) {
    const kept = [...folds.keys()].filter((at) => folds[at] !== fold);
    const machines = trainBoth(lines, kept);
    utterances.forEach(({ label }, at) => {
      const one = prepared[at];
      if (folds[at] !== fold || one === undefined) return;
      const read = (machine: Machine): Unseen => ({
        label,
        reading: readWith(machine, one, vocabulary, dangerWords),
      });
      unseen.withEncoder.push(read(machines.withEncoder));
      unseen.withoutEncoder.push(read(machines.withoutEncoder));
    });
    progress(
      `voice ${fold}: ${utterances.length - kept.length} sentences read by a classifier of the others`,
    );
  }
  return unseen;
}

/** Trains both variants on all lines, with thresholds fitted on unseen ones. */
export function trainVariants(lines: Lines, progress: (text: string) => void): Both<Variant> {
  const unseen = readUnseen(lines, progress);
  const machines = trainBoth(lines, [...lines.utterances.keys()], (done, of) => {
    if (done === of) progress(`${of} targets trained on all sentences`);
  });
  return {
    withEncoder: { machine: machines.withEncoder, thresholds: fitThresholds(unseen.withEncoder) },
    withoutEncoder: { machine: machines.withoutEncoder, thresholds: fitThresholds(unseen.withoutEncoder) },
  };
}
