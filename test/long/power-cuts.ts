import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { auditHistory } from '../../src/incidents/audit.js';
import { connect } from '../../src/storage/connection.js';
import { unfitness } from '../../src/storage/sqlite.js';
import { noLog } from '../storage/folder.js';

const run = promisify(execFile);

export interface CutFigures {
  cuts: number;
  /** Cuts after which a reference that had been told was not in the log. */
  lost: number;
  corrupt: number;
}

type Step =
  | { kind: 'W'; file: string; at: number; bytes: Buffer }
  | { kind: 'S'; file: string }
  | { kind: 'T'; file: string; size: number };

/** What a disk writes at once. */
const sector = 512;

/** Whether the writes of a process can be recorded here. */
export function canCut(): boolean {
  try {
    execFileSync('gcc', ['--version'], { stdio: 'ignore' });
    return process.platform === 'linux';
  } catch {
    return false;
  }
}

/**
 * Records what confirming reports writes and syncs, and cuts the power at many points of it: what was synced
 * is there; of what was not, each write is there, or is not, or is there in part.
 */
export async function cutPower(reports: number, cuts: number, synchronous: string): Promise<CutFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'lollipop-'));
  try {
    const steps = await record(folder, reports, synchronous);
    const figures: CutFigures = { cuts, lost: 0, corrupt: 0 };
    const random = seeded(synchronous.length * 7919 + cuts);
    const first = steps.findIndex((step) => step.file === 'told');
    for (let cut = 0; cut < cuts; cut++) {
      const point = first + Math.floor(((cut + random()) * (steps.length - first)) / cuts);
      const place = join(folder, `cut-${cut}`);
      mkdirSync(place);
      const files = afterCut(steps.slice(0, point), random);
      for (const [name, bytes] of files)
        if (!/-(?:shm|journal)$/.test(name)) writeFileSync(join(place, name), bytes);
      const verdict = await look(place);
      figures[verdict] += verdict === 'cuts' ? 0 : 1;
      rmSync(place, { recursive: true });
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function record(folder: string, reports: number, synchronous: string): Promise<Step[]> {
  const library = join(folder, 'cuts.so');
  const here = import.meta.dirname;
  await run('gcc', ['-shared', '-fPIC', '-O1', '-o', library, join(here, 'cuts.c'), '-ldl', '-lpthread']);
  const work = join(folder, 'work');
  mkdirSync(work);
  await run(
    process.execPath,
    ['--import=tsx', join(here, 'cut-process.ts'), work, String(reports), synchronous],
    {
      env: {
        ...process.env,
        LD_PRELOAD: library,
        CUT_PREFIX: `${work}/`,
        CUT_LOG: join(folder, 'writes'),
      },
    },
  );
  return stepsIn(readFileSync(join(folder, 'writes')));
}

function stepsIn(log: Buffer): Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < log.length; ) {
    const end = log.indexOf(10, at);
    const [kind = '', file = '', offset = '', size = ''] = log.toString('utf8', at, end).split('\t');
    at = end + 1;
    if (kind === 'W') {
      steps.push({ kind, file, at: Number(offset), bytes: log.subarray(at, at + Number(size)) });
      at += Number(size);
    } else if (kind === 'S') steps.push({ kind, file });
    else if (kind === 'T') steps.push({ kind, file, size: Number(offset) });
    else throw new Error('The record of writes cannot be read');
  }
  return steps;
}

/** The files as they may be after the cut. What was told to the reporter has left the machine. */
function afterCut(steps: readonly Step[], random: () => number): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const synced = new Map<string, number>();
  steps.forEach((step, index) => {
    if (step.kind === 'S') synced.set(step.file, index);
  });
  steps.forEach((step, index) => {
    const { file } = step;
    const sure = file === 'told' || index < (synced.get(file) ?? -1);
    const fate = random();
    if (step.kind === 'S' || (!sure && fate < 0.4)) return;
    const before = files.get(file) ?? Buffer.alloc(0);
    if (step.kind === 'T') {
      files.set(file, Buffer.concat([before.subarray(0, step.size)], step.size));
      return;
    }
    const whole = step.bytes.length;
    const torn = Math.floor((random() * whole) / sector) * sector;
    const bytes = sure || fate > 0.7 ? step.bytes : step.bytes.subarray(0, torn);
    const after = Buffer.alloc(Math.max(before.length, step.at + bytes.length));
    before.copy(after);
    bytes.copy(after, step.at);
    files.set(file, after);
  });
  return files;
}

async function look(place: string): Promise<'cuts' | 'lost' | 'corrupt'> {
  const database = connect({ kind: 'file', path: join(place, 'log.db') }, noLog);
  try {
    if (await unfitness(database)) return 'corrupt';
    if (!(await auditHistory(database)).ok) return 'corrupt';
    const kept = new Set(await database('incident').pluck('reference'));
    const told = readFileSync(join(place, 'told'), 'utf8').split('\n').filter(Boolean);
    return told.every((reference) => kept.has(reference)) ? 'cuts' : 'lost';
  } catch {
    return 'corrupt';
  } finally {
    await database.destroy();
  }
}

/** The same numbers from 0 to 1 for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
