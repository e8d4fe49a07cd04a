import { setTimeout as pause } from 'node:timers/promises';

/** More in one go would keep those that come next waiting. Each number is a prepared statement of its own. */
const most = 16;
/** How long is waited after several had come at once, in milliseconds. */
const busyPauseMs = 1;

/** What became of one of several: a fault is its own alone. */
export type Settled<Result> = { ok: true; result: Result } | { ok: false; fault: unknown };

interface Waiting<Item, Result> {
  item: Item;
  settle: (settled: Settled<Result>) => void;
}

/**
 * Work that costs the same for one as for several: what comes while some is being done is done together
 * afterwards. Nobody hears that theirs is done before it is.
 */
export class Gathering<Item, Result> {
  readonly #work: (items: readonly Item[]) => Promise<readonly Settled<Result>[]>;
  #waiting: Waiting<Item, Result>[] = [];
  #working = false;
  /** How many were done together the last time. */
  #last = 0;

  /** `work` says of each item what became of it. When it rejects, it failed for all. */
  constructor(work: (items: readonly Item[]) => Promise<readonly Settled<Result>[]>) {
    this.#work = work;
  }

  async add(item: Item): Promise<Result> {
    const settled = await new Promise<Settled<Result>>((settle) => {
      this.#waiting.push({ item, settle });
      if (this.#working) return;
      this.#working = true;
      // What the same look at the network brings in goes together.
      setImmediate(() => void this.#drain());
    });
    if (settled.ok) return settled.result;
    throw settled.fault;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      // In a busy moment it pays to wait for some more.
      if (this.#last > 1) await pause(busyPauseMs);
      const together = this.#waiting.splice(0, most);
      this.#last = together.length;
      const settled = await this.#together(together.map(({ item }) => item));
      together.forEach(({ settle }, at) => {
        settle(settled[at] ?? { ok: false, fault: new Error('It was left out') });
      });
    }
    this.#working = false;
  }

  async #together(items: readonly Item[]): Promise<readonly Settled<Result>[]> {
    try {
      return await this.#work(items);
    } catch (fault) {
      return items.map(() => ({ ok: false, fault }));
    }
  }
}
