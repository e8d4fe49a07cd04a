import { z } from 'zod';
import { run } from '../../dialogs/headteacher.js';
import type { Card } from '../cards/card.js';
import type { Message, Services } from '../conversation/dialog.js';
import { newTalk } from '../conversation/talk.js';
import { actions } from '../incidents/incident.js';
import type { Order } from '../language/commands.js';
import { sayDays } from '../language/say-dates.js';
import type { Person } from '../people.js';
import { incidentView } from './incidents.js';
import type { Outcome, Shown } from './shape.js';

const number = z.int().min(1).max(999_999_999);
/** The commands keep the first 1,500 characters and say so; the server reads no more than this. */
const words = z.string().trim().min(1).max(20_000);
const seen = z.iso.datetime().transform((moment) => new Date(moment));
const days = z.object({ from: z.iso.date(), to: z.iso.date() });
const about = { number, seen, note: words.optional() };

/** What the page may ask for: the commands of the chat, with what the form on the page fills in. */
const orderSchema = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('show'), number }),
  z.strictObject({ command: z.literal('history'), number }),
  z.strictObject({ command: z.literal('act'), action: z.enum(actions), ...about }),
  z.strictObject({ command: z.literal('note'), ...about, note: words }),
  z.strictObject({ command: z.literal('wait'), ...about }),
  z.strictObject({ command: z.literal('close'), number, seen, outcome: words }),
  z.strictObject({ command: z.literal('reopen'), ...about }),
  z.strictObject({ command: z.literal('remind'), number, when: z.iso.date() }),
  z.strictObject({ command: z.literal('export'), days: days.optional(), anonymous: z.boolean() }),
  z.strictObject({ command: z.literal('summary'), days: days.optional(), anonymous: z.boolean() }),
  z.strictObject({ command: z.literal('digest'), on: z.boolean().optional() }),
  z.strictObject({ command: z.literal('pointers'), number }),
  z.strictObject({ command: z.literal('unanswered'), number }),
  z.strictObject({ command: z.literal('policy_status') }),
]);

export type PageOrder = z.infer<typeof orderSchema>;

/** What the page asks for, or undefined when it is nothing that the page can ask. */
export function parseOrder(body: unknown): PageOrder | undefined {
  return orderSchema.safeParse(body).data;
}

/** Carries it out as the command of the chat. Undefined: the person may not. */
export async function carryOut(
  asked: PageOrder,
  person: Person,
  services: Services,
  now: Date,
): Promise<Outcome | undefined> {
  const message = messageOf(person, now, 'seen' in asked ? asked.seen : undefined);
  if (asked.command === 'show') {
    const view = await incidentView(asked.number, message, services);
    return view && (view === 'missing' ? { cards: [] } : { cards: [], incident: view });
  }
  const reply = await run(orderOf(asked), message, services);
  if (!reply) return undefined;
  const cards = reply.cards.map(shown);
  if (!('seen' in asked) && asked.command !== 'remind') return { cards };
  const view = await incidentView(asked.number, messageOf(person, now), services);
  return { cards, ...(view && view !== 'missing' ? { incident: view } : {}) };
}

/** A message in which nothing was typed: what is done comes from the order alone. */
export function messageOf(person: Person, now: Date, seenAt?: Date): Message {
  const place = { channel: 'tab', kind: 'personal', id: 'tab' } as const;
  const pressed = { say: '', seen: seenAt };
  return { turn: { said: '', pressed, attachments: 0, person, place, now }, said: '', talk: newTalk };
}

function orderOf(asked: PageOrder): Order {
  const base = { command: asked.command, numbers: 'number' in asked ? [asked.number] : [], it: false };
  const note = 'note' in asked && asked.note !== undefined ? { note: asked.note } : {};
  switch (asked.command) {
    case 'act':
      return { ...base, actions: [asked.action], ...note };
    case 'close':
      return { ...base, actions: [], outcome: asked.outcome };
    case 'remind':
      return { ...base, actions: [], when: asked.when };
    case 'export':
    case 'summary': {
      const { days: span, anonymous } = asked;
      const period = span ? { period: { ...span, words: sayDays(span.from, span.to) } } : { all: true };
      return {
        ...base,
        actions: [],
        ...period,
        ...(anonymous || asked.command === 'export' ? { anonymous } : {}),
      };
    }
    case 'digest':
      return { ...base, actions: [], ...(asked.on === undefined ? {} : { on: asked.on }) };
    case 'pointers':
    case 'unanswered':
      return { ...base, actions: [], dealtWith: true };
    case 'show':
    case 'history':
    case 'note':
    case 'wait':
    case 'reopen':
    case 'policy_status':
      return { ...base, actions: [], ...note };
  }
}

/** A card without its buttons, and without the sentences that say what to type in the chat. */
function shown({ title, text, facts, list, file, ask }: Card): Shown {
  const lines = [...text, ...(ask ? [ask] : [])].map(withoutTyping).filter((line) => line !== '');
  return {
    ...(title ? { title } : {}),
    text: lines,
    ...(facts ? { facts } : {}),
    ...(list ? { list } : {}),
    ...(file ? { file } : {}),
  };
}

function withoutTyping(line: string): string {
  return line
    .split(/(?<=[.?])\s+/)
    .filter((sentence) => !/^Say\b|, say\b|^You can say\b/.test(sentence))
    .join(' ');
}
