import { z } from 'zod';
import type { Person } from '../people.js';
import { storedCard } from '../storage/stored-card.js';
import type { TurnKeys } from '../storage/turns.js';
import type { Place, Turn } from './turn.js';

const choiceSchema = z.object({ label: z.string(), says: z.string().exactOptional() });

const openSchema = z.object({
  dialog: z.string(),
  version: z.number(),
  state: z.unknown(),
  of: z.string().exactOptional(),
  choices: z.array(choiceSchema),
  touched: z.iso.datetime(),
  /** The card that asks, so that it can be drawn again as answered. */
  asked: storedCard.exactOptional(),
});

/** A dialog that waits for an answer. Its answers are its whole state. */
export type Open = z.infer<typeof openSchema>;

const talkSchema = z.object({
  version: z.literal(1),
  welcomed: z.boolean(),
  open: openSchema.exactOptional(),
  /** The incident that "it" means. */
  shown: z.number().exactOptional(),
  /** When this person last asked for a call, so that the bot never says "I have told nobody" after that. */
  told: z.iso.datetime().exactOptional(),
});

/** What the bot keeps of one person in one conversation between two messages. */
export type Talk = z.infer<typeof talkSchema>;

export const newTalk: Talk = { version: 1, welcomed: false };

/** Stored state of another version is put aside, not guessed at. */
export function parseTalk(stored: unknown): Talk {
  const talk = talkSchema.safeParse(stored);
  return talk.success ? talk.data : newTalk;
}

/** What this process itself has written, and need not be looked at again. */
export function ownTalk(stored: unknown): Talk {
  return stored as Talk;
}

/** Without the dialog that has waited longer than `hours`, and whether there was one. */
export function dropExpired(talk: Talk, now: Date, hours: number): { talk: Talk; expired: boolean } {
  if (!talk.open) return { talk, expired: false };
  const age = now.getTime() - new Date(talk.open.touched).getTime();
  if (age <= hours * 3_600_000) return { talk, expired: false };
  const { open: _, ...rest } = talk;
  return { talk: rest, expired: true };
}

/**
 * What stays of stored state when its time is over: that one of the `keeping` dialogs was open, without a word
 * of it, so that the person can still be told that it was not sent. Undefined: nothing.
 */
export function remainsOf(stored: unknown, keeping: readonly string[], since: Date): Talk | undefined {
  const { open: waited } = parseTalk(stored);
  if (!waited || !keeping.includes(waited.dialog) || new Date(waited.touched) < since) return undefined;
  const { dialog, touched } = waited;
  return { ...newTalk, welcomed: true, open: { dialog, version: 0, state: null, choices: [], touched } };
}

/** Under which the state of one person in one conversation is stored. */
export function stateKeyOf(place: Place, person: Person): string {
  return `${place.channel}|${place.id}|${person.account}`;
}

/** Under which it is stored that the bot has said hello to a group; nothing else of a group is kept. */
export function groupKeyOf(place: Place): string {
  return `group|${place.channel}|${place.id}`;
}

/** Under which a turn is kept, and its state. */
export function keysOf(
  seenKey: string,
  { place, person }: Pick<Turn, 'place' | 'person'>,
  reference: unknown,
): TurnKeys {
  const stateKey = place.kind === 'group' ? groupKeyOf(place) : stateKeyOf(place, person);
  return {
    seenKey,
    stateKey,
    account: person.account,
    conversation: place.id,
    reference: JSON.stringify(reference),
  };
}
