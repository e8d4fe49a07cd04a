/** Work that is done in rounds: a kick during a round leads to one more after it. */
export class Rounds {
  readonly #round: () => Promise<void>;
  readonly #onFault: (fault: unknown) => void;
  #working: Promise<void> | undefined;
  #again = false;
  #closed = false;

  constructor(round: () => Promise<void>, onFault: (fault: unknown) => void) {
    this.#round = round;
    this.#onFault = onFault;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  kick(): void {
    if (this.#closed) return;
    this.#again = true;
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  /** Resolves when no round is at work. */
  async idle(): Promise<void> {
    while (this.#working) await this.#working;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.idle();
  }

  async #work(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        await this.#round();
      } catch (fault) {
        this.#onFault(fault);
      }
    }
  }
}
