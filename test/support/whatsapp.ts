import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Interactive, WhatsAppMessage } from '../../src/cards/whatsapp.js';
import type { Arrived, Mood, Saying, Writer } from './channel.js';

export const phoneNumberId = '106540352242922';
const secrets = {
  appSecret: 'the app secret',
  accessToken: 'the access token',
  verifyToken: 'the verify token',
};

/** The Cloud API closes the chat this long after the person's last message. */
const windowMs = 24 * 3_600_000;

/** A request that reached the Graph API, as it came. */
export interface Call {
  to: string;
  body: Readonly<Record<string, unknown>>;
}

/** What the Graph API answers a message with instead of taking it. */
export type Refusal = { code: number; status?: number } | { lose: 'before' | 'after' } | { status: number };

/**
 * Meta's side of the wire: delivers signed webhooks to the bot, and is the Graph API that the bot
 * answers to. Everything that arrives is kept.
 */
export class FakeWhatsApp {
  readonly arrived: Arrived[] = [];
  /** Messages that were taken. */
  readonly calls: Call[] = [];
  /** Ids of messages that were marked as read, with the typing indicator. */
  readonly read: string[] = [];
  /** Requests for anything but messages, such as a picture: there must be none. */
  readonly others: string[] = [];
  mood: Mood = 'accept';
  mayBegin = true;
  /** Asked for each message before it is taken; undefined takes it. */
  refuse: (call: Call) => Refusal | undefined = () => undefined;
  /** When it is, for the 24 hours in which the bot may write. Absent: always. */
  now: (() => Date) | undefined;
  /** Waits until the bot has done with what was delivered. */
  settle: () => Promise<void> = async () => undefined;
  /** Posts a status of each message that it has taken, as Meta does. */
  confirms = false;
  /** Done before the answer to a message that was taken: a status may overtake it. */
  onTaken: (id: string, call: Call) => Promise<unknown> = async () => undefined;
  readonly #wrote = new Map<string, number>();
  #server: Server | undefined;
  #count = 0;
  #bot = '';

  /** The settings with which the bot finds this Graph API. */
  get environment(): Record<string, string> {
    return {
      WHATSAPP_PHONE_NUMBER_ID: phoneNumberId,
      WHATSAPP_ACCESS_TOKEN: secrets.accessToken,
      WHATSAPP_APP_SECRET: secrets.appSecret,
      WHATSAPP_VERIFY_TOKEN: secrets.verifyToken,
      WHATSAPP_API_URL: this.url,
    };
  }

  get url(): string {
    const address = this.#server?.address() as AddressInfo;
    return `http://127.0.0.1:${address.port}/v25.0`;
  }

  /** Starts the Graph API, which the bot's settings must name before the bot starts. */
  async listen(): Promise<void> {
    const server = createServer((request, response) => {
      this.#answer(request).then(
        (answer) => {
          if (answer === 'hang') return;
          if (answer === 'lose') return void request.socket.destroy();
          response.writeHead(answer.status, { 'content-type': 'application/json' });
          response.end(JSON.stringify(answer.body));
        },
        () => response.destroy(),
      );
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  /** From now on webhooks go to the bot at this address. */
  async open(bot: string): Promise<void> {
    this.#bot = bot;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  async say(
    writer: Writer,
    text: string,
    saying: Saying = {},
  ): Promise<{ status: number; arrived: Arrived[] }> {
    const before = this.arrived.length;
    const status = await this.post(this.activity(writer, text, saying));
    return { status, arrived: this.arrived.slice(before) };
  }

  /** The webhook for what somebody says. */
  activity(writer: Writer, text: string, saying: Saying = {}): Record<string, unknown> {
    const { group, value, attachments, id, more } = saying;
    if (group) throw new Error('the bot cannot be in a group on WhatsApp');
    this.#count += 1;
    const content = contentOf(text, value, attachments, more);
    const timestamp = String(Math.floor((this.now?.() ?? new Date(0)).getTime() / 1000));
    const message = { from_user_id: writer.id, id: id ?? `wamid.${this.#count}`, timestamp, ...content };
    return webhookOf({
      contacts: [{ profile: { name: writer.name }, user_id: writer.id }],
      messages: [message],
    });
  }

  /** Delivers a webhook with the right signature and waits until the bot has dealt with it; the status. */
  async post(webhook: unknown): Promise<number> {
    const status = await this.deliver(webhook);
    await this.settle();
    return status;
  }

  /** Delivers a webhook; the status that the bot answers with. */
  async deliver(webhook: unknown, signature?: string): Promise<number> {
    const raw = typeof webhook === 'string' ? webhook : JSON.stringify(webhook);
    for (const [, user] of raw.matchAll(/"from_user_id": ?"([^"]+)"/g))
      if (user) this.#wrote.set(user, this.now?.().getTime() ?? 0);
    const response = await fetch(`${this.#bot}/api/whatsapp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature ?? signatureOf(raw) },
      body: raw,
    });
    await response.arrayBuffer();
    return response.status;
  }

  /** What pressing the button or row with this label sends, on the newest message that has it. */
  buttonFor(label: string, conversation: string): { id: string; title: string } | undefined {
    for (const { whatsApp } of this.arrived.filter((one) => one.conversation === conversation).reverse()) {
      const found = whatsApp && optionsOf(whatsApp).find(({ title }) => title === label);
      if (found) return found;
    }
    return undefined;
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: unknown } | 'hang' | 'lose'> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    if (this.mood === 'hang') return 'hang';
    if (request.url !== `/v25.0/${phoneNumberId}/messages`) {
      this.others.push(request.url ?? '');
      return refusal(100, 404);
    }
    if (request.headers.authorization !== `Bearer ${secrets.accessToken}`) return refusal(190, 401);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
    if (body.status === 'read') {
      this.read.push(String(body.message_id));
      return { status: 200, body: { success: true } };
    }
    return this.#take({ to: String(body.recipient ?? body.to), body });
  }

  async #take(call: Call): Promise<{ status: number; body: unknown } | 'lose'> {
    if (this.mood !== 'accept') return refusal(131026, 400);
    const refused = this.refuse(call);
    if (refused && 'code' in refused) return refusal(refused.code, refused.status ?? 400);
    if (refused && 'status' in refused) return { status: refused.status, body: 'not JSON of an error' };
    if (refused?.lose === 'before') return 'lose';
    if (this.now && call.body.type !== 'template' && !this.#mayWriteTo(call.to)) return refusal(131047, 400);
    this.calls.push(call);
    const id = `wamid.out.${this.calls.length}`;
    this.arrived.push(arrivedBy(call));
    if (this.confirms) setImmediate(() => void this.status(id, call, 'sent').catch(() => undefined));
    await this.onTaken(id, call);
    if (refused?.lose === 'after') return 'lose';
    return {
      status: 200,
      body: { messaging_product: 'whatsapp', contacts: [{ input: call.to }], messages: [{ id }] },
    };
  }

  /** Posts a status of a message that was taken. */
  async status(id: string, call: Call, status: string, code?: number): Promise<number> {
    return this.deliver(statusOf(id, call, status, code));
  }

  #mayWriteTo(user: string): boolean {
    const wrote = this.#wrote.get(user);
    return wrote !== undefined && (this.now?.().getTime() ?? 0) - wrote < windowMs;
  }
}

/** The header with which Meta signs these bytes. */
export function signatureOf(raw: string, secret = secrets.appSecret): string {
  return `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`;
}

export function webhookOf(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const metadata = { display_phone_number: '15550783881', phone_number_id: phoneNumberId };
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '102290129340398',
        changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }],
      },
    ],
  };
}

export function statusOf(id: string, call: Call, status: string, code?: number): Record<string, unknown> {
  return webhookOf({
    statuses: [
      {
        id,
        status,
        timestamp: '1763461800',
        recipient_user_id: call.to,
        biz_opaque_callback_data: call.body.biz_opaque_callback_data,
        ...(code === undefined ? {} : { errors: [{ code, title: 'An error' }] }),
      },
    ],
  });
}

function refusal(code: number, status: number): { status: number; body: unknown } {
  const error = { message: `(#${code}) An error`, type: 'OAuthException', code, fbtrace_id: 'A1b2' };
  return { status, body: { error: { ...error, error_data: { messaging_product: 'whatsapp' } } } };
}

function contentOf(
  text: string,
  value: unknown,
  attachments: Saying['attachments'],
  more: Saying['more'],
): Record<string, unknown> {
  if (more?.type === 'messageUpdate') return { type: 'edit', edit: { message: { type: 'text', text } } };
  if (more?.type === 'conversationUpdate') return { type: 'request_welcome' };
  if (more) return more;
  if (value) return { type: 'interactive', interactive: { type: 'button_reply', button_reply: value } };
  if (attachments) {
    const image = { mime_type: 'image/jpeg', sha256: 'aGFzaA==', id: '1003383421387256' };
    return { type: 'image', image: { ...image, ...(text ? { caption: text } : {}) } };
  }
  return { type: 'text', text: { body: text } };
}

function arrivedBy({ to, body }: Call): Arrived {
  const message = body as unknown as WhatsAppMessage | { type: 'template'; template: { name: string } };
  const conversation = `chat-${to}`;
  if (message.type === 'template') return { conversation, text: `(template ${message.template.name})` };
  return { conversation, text: textOf(message), whatsApp: message };
}

/** The words as a person sees them, with the buttons as numbered lines. */
export function textOf(message: WhatsAppMessage): string {
  if (message.type === 'text') return message.text.body;
  const { interactive } = message;
  const options = interactive.type === 'button' ? optionsOf(message) : [];
  const lines = options.map(({ title }, i) => `${i + 1}. ${title}`);
  return [interactive.body.text, lines.join('\n')].filter((part) => part !== '').join('\n\n');
}

export function optionsOf(message: WhatsAppMessage): { id: string; title: string }[] {
  if (message.type === 'text') return [];
  const { interactive }: { interactive: Interactive } = message;
  return interactive.type === 'button'
    ? interactive.action.buttons.map(({ reply }) => reply)
    : interactive.action.sections.flatMap(({ rows }) => [...rows]);
}
