/** Far more than a person can press in a minute, and far less than would slow the bot. */
const mostAMinute = 300;
const minuteMs = 60_000;

/** Counts requests by account, so that a page gone wild cannot crowd out the chat. */
export class Pace {
  readonly #counts = new Map<string, number>();
  #since = 0;

  /** Whether the account may be answered now. */
  allows(account: string, now: Date): boolean {
    if (now.getTime() - this.#since >= minuteMs) {
      this.#counts.clear();
      this.#since = now.getTime();
    }
    const count = (this.#counts.get(account) ?? 0) + 1;
    this.#counts.set(account, count);
    return count <= mostAMinute;
  }
}
