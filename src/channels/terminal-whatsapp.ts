import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type Outcome, readAll, type Seat, type TerminalLine } from './terminal-channel.js';
import { developmentWhatsApp } from './whatsapp/development.js';
import { webhookPath } from './whatsapp/route.js';
import { signatureOf } from './whatsapp/signature.js';

/** How long an answer may take, how long nothing more must come before it counts as whole, and how often it is looked at, in milliseconds. */
const patience = 10_000;
const lull = 150;
const look = 20;

const optionSchema = z.object({ id: z.string(), title: z.string() });

/** What the bot sends, as far as a terminal shows it. */
const sentSchema = z.object({
  text: z.object({ body: z.string() }).optional(),
  template: z.object({ name: z.string() }).optional(),
  interactive: z
    .object({
      body: z.object({ text: z.string() }),
      action: z.object({
        buttons: z.array(z.object({ reply: optionSchema })).optional(),
        sections: z.array(z.object({ rows: z.array(optionSchema) })).optional(),
      }),
    })
    .optional(),
});

/** What a line that begins with a colon sends. */
const others: Readonly<Record<string, object>> = {
  ':picture': { type: 'image', image: { id: '1', mime_type: 'image/jpeg' } },
  ':voice': { type: 'audio', audio: { id: '1', mime_type: 'audio/ogg', voice: true } },
  ':sticker': { type: 'sticker', sticker: { id: '1', mime_type: 'image/webp' } },
  ':reaction': { type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '👍' } },
  ':contact': { type: 'contacts', contacts: [] },
  ':location': { type: 'location', location: { latitude: 0, longitude: 0 } },
};

/** The terminal as WhatsApp: posts signed webhooks and is the Graph API that the bot answers to. */
export class TerminalWhatsApp implements TerminalLine {
  readonly #seat: Seat;
  readonly #port: number;
  #server: Server | undefined;
  #options: z.infer<typeof optionSchema>[] = [];
  #shown = 0;

  /** The bot finds the Graph API at `port` of this machine. */
  constructor(seat: Seat, port = Number(new URL(developmentWhatsApp.url).port)) {
    this.#seat = seat;
    this.#port = port;
  }

  /** Rejects when the port is taken. */
  async open(): Promise<void> {
    const server = createServer((request, response) => {
      const answer = (status: number, body: object): void => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      };
      readAll(request)
        .then((body) => this.#arrive(JSON.parse(body)))
        .then(
          () => answer(200, { messages: [{ id: `wamid.${randomUUID()}` }] }),
          () => answer(400, {}),
        );
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** On WhatsApp nothing happens until the person writes. */
  async join(): Promise<Outcome> {
    return 'answered';
  }

  async say(line: string): Promise<Outcome> {
    const words = line.trim();
    const press = /^:press (\d{1,2})$/.exec(words)?.[1];
    if (press === undefined) return this.#post(others[words] ?? { type: 'text', text: { body: line } });
    const option = this.#options[Number(press) - 1];
    if (option)
      return this.#post({ type: 'interactive', interactive: { type: 'button_reply', button_reply: option } });
    this.#seat.show('(There is no such button on the last message. A number in the text is typed.)', false);
    return 'answered';
  }

  isForBot(): boolean {
    return true;
  }

  async #post(content: object): Promise<Outcome> {
    const { role, name, bot } = this.#seat;
    const timestamp = String(Math.floor(Date.now() / 1000));
    const message = { from_user_id: role, id: `wamid.${randomUUID()}`, timestamp, ...content };
    const value = {
      messaging_product: 'whatsapp',
      metadata: { phone_number_id: developmentWhatsApp.phoneNumberId },
      contacts: [{ profile: { name }, user_id: role }],
      messages: [message],
    };
    const changes = [{ field: 'messages', value }];
    const raw = Buffer.from(
      JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes }] }),
    );
    const before = this.#shown;
    try {
      const response = await fetch(new URL(webhookPath, bot), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-hub-signature-256': signatureOf(raw, developmentWhatsApp.appSecret),
        },
        body: raw,
      });
      await response.arrayBuffer();
      if (!response.ok) {
        const why = 'Without credentials and WhatsApp settings it would be played here.';
        this.#display(`(The bot answered ${response.status}. ${why})`);
        return 'answered';
      }
    } catch {
      return 'unreachable';
    }
    return this.#heard(before);
  }

  /** The bot answers after it has taken the message: waits until nothing more comes. */
  async #heard(before: number): Promise<Outcome> {
    for (let waited = 0; this.#shown === before && waited < patience; waited += look) await pause(look);
    for (let shown = before; shown !== this.#shown; ) {
      shown = this.#shown;
      await pause(lull);
    }
    return this.#shown > before ? 'answered' : 'silent';
  }

  #arrive(body: unknown): void {
    const { text, template, interactive } = sentSchema.parse(body);
    if (template) this.#display(`(template ${template.name})`);
    if (text) this.#display(text.body);
    if (!interactive) return;
    const { buttons, sections } = interactive.action;
    this.#options = [
      ...(buttons ?? []).map(({ reply }) => reply),
      ...(sections ?? []).flatMap(({ rows }) => rows),
    ];
    // The words above a list name its rows already.
    const numbered = (buttons ?? []).map(({ reply }, i) => `  ${i + 1}. ${reply.title}`);
    this.#display([interactive.body.text, numbered.join('\n')].filter(Boolean).join('\n\n'));
  }

  #display(text: string): void {
    this.#shown += 1;
    this.#seat.show(text, false);
  }
}
