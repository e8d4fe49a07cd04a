import type { FinishedTurn, TurnBefore, TurnKeys } from './turns.js';

/** How long what a turn left behind is remembered, in milliseconds: about as long as one question of a report takes. */
const freshMs = 60_000;
/** So many are remembered. */
const most = 500;

interface Recent {
  state: string;
  eTag: string;
  reference: string;
  /** The last activity here. */
  seenKey: string;
  until: number;
}

/**
 * What the last turns left in the database, so that a person's next one need not be read. It may be out of date,
 * where another process has written since: saving finds out by the eTag, and what was handled by its id. Only
 * private chats whose reference is kept, and for whom nothing waits, are remembered.
 */
export class RecentTurns {
  readonly #recent = new Map<string, Recent>();

  /** Undefined: it must be read. */
  before({ seenKey, stateKey, reference }: TurnKeys, now: Date): TurnBefore | undefined {
    const recent = this.#recent.get(stateKey);
    if (!recent || recent.until <= now.getTime() || recent.seenKey === seenKey) return undefined;
    if (recent.reference !== reference) return undefined;
    const stored: unknown = JSON.parse(recent.state);
    return { seen: false, stored, own: true, eTag: recent.eTag, known: true, stale: false, waiting: false };
  }

  /** The turn was saved. */
  keep(
    { seenKey, stateKey, reference }: TurnKeys,
    before: TurnBefore,
    turn: FinishedTurn & { nextETag: string },
  ): void {
    this.#recent.delete(stateKey);
    if (before.stale || before.waiting) return;
    this.#recent.set(stateKey, {
      state: turn.state,
      eTag: turn.nextETag,
      reference,
      seenKey,
      until: turn.now.getTime() + freshMs,
    });
    const oldest = this.#recent.keys().next();
    if (this.#recent.size > most && !oldest.done) this.#recent.delete(oldest.value);
  }

  /** Everything is read again: chats were begun or left. */
  forget(): void {
    this.#recent.clear();
  }
}
