import { statSync } from 'node:fs';
import type { Log } from './log.js';
import { loadPeople, type People, type PersonEntry } from './people.js';

/** How often the file is looked at, in milliseconds. Whoever is taken out of it is out within that. */
export const lookAtPeopleMs = 5000;

/** `people.yaml`, read again when it changes, so that nobody waits for a restart to lose a role or to get one. */
export class PeopleFile {
  readonly #file: string;
  readonly #people: People;
  readonly #others: readonly PersonEntry[];
  readonly #log: Log;
  #seen: string;

  /** `others` are listed whatever the file says. */
  constructor(file: string, people: People, others: readonly PersonEntry[], log: Log) {
    this.#file = file;
    this.#people = people;
    this.#others = others;
    this.#log = log;
    this.#seen = stampOf(file);
  }

  /** Takes over what has changed. A list with a fault in it is logged, and the last good one holds. */
  look(): void {
    const stamp = stampOf(this.#file);
    if (stamp === this.#seen) return;
    this.#seen = stamp;
    const read = loadPeople(this.#file);
    if (read.ok) this.#people.become(read.people.and(this.#others));
    this.#log[read.ok ? 'info' : 'error'](read.ok ? 'people.read' : 'people.refused');
  }
}

/** What changes when the file does. */
function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : '';
}
