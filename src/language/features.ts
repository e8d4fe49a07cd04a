import stemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';

/** Hash space of the n-grams; wide enough that two n-grams of the training lines seldom meet. */
export const BUCKETS = 1 << 18;

const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 5;
/** A word longer than this is cut before its character n-grams are taken. */
const LONGEST_WORD = 24;
const STEMS_REMEMBERED = 20_000;

/** Hashed n-grams of one message with their counts, words and characters apart. */
export interface Grams {
  readonly words: ReadonlyMap<number, number>;
  readonly characters: ReadonlyMap<number, number>;
}

/** A sparse vector: column numbers and their values. */
export interface Sparse {
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** How much each block of features weighs beside the others, as the length of its vector. */
export interface Weights {
  readonly words: number;
  readonly characters: number;
  readonly embedding: number;
}

const stems = new Map<string, string>();

/** The Porter stem of a word, remembered. */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const found = stemmer.stem(word.slice(0, LONGEST_WORD));
  if (stems.size < STEMS_REMEMBERED) stems.set(word, found);
  return found;
}

/** FNV-1a over the UTF-16 units, folded into the hash space; `seed` keeps kinds of n-gram apart. */
function hash(text: string, seed: number): number {
  let h = (2166136261 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  h ^= h >>> 15;
  return (Math.imul(h, 2246822519) >>> 0) % BUCKETS;
}

/** Stemmed word 1-grams and 2-grams and character 3-grams to 5-grams within words, as hash buckets. */
export function grams(words: readonly string[]): Grams {
  const wordGrams = new Map<number, number>();
  const characterGrams = new Map<number, number>();
  let before = '^';
  for (const word of words) {
    const current = stem(word);
    count(wordGrams, hash(current, 1));
    count(wordGrams, hash(`${before} ${current}`, 2));
    before = current;
    const padded = ` ${word.slice(0, LONGEST_WORD)} `;
    for (let size = SHORTEST_GRAM; size <= LONGEST_GRAM; size += 1)
      for (let at = 0; at + size <= padded.length; at += 1)
        count(characterGrams, hash(padded.slice(at, at + size), 3));
  }
  if (words.length > 0) count(wordGrams, hash(`${before} $`, 2));
  return { words: wordGrams, characters: characterGrams };
}

function count(bag: Map<number, number>, bucket: number): void {
  bag.set(bucket, (bag.get(bucket) ?? 0) + 1);
}

/** The hash buckets that the model knows, in column order, with the weight of each by its rarity. */
export interface Vocabulary {
  readonly buckets: Int32Array;
  readonly rarity: Float32Array;
  /** Column by bucket, -1 where the bucket is not known. */
  readonly columnOf: Int32Array;
}

/** Rebuilds the look-up from stored buckets and rarities. */
export function vocabularyOf(buckets: Int32Array, rarity: Float32Array): Vocabulary {
  const columnOf = new Int32Array(BUCKETS).fill(-1);
  buckets.forEach((bucket, column) => {
    columnOf[bucket] = column;
  });
  return { buckets, rarity, columnOf };
}

/** The buckets that at least `least` training lines hold, with inverse document frequencies. */
export function vocabularyFrom(lines: readonly Grams[], least: number): Vocabulary {
  const seen = new Int32Array(BUCKETS);
  for (const line of lines)
    for (const bag of [line.words, line.characters])
      for (const bucket of bag.keys()) seen[bucket] = (seen[bucket] ?? 0) + 1;
  const buckets: number[] = [];
  seen.forEach((lineCount, bucket) => {
    if (lineCount >= least) buckets.push(bucket);
  });
  const rarity = buckets.map((bucket) => Math.log((1 + lines.length) / (1 + (seen[bucket] ?? 0))) + 1);
  return vocabularyOf(Int32Array.from(buckets), Float32Array.from(rarity));
}

/** The tf-idf vector of a message: each block scaled to its own length, so long and short messages compare. */
export function vectorOf(line: Grams, vocabulary: Vocabulary, weights: Weights): Sparse {
  const columns: number[] = [];
  const values: number[] = [];
  const add = (bag: ReadonlyMap<number, number>, weight: number): void => {
    const from = columns.length;
    let squares = 0;
    for (const [bucket, times] of bag) {
      const column = vocabulary.columnOf[bucket] ?? -1;
      if (column < 0) continue;
      const value = (1 + Math.log(times)) * (vocabulary.rarity[column] ?? 0);
      squares += value * value;
      columns.push(column);
      values.push(value);
    }
    const scale = squares === 0 ? 0 : weight / Math.sqrt(squares);
    for (let at = from; at < values.length; at += 1) values[at] = (values[at] ?? 0) * scale;
  };
  add(line.words, weights.words);
  add(line.characters, weights.characters);
  return { columns: Int32Array.from(columns), values: Float32Array.from(values) };
}

/** Words of a message that the model has met, as a share from 0 to 1; an empty message has none. */
export function familiarity(words: readonly string[], vocabulary: Vocabulary): number {
  if (words.length === 0) return 0;
  const known = words.filter((word) => (vocabulary.columnOf[hash(stem(word), 1)] ?? -1) >= 0);
  return known.length / words.length;
}
