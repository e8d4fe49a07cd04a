import assert from 'node:assert/strict';
import type { FakeWhatsApp } from '../../support/whatsapp.js';
import { webhookOf } from '../../support/whatsapp.js';

/** Questions whose answers can be told from each other. */
const platforms = ['Facebook', 'Instagram', 'Snapchat', 'TikTok'] as const;

/** How many deliveries are under way at the same time. */
const atOnce = 10;

export interface Disorder {
  messages: number;
  /** The same number gives the same order. */
  seed: number;
  meta: FakeWhatsApp;
  /** Stops the bot, in the middle of whatever it is at, and starts it again. */
  restart: () => Promise<void>;
  restarts: number;
}

/** What was delivered, for `assertOnce`. */
export interface Delivered {
  people: readonly string[];
  /** Webhooks that the bot took with 200, and those that had to be delivered again. */
  taken: number;
  refused: number;
}

/** Numbers between 0 and 1 that depend on the seed alone (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Delivers messages as Meta may: each one to five times, in batches of one to three, in random order, and
 * again until the bot has answered 200. The bot is stopped and started in between.
 */
export async function deliverInDisorder(disorder: Disorder): Promise<Delivered> {
  const { messages, seed, meta, restart, restarts } = disorder;
  const next = chance(seed);
  const people = Array.from({ length: messages / platforms.length }, (_, i) => `GB.${5000 + i}`);
  const all = people.flatMap((user) => platforms.map((platform) => messageFrom(user, platform)));
  const copies = shuffled(
    all.flatMap((one) => Array.from({ length: 1 + Math.floor(next() * 5) }, () => one)),
    next,
  );
  const webhooks: unknown[] = [];
  while (copies.length > 0)
    webhooks.push(webhookOf({ messages: copies.splice(0, 1 + Math.floor(next() * 3)) }));
  const stops = Array.from({ length: restarts }, (_, i) =>
    Math.floor((webhooks.length * (i + 1)) / (restarts + 1)),
  );
  let taken = 0;
  let refused = 0;
  const waiting = [...webhooks.entries()];
  while (waiting.length > 0) {
    const now = waiting.splice(0, atOnce);
    const stop = now.some(([at]) => stops.includes(at)) ? stops.splice(0, 1) : [];
    const posts = now.map(async ([at, webhook]) => {
      const status = await meta.deliver(webhook).catch(() => 0);
      if (status === 200) taken++;
      else {
        refused++;
        waiting.push([at, webhook]);
      }
    });
    if (stop.length > 0) await restart();
    await Promise.all(posts);
  }
  return { people, taken, refused };
}

/** How many answers are still missing. */
export function missing(people: readonly string[], meta: FakeWhatsApp): number {
  return answers(people, meta).filter(({ count }) => count === 0).length;
}

/** Each message was answered once: no more, no less. */
export function assertOnce(people: readonly string[], meta: FakeWhatsApp): void {
  assert.deepEqual(
    answers(people, meta).filter(({ count }) => count !== 1),
    [],
  );
}

function answers(people: readonly string[], { arrived }: FakeWhatsApp) {
  const texts = new Map<string, string[]>();
  for (const { conversation, text } of arrived)
    texts.set(conversation, [...(texts.get(conversation) ?? []), text]);
  return people.flatMap((user) =>
    platforms.map((platform) => {
      const got = texts.get(`chat-${user}`) ?? [];
      return { user, platform, count: got.filter((text) => text.includes(`gives ${platform}'s`)).length };
    }),
  );
}

function messageFrom(user: string, platform: string): Record<string, unknown> {
  return {
    from_user_id: user,
    id: `wamid.${user}.${platform}`,
    timestamp: '1763461800',
    type: 'text',
    text: { body: `what age for ${platform}` },
  };
}

function shuffled<T>(all: readonly T[], next: () => number): T[] {
  const order = all.map((one) => ({ one, at: next() }));
  return order.sort((a, b) => a.at - b.at).map(({ one }) => one);
}
