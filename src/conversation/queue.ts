/**
 * One turn at a time for each person in each conversation: a second message waits until the first
 * has been answered and saved. Different people never wait for each other.
 */
export class Queue {
  readonly #last = new Map<string, Promise<void>>();

  /** Runs `work` after everything that was queued under the key before it; its failure is the caller's. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const result = before.then(work);
    const done = result.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(key, done);
    try {
      return await result;
    } finally {
      if (this.#last.get(key) === done) this.#last.delete(key);
    }
  }

  /** Resolves when everything queued so far has ended. */
  async close(): Promise<void> {
    await Promise.all(this.#last.values());
  }
}
