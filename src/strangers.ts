/** Requests a minute from one address that turn out to be nobody's the bot knows. */
const mostAMinute = 300;
/** Addresses that are told apart; the others count as one. */
const mostAddresses = 10_000;
const minuteMs = 60_000;

/**
 * Counts, by address, requests that nobody vouched for. What Microsoft or Meta signed is never counted,
 * because a whole country may arrive from one of their addresses, or from the proxy in front of the bot.
 */
export class Strangers {
  readonly #most: number;
  readonly #counts = new Map<string, number>();
  #since = 0;

  constructor(most = mostAMinute) {
    this.#most = most;
  }

  /** Whether the address has used up its minute. */
  tooMany(address: string | undefined, now: Date): boolean {
    this.#forget(now);
    return (this.#counts.get(this.#nameOf(address)) ?? 0) >= this.#most;
  }

  /** One more request from there. */
  count(address: string | undefined, now: Date): void {
    this.#forget(now);
    const name = this.#nameOf(address);
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  #nameOf(address = 'unknown'): string {
    return this.#counts.has(address) || this.#counts.size < mostAddresses ? address : 'others';
  }

  #forget(now: Date): void {
    const age = now.getTime() - this.#since;
    if (age >= 0 && age < minuteMs) return;
    this.#counts.clear();
    this.#since = now.getTime();
  }
}
