import { z } from 'zod';
import { jsonColumn, momentColumn, toMoment } from './columns.js';
import type { Database } from './database.js';
import { hasEnded } from './process-name.js';
import { turnsNoted } from './turns.js';

/** Longer than any turn lasts: after it, a claim that came to nothing (the process died) may be taken over. */
export const takeOverAfterMs = 60_000;

/** Longer than sending the replies lasts: after it, another delivery of the activity sends them again. */
export const resendAfterMs = 15_000;

/**
 * What to do with an activity: `mine`: handle it; `working`: it is being handled or answered now;
 * `done`: it was handled and answered; `resend`: it was handled, and these replies are still to be sent.
 */
export type Claim = 'mine' | 'working' | 'done' | { resend: unknown };

const seenRow = z.object({
  state: z.enum(['working', 'done']),
  process: z.string(),
  at: momentColumn,
  replies: jsonColumn(z.unknown()).nullable(),
});

/** Which activities were handled, also across processes and restarts. Only the id of an answered one is kept. */
export class SeenStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** `process` names this start of the program, and no other (`processName`). */
  async claim(key: string, process: string, now: Date): Promise<Claim> {
    const at = toMoment(now);
    const added: unknown[] = await this.#database('seen')
      .insert({ key, state: 'working', process, at })
      .onConflict('key')
      .ignore()
      .returning('key');
    if (added.length > 0) return 'mine';
    const stored: unknown = await this.#database('seen').where({ key }).first();
    // Released between the two queries: as good as new at the next delivery.
    if (stored === undefined) return 'working';
    const { state, process: holder, at: since, replies } = seenRow.parse(stored);
    if (state === 'done' && replies === null) return 'done';
    const lease = state === 'done' ? resendAfterMs : takeOverAfterMs;
    const lapsed = now.getTime() - since.getTime() >= lease || (holder !== process && hasEnded(holder));
    if (!lapsed) return 'working';
    // Of several that see the lease run out, one gets the activity.
    const query = this.#database('seen').where({ key, state, process: holder, at: toMoment(since) });
    if (state === 'done') query.whereNotNull('replies');
    if ((await query.update({ process, at })) === 0) return 'working';
    return state === 'done' ? { resend: replies } : 'mine';
  }

  /** Whether nothing is left to do: it was answered and the answer sent, or it was given up. */
  async settled(key: string): Promise<boolean> {
    await turnsNoted(this.#database);
    const stored: unknown = await this.#database('seen').where({ key }).first();
    if (stored === undefined) return true;
    const { state, replies } = seenRow.parse(stored);
    return state === 'done' && replies === null;
  }

  /** The turn failed before anything of it was kept: the next delivery may handle the activity. */
  async release(key: string, process: string): Promise<void> {
    await this.#database('seen').where({ key, process, state: 'working' }).delete();
  }

  /** The activity was handled and answered in one, and there is nothing to send again. */
  async finish(key: string, process: string): Promise<void> {
    await this.#database('seen').where({ key, process }).update({ state: 'done', replies: null });
  }

  /** Drops replies that nobody has fetched since the moment: what was said is not kept. How many there were. */
  async forgetReplies(before: Date): Promise<number> {
    return this.#database('seen')
      .whereNotNull('replies')
      .where('at', '<', toMoment(before))
      .update({ replies: null });
  }

  /** Forgets activities that were last touched before the moment. How many there were. */
  async purge(before: Date): Promise<number> {
    return this.#database('seen').where('at', '<', toMoment(before)).delete();
  }
}
