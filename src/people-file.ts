import { statSync } from 'node:fs';
import type { Log } from './log.js';
import { loadPeople, type People, type PersonEntry } from './people.js';

/** How often the file is looked at, in milliseconds. Whoever is taken out of it is out after two looks. */
export const lookAtPeopleMs = 2000;

export interface PeopleFileParts {
  file: string;
  people: People;
  /** Listed whatever the file says. */
  others: readonly PersonEntry[];
  log: Log;
  /** The file's stamp before the list was read from it, so that a change made meanwhile is seen. */
  stamp: string;
}

/** `people.yaml`, read again when it changes, so that nobody waits for a restart to lose a role or to get one. */
export class PeopleFile {
  readonly #parts: PeopleFileParts;
  #held: string;
  #changing: string;

  constructor(parts: PeopleFileParts) {
    this.#parts = parts;
    this.#held = parts.stamp;
    this.#changing = parts.stamp;
  }

  /**
   * Takes over what has changed, once two looks find it alike: an editor may have written half of it. A list with
   * a fault, or with nobody in it, is logged, and the last good one holds.
   */
  look(): void {
    const { file, people, others, log } = this.#parts;
    const stamp = stampOf(file);
    const settled = stamp === this.#changing;
    this.#changing = stamp;
    if (stamp === this.#held || !settled) return;
    this.#held = stamp;
    const read = loadPeople(file);
    const good = read.ok && !read.people.isEmpty();
    if (good) people.become(read.people.and(others));
    log[good ? 'info' : 'error'](good ? 'people.read' : 'people.refused');
  }
}

/** What changes when the file does. A file that cannot be looked at has none. */
export function stampOf(file: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(file);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return '';
  }
}
