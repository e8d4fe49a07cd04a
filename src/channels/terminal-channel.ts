import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { z } from 'zod';
import type { AdaptiveCard } from '../cards/adaptive.js';
import { cardAsText, pressOn } from './terminal-cards.js';

/** What the bot sends, as far as a terminal shows it. The cards are our own, drawn by `draw.ts`. */
const sentSchema = z.object({
  text: z.string().optional(),
  attachments: z
    .array(z.object({ content: z.custom<AdaptiveCard>((value) => typeof value === 'object') }))
    .optional(),
});

const wishSchema = z.object({ members: z.array(z.object({ id: z.string() })).optional() });

/** What a line begins with in a group when it is meant for the bot. */
const mentionAtStart = /^\s*@lollipop\b/i;

/** What became of a line: something came back, nothing came back, or there was no bot to hear it. */
export type Outcome = 'answered' | 'silent' | 'unreachable';

/** Who sits at the terminal, and where. */
export interface Seat {
  role: string;
  name: string;
  group: string | undefined;
  bot: string;
  /** Shows a message; `aside` when it came to the private chat of somebody who is in a group. */
  show(text: string, aside: boolean): void;
}

/** What the terminal does with a channel, whichever it plays. */
export interface TerminalLine {
  open(): Promise<void>;
  close(): Promise<void>;
  /** Joins the chat; the bot says hello the first time. */
  join(): Promise<Outcome>;
  /** Says a line, or does what a line that begins with a colon asks for. */
  say(line: string): Promise<Outcome>;
  /** Whether the bot will read this line. */
  isForBot(line: string): boolean;
}

/** The terminal as a Bot Framework channel: posts Activities and hosts the address that the bot answers to. */
export class TerminalChannel implements TerminalLine {
  readonly #seat: Seat;
  #server: Server | undefined;
  #lastCard: AdaptiveCard | undefined;
  #shown = 0;

  constructor(seat: Seat) {
    this.#seat = seat;
  }

  async open(): Promise<void> {
    const server = createServer((request, response) => {
      const answer = (status: number, body: Readonly<Record<string, string>>): void => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      };
      readAll(request)
        .then((body) => this.#arrive(request.url ?? '', body))
        .then(
          (body) => answer(200, body),
          () => answer(400, {}),
        );
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** Joins the chat; the bot says hello the first time. */
  async join(): Promise<Outcome> {
    return this.#post({ type: 'conversationUpdate', membersAdded: [{ id: 'bot' }] });
  }

  /** Says a line, or does what a line that begins with a colon asks for. */
  async say(line: string): Promise<Outcome> {
    const press = /^:press (\d{1,2})$/.exec(line.trim())?.[1];
    if (press !== undefined) {
      const data = this.#lastCard && pressOn(this.#lastCard, Number(press));
      if (data) return this.#post({ type: 'message', value: data });
      this.#seat.show('(There is no such button on the last card. A number in a list is typed.)', false);
      return 'answered';
    }
    if (line.trim() === ':picture') {
      return this.#post({ type: 'message', attachments: [{ contentType: 'image/png' }] });
    }
    return this.#post({ type: 'message', ...this.#words(line) });
  }

  /** Whether the bot will read this line: in a group, only one that begins with its name. */
  isForBot(line: string): boolean {
    return this.#seat.group === undefined || mentionAtStart.test(line);
  }

  #words(line: string): Record<string, unknown> {
    const mention = mentionAtStart.exec(line);
    if (!this.#seat.group || !mention) return { text: line };
    const mark = '<at>Lollipop</at>';
    return {
      text: `${mark}${line.slice(mention[0].length)}`,
      entities: [{ type: 'mention', mentioned: { id: 'bot', name: 'Lollipop' }, text: mark }],
    };
  }

  async #post(part: Readonly<Record<string, unknown>>): Promise<Outcome> {
    const { role, name, group, bot } = this.#seat;
    const activity = {
      id: randomUUID(),
      channelId: 'emulator',
      serviceUrl: this.#serviceUrl(),
      from: { id: role, name },
      recipient: { id: 'bot', name: 'Lollipop' },
      conversation: {
        id: group ? `group-${group}` : privateChatOf(role),
        conversationType: group ? 'groupChat' : 'personal',
        isGroup: group !== undefined,
      },
      ...part,
    };
    const before = this.#shown;
    try {
      const response = await fetch(new URL('/api/messages', bot), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(activity),
      });
      const words = await response.text();
      if (!response.ok) this.#display(`(The bot answered ${response.status}: ${words})`, false);
    } catch {
      return 'unreachable';
    }
    return this.#shown > before ? 'answered' : 'silent';
  }

  #serviceUrl(): string {
    const address = this.#server?.address();
    if (!address || typeof address === 'string') throw new Error('The terminal is not open');
    return `http://127.0.0.1:${address.port}/`;
  }

  #arrive(url: string, body: string): Record<string, string> {
    const parsed: unknown = JSON.parse(body || '{}');
    if (/\/v3\/conversations\/?$/.test(url)) {
      const member = wishSchema.parse(parsed).members?.[0]?.id ?? this.#seat.role;
      return { id: privateChatOf(member), activityId: randomUUID() };
    }
    const sent = sentSchema.parse(parsed);
    const card = sent.attachments?.[0]?.content;
    if (card) this.#lastCard = card;
    const words = card ? cardAsText(card) : (sent.text ?? '');
    const conversation = decodeURIComponent(/\/conversations\/([^/]+)/.exec(url)?.[1] ?? '');
    const aside = this.#seat.group !== undefined && conversation === privateChatOf(this.#seat.role);
    if (words !== '') this.#display(words, aside);
    return { id: randomUUID() };
  }

  #display(text: string, aside: boolean): void {
    this.#shown += 1;
    this.#seat.show(text, aside);
  }
}

function privateChatOf(role: string): string {
  return `chat-${role}`;
}

export async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
