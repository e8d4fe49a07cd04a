import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AdaptiveCard, fileBlock } from '../../src/cards/adaptive.js';
import type { WhatsAppMessage } from '../../src/cards/whatsapp.js';
import { pressOf, type Sent } from './card-inputs.js';

/** Somebody who writes, as the channel names them. */
export interface Writer {
  id: string;
  name: string;
  /** Teams' own id of the account, which the bot goes by on that channel. */
  aadObjectId?: string;
}

/** A message that the bot sent. */
export interface Arrived {
  conversation: string;
  /** By which a press names it, and the bot changes it. */
  id?: string;
  /** The words, or the words of the card. */
  text: string;
  card?: AdaptiveCard;
  whatsApp?: WhatsAppMessage;
  /** How often the bot has drawn it again. */
  changed?: number;
}

export interface Saying {
  channelId?: string;
  conversation?: string;
  group?: boolean;
  mention?: boolean;
  id?: string;
  value?: unknown;
  attachments?: readonly { contentType: string }[];
  /** Everything else of the Activity, as it should go over the wire. */
  more?: Readonly<Record<string, unknown>>;
}

/** What the channel answers a message or the wish for a private chat with. */
export type Mood = { status: number } | 'hang' | 'accept';

/**
 * Microsoft's side of the wire: posts Activities to the bot and hosts the service address that the bot
 * answers to. Everything that arrives is kept.
 */
export class FakeChannel {
  readonly arrived: Arrived[] = [];
  /** How often somebody was shown that an answer is being written. */
  typing = 0;
  mood: Mood = 'accept';
  /** Whether a message that was sent may be drawn again. */
  mayChange = true;
  /** Whether a private chat may be begun. */
  mayBegin = true;
  /** Done before a message of the bot's is taken. */
  onArrival: () => Promise<void> = async () => undefined;
  #server: Server | undefined;
  #count = 0;
  #bot = '';

  /** Starts listening, and from now on writes to the bot at this address. */
  async open(bot: string): Promise<void> {
    this.#bot = bot;
    if (this.#server) return;
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => void this.#take(request, Buffer.concat(chunks).toString('utf8'), response));
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  get serviceUrl(): string {
    const address = this.#server?.address() as AddressInfo;
    return `http://127.0.0.1:${address.port}/`;
  }

  /** Says something to the bot and waits until the bot has answered; what arrived meanwhile, and the status. */
  async say(
    writer: Writer,
    text: string,
    saying: Saying = {},
  ): Promise<{ status: number; arrived: Arrived[] }> {
    const before = this.arrived.length;
    const status = await this.post(this.activity(writer, text, saying));
    return { status, arrived: this.arrived.slice(before) };
  }

  /** The Activity for what somebody says. */
  activity(writer: Writer, text: string, saying: Saying = {}): Record<string, unknown> {
    const { group = false, mention = group, channelId = 'emulator', value, attachments, id, more } = saying;
    this.#count += 1;
    return {
      type: 'message',
      id: id ?? `activity-${this.#count}-${writer.id}`,
      channelId,
      serviceUrl: this.serviceUrl,
      from: writer,
      recipient: { id: 'bot', name: 'Lollipop' },
      conversation: {
        id: saying.conversation ?? (group ? 'group' : `chat-${writer.id}`),
        conversationType: group ? 'groupChat' : 'personal',
        isGroup: group,
      },
      ...(value === undefined ? { text: mention ? `<at>Lollipop</at> ${text}` : text } : { value }),
      ...(mention
        ? { entities: [{ type: 'mention', mentioned: { id: 'bot' }, text: '<at>Lollipop</at>' }] }
        : {}),
      ...(attachments ? { attachments } : {}),
      ...more,
    };
  }

  async post(activity: Readonly<Record<string, unknown>>): Promise<number> {
    const response = await fetch(`${this.#bot}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    await response.arrayBuffer();
    return response.status;
  }

  /** What pressing the button with this label sends, on the newest card in the conversation that has it. */
  buttonFor(label: string, conversation: string): Sent | undefined {
    const { card } = this.cardWith(label, conversation) ?? {};
    return card && pressOf(card, label);
  }

  /** The newest card in the conversation that has the button. */
  cardWith(label: string, conversation: string): Arrived | undefined {
    return this.arrived.findLast(
      (one) => one.conversation === conversation && one.card && pressOf(one.card, label),
    );
  }

  /** The newest card in the conversation that has inputs to be filled in. */
  newestForm(conversation: string): Arrived | undefined {
    return this.arrived.findLast((one) => one.conversation === conversation && one.card && hasForm(one.card));
  }

  async #take({ method, url = '' }: IncomingMessage, body: string, response: ServerResponse): Promise<void> {
    if (this.mood === 'hang') return;
    await this.onArrival();
    const answer = method === 'PUT' ? this.#change(url, body) : this.#answer(url, body);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  }

  #answer(url: string, body: string): { status: number; body: unknown } {
    if (/\/v3\/conversations\/?$/.test(url)) {
      if (!this.mayBegin) return { status: 403, body: { error: { code: 'BotNotInConversationRoster' } } };
      const members = (JSON.parse(body) as { members?: { id: string }[] }).members ?? [];
      return { status: 201, body: { id: `chat-${members[0]?.id ?? ''}`, activityId: 'begun' } };
    }
    if (this.mood !== 'accept' && this.mood !== 'hang') return { status: this.mood.status, body: {} };
    const conversation = decodeURIComponent(/\/conversations\/([^/]+)/.exec(url)?.[1] ?? '');
    if ((JSON.parse(body) as { type?: string }).type === 'typing') {
      this.typing += 1;
      return { status: 200, body: { id: 'typing' } };
    }
    const id = `sent-${this.arrived.length + 1}`;
    this.arrived.push({ conversation, id, changed: 0, ...shownIn(body) });
    return { status: 200, body: { id } };
  }

  /** The bot draws a message again. */
  #change(url: string, body: string): { status: number; body: unknown } {
    const id = decodeURIComponent(/\/activities\/([^/?]+)/.exec(url)?.[1] ?? '');
    const one = this.arrived.find((message) => message.id === id);
    if (!one || !this.mayChange) return { status: one ? 405 : 404, body: {} };
    const { text, card } = shownIn(body);
    Object.assign(one, { text, card, changed: (one.changed ?? 0) + 1 });
    return { status: 200, body: { id } };
  }
}

function hasForm({ actions = [] }: AdaptiveCard): boolean {
  return actions.some((action) => action.type === 'Action.Submit' && action.data.form);
}

/** The words of a message as somebody reads them; a file's text stands at the end. */
function shownIn(body: string): { text: string; card?: AdaptiveCard } {
  const sent = JSON.parse(body) as { text?: string; attachments?: { content?: AdaptiveCard }[] };
  const card = sent.attachments?.[0]?.content;
  if (!card) return { text: sent.text ?? '' };
  const file = card.body.flatMap((block) =>
    block.type === 'RichTextBlock' && block.id === fileBlock ? block.inlines.map(({ text }) => text) : [],
  );
  return { text: [card.fallbackText.replaceAll('\u200b', ''), ...file].join('\n'), card };
}
