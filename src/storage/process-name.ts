import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Where process ids mean the same processes. */
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** The names that this process has given itself. */
const ours = new Set<string>();

/** A name for this start of the program: `4711:1a2b3c4d:9f8e7d6c5b4a`, with the process id first. */
export function processName(): string {
  const name = `${process.pid}:${machine}:${randomUUID().slice(-12)}`;
  ours.add(name);
  return name;
}

/**
 * Whether the process of that name is known to run no more: on this machine, and its id is nobody's now or
 * this process's own (a container that was started again). An id that another program has taken since
 * counts as running.
 */
export function hasEnded(name: string): boolean {
  const [, id = '', on] = /^(\d+):([0-9a-f]{8}):[0-9a-f]{12}$/.exec(name) ?? [];
  if (on !== machine) return false;
  if (Number(id) === process.pid) return !ours.has(name);
  try {
    process.kill(Number(id), 0);
    return false;
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'ESRCH';
  }
}
