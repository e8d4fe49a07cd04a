import type { Turn } from './turn.js';

const minuteMs = 60_000;

/** Counts by key what comes within a minute. In memory, so that two processes count each for itself. */
export class Pace {
  readonly #counts = new Map<string, number>();
  #since = 0;

  /** The how-manieth in its minute this one is. */
  count(key: string, now: Date): number {
    const age = now.getTime() - this.#since;
    if (age < 0 || age >= minuteMs) this.forget(now);
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count;
  }

  /** Begins a new minute. */
  forget(now: Date): void {
    this.#counts.clear();
    this.#since = now.getTime();
  }
}

/** Whether a message is one too many: the first of them is told so, the others are not answered. */
export type Hurry = 'first' | 'more';

/** Counted by person and, where several write, by conversation too. */
export function hurryOf(
  { person, place, now }: Pick<Turn, 'person' | 'place' | 'now'>,
  limits: { messagesPerMinute: number; groupMessagesPerMinute: number },
  pace: Pace,
): { hurry?: Hurry } {
  const own = pace.count(`person|${person.account}`, now) - limits.messagesPerMinute;
  const among =
    place.kind === 'group' ? pace.count(`place|${place.id}`, now) - limits.groupMessagesPerMinute : 0;
  if (own <= 0 && among <= 0) return {};
  return { hurry: own === 1 || among === 1 ? 'first' : 'more' };
}
