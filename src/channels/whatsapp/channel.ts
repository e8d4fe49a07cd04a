import type { TurnContext } from 'botbuilder';
import type { Card } from '../../cards/card.js';
import { renderWhatsApp } from '../../cards/whatsapp.js';
import { faultName, type Log } from '../../log.js';
import type { Delivery } from '../../notifications/delivery.js';
import type { Database } from '../../storage/database.js';
import type { SeenStore } from '../../storage/seen.js';
import { WhatsAppInbox } from '../../storage/whatsapp-inbox.js';
import { WhatsAppSending } from '../../storage/whatsapp-sending.js';
import { WhatsAppAdapter } from './adapter.js';
import { Graph } from './graph.js';
import { Inbox } from './inbox.js';
import { incomingIn } from './incoming.js';
import { Post, type Template } from './post.js';
import { Rounds } from './rounds.js';
import { readWebhook } from './webhook.js';

/** How often what waits is looked at when nothing wakes it, in milliseconds. */
const tick = 1000;

export interface WhatsAppSettings {
  phoneNumberId: string;
  accessToken: string;
  appSecret: string;
  verifyToken: string;
  url: string;
  template: Template | undefined;
}

export interface WhatsAppParts {
  settings: WhatsAppSettings;
  database: Database;
  seen: SeenStore;
  hear: (context: TurnContext) => Promise<boolean>;
  onUndelivered: (outboxKey: string, delivery: Delivery) => Promise<void>;
  log: Log;
  now: () => Date;
}

/** The bot on WhatsApp: what Meta delivers is kept and then answered, each message once. */
export class WhatsAppChannel {
  readonly #settings: WhatsAppSettings;
  readonly #kept: WhatsAppInbox;
  readonly #sending: WhatsAppSending;
  readonly #post: Post;
  readonly #inbox: Inbox;
  readonly #log: Log;
  readonly #now: () => Date;
  /** Sends what waits. */
  readonly #sends: Rounds;
  #timer: NodeJS.Timeout | undefined;

  constructor({ settings, database, seen, hear, onUndelivered, log, now }: WhatsAppParts) {
    this.#settings = settings;
    this.#log = log;
    this.#now = now;
    this.#kept = new WhatsAppInbox(database);
    this.#sending = new WhatsAppSending(database);
    const graph = new Graph(settings);
    const { template } = settings;
    this.#post = new Post({ sending: this.#sending, graph, template, onUndelivered, log, now });
    const adapter = new WhatsAppAdapter(this.#post);
    this.#sends = new Rounds(
      () => this.#post.work(),
      (fault) => log.error('whatsapp.post_failed', { fault: faultName(fault) }),
    );
    this.#inbox = new Inbox({ inbox: this.#kept, seen, adapter, graph, place: settings, hear, log, now });
  }

  /** What the webhook needs to know. */
  get settings(): WhatsAppSettings {
    return this.#settings;
  }

  start(): void {
    this.#timer = setInterval(() => this.kick(), tick);
    this.#timer.unref();
    this.kick();
  }

  /** Keeps what a webhook brings. Rejects when it could not be kept, so that Meta delivers it again. */
  readonly receive = async (raw: Buffer): Promise<void> => {
    const log = this.#log;
    const read = readWebhook(raw, this.#settings.phoneNumberId, this.#now());
    if (!read.ok) return log.warn('whatsapp.unreadable');
    if (read.others.numbers > 0) log.warn('whatsapp.other_number', { changes: read.others.numbers });
    if (read.others.unreadable > 0)
      log.warn('whatsapp.changes_unreadable', { changes: read.others.unreadable });
    if (read.others.fields > 0) log.info('whatsapp.ignored', { changes: read.others.fields });
    for (const change of read.changes) {
      if (change.unreadable > 0) log.warn('whatsapp.parts_unreadable', { parts: change.unreadable });
      const inGroups = change.messages.filter(({ group_id }) => group_id).length;
      if (inGroups > 0) log.warn('whatsapp.group_ignored', { messages: inGroups });
      for (const { code } of change.errors) log.warn('whatsapp.error', { code });
    }
    const incoming = read.changes.flatMap(incomingIn);
    const fresh = await this.#kept.keep(
      incoming.map((message) => ({
        key: message.id,
        account: `whatsapp:${message.user}`,
        message,
        saidAt: new Date(message.at),
      })),
      this.#now(),
    );
    if (fresh < incoming.length) log.info('whatsapp.repeated', { messages: incoming.length - fresh });
    for (const user of new Set(incoming.map((message) => message.user)))
      await this.#post.wake(`whatsapp:${user}`);
    for (const status of read.changes.flatMap(({ statuses }) => statuses)) await this.#post.hear(status);
    this.kick();
  };

  /** Sends a card of the outbox to the person; what happened is a value. */
  async deliver(account: string, card: Card, key: string): Promise<Delivery> {
    return this.#post.deliver(account, renderWhatsApp(card), key);
  }

  /** Looks at what is due now. */
  kick(): void {
    this.#inbox.kick();
    this.#sends.kick();
  }

  /** Resolves when nothing is due any more. */
  async idle(): Promise<void> {
    this.kick();
    await this.#inbox.idle();
    await this.#sends.idle();
  }

  async purge(before: Date): Promise<number> {
    return (await this.#kept.purge(before)) + (await this.#sending.purge(before));
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#inbox.close();
    await this.#sends.close();
    await this.#post.close();
  }
}

/** The delivery on a channel that may not be set up: then the message waits. */
export async function deliverOnWhatsApp(
  channel: WhatsAppChannel | undefined,
  account: string,
  card: Card,
  key: string,
): Promise<Delivery> {
  if (!channel) return { ok: false, fault: 'WhatsApp is not set up', retry: 'waiting' };
  return channel.deliver(account, card, key);
}
