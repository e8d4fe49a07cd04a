import type { Card } from '../cards/card.js';
import type { Services } from '../conversation/dialog.js';
import { faultName, type Log } from '../log.js';
import type { Owed } from '../storage/outbox.js';
import type { Outgoing } from '../storage/outgoing.js';
import type { Delivery } from './delivery.js';
import { oweDigests } from './digest.js';
import { insteadOf } from './escalation.js';

/**
 * Seconds to wait after each failed attempt; after the last one the message goes to whoever is next. Somebody
 * must know of danger within five minutes, and of an ordinary report within about an hour of the school day.
 */
export const urgentWaits: readonly number[] = [15, 30, 60, 120];
export const ordinaryWaits: readonly number[] = [30, 120, 600, 1200, 1800];
/** A channel that asks for a longer wait than this, in seconds, is taken to be out of reach for the message. */
export const longestWait = { urgent: 120, ordinary: 1800 } as const;
/** Messages taken in one go. They are leased for a minute, and each may take ten seconds. */
const batch = 5;
/** How often the outbox is looked at when nothing wakes it, in milliseconds. */
const tick = 5000;

type Failed = Exclude<Delivery, { ok: true }>;

export interface SenderParts {
  services: Services;
  /** `key` tells the message from all others, so that a channel can keep from sending it twice. */
  deliver: (account: string, card: Card, key: string) => Promise<Delivery>;
  log: Log;
  now: () => Date;
}

/**
 * Sends what the outbox owes: urgent first, again with longer waits after a failure, then to whoever
 * is next. What it tells of is safe in the log whatever happens to the message.
 */
export class Sender {
  readonly #parts: SenderParts;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  #closed = false;
  /** Somebody has asked for a look that has not begun yet. */
  #asked = false;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => this.kick(), tick);
    this.#timer.unref();
  }

  /** Looks at the outbox now, after what is being sent already; once for all that ask before it begins. */
  kick(): void {
    if (this.#closed || this.#asked) return;
    this.#asked = true;
    this.#working = this.#working
      .then(() => {
        this.#asked = false;
        return this.#sendAllDue();
      })
      .catch((fault: unknown) => {
        this.#parts.log.error('outbox.failed', { fault: faultName(fault) });
      });
  }

  /** Sends everything that is due, and what comes due by that, after what is being sent already. */
  async sendDue(): Promise<void> {
    const sending = this.#working.then(() => this.#sendAllDue());
    this.#working = sending.catch(() => undefined);
    await sending;
  }

  async #sendAllDue(): Promise<void> {
    const { services, now } = this.#parts;
    await oweDigests(services, now());
    for (;;) {
      const due = await services.outbox.due(now(), batch);
      if (due.length === 0) return;
      for (const message of due) await this.#send(message);
    }
  }

  /** Stops looking and waits for what is being sent. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#working;
  }

  /** A channel says later that a message it took could not be delivered. Once, and only of a sent one. */
  async undelivered(key: string, delivery: Delivery): Promise<void> {
    const message = await this.#parts.services.outbox.forKey(key);
    if (message?.state === 'sent') await this.#settle(message, delivery);
  }

  async #send(message: Outgoing): Promise<void> {
    const { deliver } = this.#parts;
    const delivery: Delivery =
      message.recipient === undefined
        ? { ok: false, fault: 'nobody to send it to', retry: 'never' }
        : await deliver(message.recipient, message.card, message.key);
    await this.#settle(message, delivery);
  }

  /** Keeps what became of the message, and what is owed to others instead. */
  async #settle(message: Outgoing, delivery: Delivery): Promise<void> {
    const { services, log, now } = this.#parts;
    if (delivery.ok) {
      await services.outbox.sent(message.id, now());
      log.info('outbox.sent', { attempts: message.attempts });
      return;
    }
    const retryAt = this.#nextTry(message, delivery);
    const ends = !(retryAt instanceof Date);
    const instead: Owed[] = ends ? await insteadOf(message, services, now(), delivery) : [];
    await services.outbox.failed(message.id, { fault: delivery.fault, retryAt, instead }, now());
    // Another process may have given up the last other copy meanwhile. What is owed already is not doubled.
    if (ends) await services.outbox.owe(await insteadOf(message, services, now(), delivery), now());
    log.warn('outbox.delayed', { attempts: message.attempts, fault: delivery.fault });
  }

  #nextTry({ urgent, attempts }: Outgoing, { retry, afterSeconds = 0 }: Failed): Date | 'waiting' | 'never' {
    if (retry === 'waiting') return 'waiting';
    const wait = (urgent ? urgentWaits : ordinaryWaits)[attempts - 1];
    const tooLong = afterSeconds > (urgent ? longestWait.urgent : longestWait.ordinary);
    if (retry !== 'later' || wait === undefined || tooLong) return 'never';
    return new Date(this.#parts.now().getTime() + Math.max(wait, afterSeconds) * 1000);
  }
}
