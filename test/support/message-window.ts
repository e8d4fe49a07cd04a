import { z } from 'zod';
import type { FakeChannel, Writer } from './channel.js';

const actionSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  data: z.record(z.string(), z.unknown()).optional(),
});

const inputSchema = z.looseObject({
  type: z.string(),
  id: z.string(),
  label: z.string(),
  value: z.string().optional(),
  choices: z.array(z.object({ title: z.string(), value: z.string() })).optional(),
});

const cardSchema = z.looseObject({
  fallbackText: z.string(),
  body: z.array(z.looseObject({ type: z.string() })),
  actions: z.array(actionSchema).default([]),
});

const taskSchema = z.object({
  task: z.object({
    type: z.literal('continue'),
    value: z.object({ title: z.string(), card: z.object({ contentType: z.string(), content: cardSchema }) }),
  }),
});

export type Card = z.infer<typeof cardSchema>;

/** A message in a group as Teams hands it over; `from` is the account of whoever posted it. */
export function payloadOf(content: string, from = 'somebody', more: object = {}): Record<string, unknown> {
  return {
    id: '1700000000000',
    createdDateTime: '2026-11-17T19:42:31.000Z',
    linkToMessage: 'https://teams.microsoft.com/l/message/19:abc@thread.v2/1700000000000?tenantId=t',
    from: { user: { id: from, displayName: 'Poster Canary', userIdentityType: 'aadUser' } },
    body: { contentType: 'html', content },
    reactions: [],
    mentions: [],
    ...more,
  };
}

/** The window that "Report this message" opens for one person, as Teams runs it. */
export class MessageWindow {
  readonly #channel: FakeChannel;
  readonly #bot: string;
  readonly #writer: Writer;
  /** What the window shows now. */
  card: Card = { fallbackText: '', body: [], actions: [] };
  /** Status of the last exchange. */
  status = 0;

  constructor(channel: FakeChannel, bot: string, writer: Writer) {
    this.#channel = channel;
    this.#bot = bot;
    this.#writer = writer;
  }

  get text(): string {
    return this.card.fallbackText;
  }

  get fields(): z.infer<typeof inputSchema>[] {
    const inputs = this.card.body.flatMap((block) => inputSchema.safeParse(block).data ?? []);
    return inputs.map((one) => ({ ...one, id: one.id.replace('typed.', '') }));
  }

  get buttons(): string[] {
    return this.card.actions.map(({ title }) => title);
  }

  /** Chooses the action on a message in the group. */
  async open(payload: unknown): Promise<this> {
    await this.send('composeExtension/fetchTask', { messagePayload: payload });
    return this;
  }

  /** Fills in the fields, over what stands in them, and sends the form. */
  async fill(values: Readonly<Record<string, string>>): Promise<this> {
    const given = Object.fromEntries(this.fields.flatMap(({ id, value }) => (value ? [[id, value]] : [])));
    const all = Object.entries({ ...given, ...values });
    const inputs = this.card.body.flatMap((block) => inputSchema.safeParse(block).data ?? []);
    const idOf = (key: string): string => inputs.find(({ id }) => id === `typed.${key}`)?.id ?? key;
    return this.press('Check my report', Object.fromEntries(all.map(([key, value]) => [idOf(key), value])));
  }

  async press(title: string, values: Readonly<Record<string, string>> = {}): Promise<this> {
    const action = this.card.actions.find((one) => one.title === title);
    if (!action) throw new Error(`There is no button ${title}, only ${this.buttons.join(', ')}`);
    await this.send('composeExtension/submitAction', { data: { ...action.data, ...values } });
    return this;
  }

  /** One exchange; the window shows what comes back. */
  async send(name: string, value: object): Promise<void> {
    const activity = this.#channel.activity(this.#writer, '', {
      channelId: 'msteams',
      group: true,
      mention: false,
      value: { commandId: 'reportMessage', commandContext: 'message', ...value },
      more: { type: 'invoke', name },
    });
    const response = await fetch(`${this.#bot}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    this.status = response.status;
    const body = await response.text();
    if (response.status === 200) this.card = taskSchema.parse(JSON.parse(body)).task.value.card.content;
  }
}
