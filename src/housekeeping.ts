import { remainsOf } from './conversation/talk.js';
import type { Log } from './log.js';
import type { School } from './policy/school.js';
import type { BotStorage } from './storage/bot-storage.js';
import type { OutboxStore } from './storage/outbox.js';
import type { SeenStore } from './storage/seen.js';

const hour = 3_600_000;
const day = 24 * hour;
/** How long somebody who comes back is still told that their draft was deleted. */
const noticeDays = 7;

export interface House {
  school: School;
  storage: BotStorage;
  seen: SeenStore;
  outbox: OutboxStore;
  /** Names of the dialogs that hold answers which took effort to give. */
  keeping: readonly string[];
  /** Forgets the ids of WhatsApp's messages from before the moment. */
  purgeWhatsApp: (before: Date) => Promise<number>;
  log: Log;
  now: Date;
}

/**
 * Deletes what has passed its time by `school.yaml`: conversations in which nothing was said for as
 * long as a draft is kept, replies that could not be delivered within an hour, ids of handled messages,
 * and messages that were sent.
 */
export async function keepHouse({
  school,
  storage,
  seen,
  outbox,
  keeping,
  purgeWhatsApp,
  log,
  now,
}: House): Promise<void> {
  const { draftHours, handledMessageDays, outboxDays } = school.retention;
  const before = (length: number): Date => new Date(now.getTime() - length);
  const drafts = await storage.purge(before(draftHours * hour), (stored) =>
    remainsOf(stored, keeping, before(draftHours * hour + noticeDays * day)),
  );
  const replies = (await seen.forgetReplies(before(hour))) + (await outbox.forgetReplies(before(2 * hour)));
  const handled = before(handledMessageDays * day);
  const ids = (await seen.purge(handled)) + (await purgeWhatsApp(handled));
  const messages = await outbox.purge(before(outboxDays * day));
  log.info('housekeeping', { drafts, replies, ids, messages });
}
