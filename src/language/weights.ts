import { open } from 'node:fs/promises';
import { z } from 'zod';

/** A block of numbers of a weights file, by rows: a matrix as it is, a list as one row. */
export interface Block {
  readonly rows: number;
  readonly columns: number;
  /** The number at a place, counted row by row. */
  readonly at: (place: number) => number;
}

/** A file of weights that is open. */
export interface Weights {
  /** Reads one block. Throws when the file has none of this name, or not of real numbers. */
  block(name: string): Promise<Block>;
  close(): Promise<void>;
}

const entrySchema = z.object({
  dtype: z.enum(['F16', 'F32']),
  shape: z.array(z.number().int().positive()).min(1).max(2),
  data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
});

const headerSchema = z.record(z.string(), z.unknown());

/** The length of the header, in bytes, stands first. */
const LENGTH = 8;
const LONGEST_HEADER = 10_000_000;

/**
 * Opens a file of the safetensors form (Hugging Face): the length of a JSON header, the header, the numbers. Each block
 * is read by itself, so that the file is never in memory whole. Throws when the file is of another form.
 */
export async function openWeights(path: string): Promise<Weights> {
  const file = await open(path);
  const bytes = async (from: number, length: number): Promise<Uint8Array<ArrayBuffer>> => {
    const into = new Uint8Array(length);
    const { bytesRead } = await file.read(into, 0, length, from);
    if (bytesRead !== length) throw new Error(`${path} is cut short`);
    return into;
  };
  try {
    const length = Number(new DataView((await bytes(0, LENGTH)).buffer).getBigUint64(0, true));
    if (length > LONGEST_HEADER) throw new Error(`${path} is not of the safetensors form`);
    const header = headerIn(await bytes(LENGTH, length));
    if (header === undefined) throw new Error(`${path} is not of the safetensors form`);
    return {
      async block(name) {
        const entry = entrySchema.safeParse(header[name] ?? header[`bert.${name}`]);
        if (!entry.success) throw new Error(`${path} has no ${name} of real numbers`);
        const { dtype, shape, data_offsets } = entry.data;
        const [from, to] = data_offsets;
        const columns = shape.at(-1) ?? 1;
        const rows = shape.length === 1 ? 1 : (shape[0] ?? 1);
        if (to - from !== rows * columns * (dtype === 'F16' ? 2 : 4))
          throw new Error(`${path}: ${name} is cut short`);
        const numbers = await bytes(LENGTH + length + from, to - from);
        return { rows, columns, at: dtype === 'F16' ? halves(numbers) : singles(numbers) };
      },
      close: () => file.close(),
    };
  } catch (fault) {
    await file.close();
    throw fault;
  }
}

function headerIn(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    return headerSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}

function singles({ buffer }: Uint8Array<ArrayBuffer>): (place: number) => number {
  const numbers = new Float32Array(buffer);
  return (place) => numbers[place] ?? 0;
}

let halfTable: Float32Array | undefined;

function halves({ buffer }: Uint8Array<ArrayBuffer>): (place: number) => number {
  const numbers = new Uint16Array(buffer);
  halfTable ??= Float32Array.from({ length: 1 << 16 }, (_, bits) => valueOfHalf(bits));
  const table = halfTable;
  return (place) => table[numbers[place] ?? 0] ?? 0;
}

/** The value of a number of 16 bits (IEEE 754 binary16). */
function valueOfHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
