import { z } from 'zod';
import type { Card } from '../src/cards/card.js';
import { type Message, open, type Reply } from '../src/conversation/dialog.js';
import { actions, statuses } from '../src/incidents/incident.js';
import { commandNames, type Order } from '../src/language/commands.js';
import { kinds, platforms, posters } from '../src/language/facts.js';

/** The commands as a dialog that can stay open. */
export const headteacherTalk = { name: 'headteacher', version: 1 } as const;

const periodSchema = z.union([
  z.object({ from: z.iso.date(), to: z.iso.date(), words: z.string() }),
  z.object({ missing: z.literal('terms') }),
]);

const orderSchema: z.ZodType<Order> = z.object({
  command: z.enum(commandNames),
  numbers: z.array(z.number()),
  it: z.boolean(),
  actions: z.array(z.enum(actions)),
  status: z.enum(statuses).exactOptional(),
  platform: z.enum(platforms).exactOptional(),
  kind: z.enum(kinds).exactOptional(),
  poster: z.enum(posters).exactOptional(),
  yearGroup: z.string().exactOptional(),
  period: periodSchema.exactOptional(),
  newest: z.boolean().exactOptional(),
  all: z.boolean().exactOptional(),
  anonymous: z.boolean().exactOptional(),
  outcome: z.string().exactOptional(),
  note: z.string().exactOptional(),
  on: z.boolean().exactOptional(),
  when: z.iso.date().exactOptional(),
  dealtWith: z.boolean().exactOptional(),
});

const stateSchema = z.discriminatedUnion('step', [
  /** Which incident is meant. */
  z.object({ step: z.literal('which'), order: orderSchema }),
  /** The words of a note or an outcome. */
  z.object({ step: z.literal('words'), order: orderSchema }),
  /** Which of the four actions was taken. */
  z.object({ step: z.literal('action'), order: orderSchema }),
  /** The days of a summary or an export. */
  z.object({ step: z.literal('period'), order: orderSchema }),
  /** The day of a reminder. */
  z.object({ step: z.literal('day'), order: orderSchema }),
  /** Whether an export has names in it. */
  z.object({ step: z.literal('names'), order: orderSchema }),
  /** Incidents were listed; more may follow, and "it" is none of several. */
  z.object({ step: z.literal('listed'), order: orderSchema, next: z.number(), numbers: z.array(z.number()) }),
  /** An incident was shown, with its buttons. */
  z.object({ step: z.literal('shown'), number: z.number() }),
  /** Whether a typed number was an incident's or the place of a button. */
  z.object({ step: z.literal('meant') }),
]);

/** What a command waits for. The order holds all that was said so far. */
export type HeadState = z.infer<typeof stateSchema>;

export function readState(stored: unknown): HeadState | undefined {
  const state = stateSchema.safeParse(stored);
  return state.success ? state.data : undefined;
}

/** The cards, the last of which asks what `state` waits for. */
export function waitFor(state: HeadState, cards: readonly Card[], { turn }: Message): Reply {
  const last = cards[cards.length - 1];
  return { cards, open: open(headteacherTalk, state, turn.now, last?.choices ?? [], last?.of) };
}

/** What was listed just before this message, for "it". */
export function listedBefore({ talk }: Message): readonly number[] {
  const state = talk.open?.dialog === headteacherTalk.name ? readState(talk.open.state) : undefined;
  return state?.step === 'listed' ? state.numbers : [];
}
