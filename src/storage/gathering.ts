import { setImmediate as nextRound, setTimeout as pause } from 'node:timers/promises';

/** More in one go would keep those that come next waiting. Each number is a prepared statement of its own. */
const usualMost = 16;
/** How long is waited after several had come at once, in milliseconds: a write for all costs hardly more than for one. */
const busyPauseMs = 3;

/** What became of one of several: a fault is its own alone. */
export type Settled<Result> = { ok: true; result: Result } | { ok: false; fault: unknown };

interface Waiting<Item, Result> {
  item: Item;
  settle: (settled: Settled<Result>) => void;
}

export interface Patience {
  /** How many are done together at the most. */
  most: number;
  /** How long the first waits for others, in milliseconds. */
  wait: number;
}

/**
 * Work that costs the same for one as for several: what comes while some is being done is done together
 * afterwards. Nobody hears that theirs is done before it is.
 */
export class Gathering<Item, Result> {
  readonly #work: (items: readonly Item[]) => Promise<readonly Settled<Result>[]>;
  readonly #most: number;
  readonly #wait: number;
  #waiting: Waiting<Item, Result>[] = [];
  #draining: Promise<void> | undefined;
  #hurry: () => void = () => undefined;
  #closed = false;
  /** How many were done together the last time. */
  #last = 0;

  /** `work` says of each item what became of it. When it rejects, it failed for all. */
  constructor(
    work: (items: readonly Item[]) => Promise<readonly Settled<Result>[]>,
    { most, wait }: Patience = { most: usualMost, wait: 0 },
  ) {
    this.#work = work;
    this.#most = most;
    this.#wait = wait;
  }

  /** Rejects when it was closed before. */
  async add(item: Item): Promise<Result> {
    if (this.#closed) throw new Error('It is closed');
    const settled = await new Promise<Settled<Result>>((settle) => {
      this.#waiting.push({ item, settle });
      this.#draining ??= this.#drain();
      if (this.#waiting.length === this.#most) this.#hurry();
    });
    if (settled.ok) return settled.result;
    throw settled.fault;
  }

  /** Waits for no others. Resolves when everything that was added has ended, well or not. */
  async settle(): Promise<void> {
    while (this.#draining) {
      this.#hurry();
      await this.#draining;
    }
  }

  /** Ends what was added, and takes no more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.settle();
  }

  async #drain(): Promise<void> {
    // What the same look at the network brings in goes together.
    if (this.#wait === 0) await nextRound();
    while (this.#waiting.length > 0) {
      if (this.#wait > 0) await this.#others();
      // In a busy moment it pays to wait for some more.
      else if (this.#last > 1) await pause(busyPauseMs);
      const together = this.#waiting.splice(0, this.#most);
      this.#last = together.length;
      const settled = await this.#together(together.map(({ item }) => item));
      together.forEach(({ settle }, at) => {
        settle(settled[at] ?? { ok: false, fault: new Error('It was left out') });
      });
    }
    this.#draining = undefined;
  }

  async #others(): Promise<void> {
    if (this.#waiting.length >= this.#most) return;
    await new Promise<void>((done) => {
      const timer = setTimeout(done, this.#wait);
      this.#hurry = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  async #together(items: readonly Item[]): Promise<readonly Settled<Result>[]> {
    try {
      return await this.#work(items);
    } catch (fault) {
      return items.map(() => ({ ok: false, fault }));
    }
  }
}
