/** A learned mixture of a few signals into one chance from 0 to 1. */
export interface Logistic {
  readonly weights: number[];
  readonly bias: number;
}

const ROUNDS = 60;
/** Pull towards zero for each weight, so that a signal seldom seen is not trusted blindly. */
const RIDGE = 1;

/** The chance that a text with these signals is a yes. */
export function chance({ weights, bias }: Logistic, signals: readonly number[]): number {
  const sum = weights.reduce((total, weight, at) => total + weight * (signals[at] ?? 0), bias);
  return 1 / (1 + Math.exp(-sum));
}

/** Fits the mixture by Newton's method; the same samples give the same weights. */
export function fitLogistic(samples: readonly { signals: readonly number[]; yes: boolean }[]): Logistic {
  const width = (samples[0]?.signals.length ?? 0) + 1;
  let found = Array.from({ length: width }, () => 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    const slope = found.map((weight, at) => (at === 0 ? 0 : -RIDGE * weight));
    const curve: number[][] = found.map((_, at) =>
      found.map((__, other) => (at === other ? (at === 0 ? 1e-6 : RIDGE) : 0)),
    );
    for (const { signals, yes } of samples) {
      const row = [1, ...signals];
      const p = 1 / (1 + Math.exp(-row.reduce((sum, value, at) => sum + value * (found[at] ?? 0), 0)));
      for (let at = 0; at < width; at += 1) {
        const value = row[at] ?? 0;
        slope[at] = (slope[at] ?? 0) + value * ((yes ? 1 : 0) - p);
        const line = curve[at] ?? [];
        for (let other = 0; other < width; other += 1)
          line[other] = (line[other] ?? 0) + value * (row[other] ?? 0) * p * (1 - p);
      }
    }
    const step = solve(curve, slope);
    found = found.map((weight, at) => weight + Math.max(-2, Math.min(2, step[at] ?? 0)));
    if (step.every((part) => Math.abs(part) < 1e-6)) break;
  }
  const [bias = 0, ...weights] = found;
  return { weights, bias };
}

/** Solves a small set of linear equations by elimination with the largest pivot. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const size = rows.length;
  for (let at = 0; at < size; at += 1) {
    const below = rows.slice(at).sort((a, b) => Math.abs(b[at] ?? 0) - Math.abs(a[at] ?? 0));
    rows.splice(at, below.length, ...below);
    const pivot = rows[at] ?? [];
    const head = pivot[at] ?? 0;
    if (Math.abs(head) < 1e-12) continue;
    for (const row of rows) {
      if (row === pivot) continue;
      const share = (row[at] ?? 0) / head;
      for (let column = at; column <= size; column += 1)
        row[column] = (row[column] ?? 0) - share * (pivot[column] ?? 0);
    }
  }
  return rows.map((row, at) => (Math.abs(row[at] ?? 0) < 1e-12 ? 0 : (row[size] ?? 0) / (row[at] ?? 1)));
}
