import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { WhatsAppMessage } from '../../cards/whatsapp.js';
import { Queue } from '../../conversation/queue.js';
import { faultName, type Log } from '../../log.js';
import type { Delivery } from '../../notifications/delivery.js';
import { askedToWrite } from '../../storage/outgoing.js';
import type { WhatsAppSending } from '../../storage/whatsapp-sending.js';
import { mendFor, remedyFor, windowClosed } from './errors.js';
import type { Graph } from './graph.js';
import type { MessageStatus } from './webhook.js';

/** Seconds to wait after each refusal of a reply: four times as long each time, as Meta asks for. */
export const replyBackOff: readonly number[] = [4, 16, 64, 256, 1024, 4096, 16_384];

/** After this time without a status, a message that got no answer was never taken, in milliseconds. */
export const unsureMs = 120_000;

/**
 * How long a turn waits for its replies to be taken, in milliseconds. They are kept by then and go on their
 * way, so the turn is done; a turn that took longer would be called a failure, and the person told so.
 */
export const replyPatience = 5000;

/** A template that Meta has approved: it asks the person to write, and says nothing else. */
export interface Template {
  name: string;
  language: string;
}

export interface PostParts {
  sending: WhatsAppSending;
  graph: Pick<Graph, 'send'>;
  template: Template | undefined;
  /** A message of the outbox that was taken could not be delivered after all. */
  onUndelivered: (outboxKey: string, delivery: Delivery) => Promise<void>;
  log: Log;
  now: () => Date;
  /** Instead of `replyPatience`. */
  patience?: number;
}

type Outcome = 'sent' | 'unsure' | 'later' | 'waiting' | 'never';

const messageSchema = z.custom<object>((value) => typeof value === 'object' && value !== null);

/** Messages to people, in order for each person, each handed over once. */
export class Post {
  readonly #parts: PostParts;
  readonly #queue = new Queue();

  constructor(parts: PostParts) {
    this.#parts = parts;
  }

  /**
   * Keeps the replies of a turn and sends them. Resolves when they are sent or have to wait, or take too
   * long; what waits is sent by `work`. The same reply of the same turn again is not sent again.
   */
  async reply(account: string, turn: string, messages: readonly object[]): Promise<void> {
    const times = new Map<string, number>();
    const kept = messages.map((message) => {
      const words = JSON.stringify(message);
      const time = (times.get(words) ?? 0) + 1;
      times.set(words, time);
      return { key: ticketOf('reply', account, turn, words, String(time)), account, message };
    });
    const { sending, now, log, patience = replyPatience } = this.#parts;
    await sending.keep(kept, now());
    const sent = this.#drain(account).catch((fault: unknown) => {
      log.error('whatsapp.post_failed', { fault: faultName(fault) });
    });
    const pause = new AbortController();
    const waited = setTimeout(patience, undefined, { signal: pause.signal }).catch(() => undefined);
    await Promise.race([sent, waited]);
    pause.abort();
  }

  /** Sends a message of the outbox; what happened is a value. Parts that were sent before are not sent again. */
  async deliver(account: string, messages: readonly WhatsAppMessage[], outboxKey: string): Promise<Delivery> {
    const { sending, now } = this.#parts;
    for (const [at, message] of messages.entries()) {
      const key = ticketOf('outbox', outboxKey, String(at));
      await sending.keep([{ key, account, outboxKey }], now());
      const before = await sending.of(key);
      if (before?.state === 'sent') continue;
      if (before?.state === 'posting') return { ok: false, fault: 'not confirmed yet', retry: 'later' };
      await sending.renew(key, now());
      const outcome = await this.#hand(key, account, message);
      if (outcome !== 'sent') return this.#deliveryOf(outcome, account);
    }
    // A part may have been reported as failed while the others were being handed over.
    for (const at of messages.keys()) {
      const part = await sending.of(ticketOf('outbox', outboxKey, String(at)));
      if (part?.state === 'failed') return this.#deliveryOf(remedyFor(part.fault ?? 0), account, part.fault);
    }
    return { ok: true };
  }

  /** What WhatsApp says of messages that it took, in whatever order that comes. */
  async hear({ id, status, errors, biz_opaque_callback_data: ticket }: MessageStatus): Promise<void> {
    const { sending, log, onUndelivered } = this.#parts;
    if (status !== 'failed') {
      if (ticket) await sending.accepted(ticket, id);
      return;
    }
    const code = errors?.[0]?.code ?? 0;
    const failed = await sending.undelivered(ticket ?? undefined, id, code);
    if (!failed) return;
    this.#note(code);
    if (failed.outboxKey === undefined) return log.warn('whatsapp.reply_failed', { code });
    const remedy = remedyFor(code);
    await onUndelivered(failed.outboxKey, await this.#deliveryOf(remedy, failed.account, code));
  }

  /** The person has written: the 24 hours begin anew. */
  async wake(account: string): Promise<void> {
    await this.#parts.sending.wake(account, this.#parts.now());
  }

  /** Sends what is due, and once more what was never taken. */
  async work(): Promise<void> {
    const { sending, now } = this.#parts;
    await sending.giveBack(now());
    const due = await sending.due(now());
    await Promise.all(due.map(({ account }) => this.#drain(account)));
  }

  async close(): Promise<void> {
    await this.#queue.close();
  }

  /** Sends the person's replies until one has to wait, and those behind it with it. */
  async #drain(account: string): Promise<void> {
    const { sending, now } = this.#parts;
    await this.#queue.run(account, async () => {
      for (;;) {
        const next = await sending.firstFor(account);
        if (!next || (next.nextAt && next.nextAt > now())) return;
        const message = messageSchema.parse(next.message);
        const outcome = await this.#hand(next.key, account, message, next.attempts);
        if (outcome === 'waiting') await this.#askToWrite(account);
        if (outcome === 'later') return;
      }
    });
  }

  async #hand(key: string, account: string, message: object, attempts = 0): Promise<Outcome> {
    const { sending, graph, log, now } = this.#parts;
    if (!(await sending.take(key, new Date(now().getTime() + unsureMs)))) return 'unsure';
    const answer = await graph.send(account, message, key);
    switch (answer.kind) {
      case 'accepted': {
        await sending.accepted(key, answer.messageId);
        // A status may have come before the answer.
        const after = await sending.of(key);
        return after?.state === 'failed' ? remedyFor(after.fault) : 'sent';
      }
      case 'unsure':
        log.warn('whatsapp.unsure');
        return 'unsure';
      case 'refused': {
        const { code } = answer;
        const wait = replyBackOff[attempts];
        const remedy = remedyFor(code);
        const gone = remedy === 'never' || wait === undefined;
        const at = new Date(now().getTime() + (wait ?? 0) * 1000);
        const after =
          remedy === 'waiting'
            ? { state: remedy }
            : gone
              ? { state: 'failed' as const }
              : { state: 'queued' as const, at };
        await sending.refused(key, after, code);
        this.#note(code);
        return gone && remedy === 'later' ? 'never' : remedy;
      }
    }
  }

  async #deliveryOf(outcome: Exclude<Outcome, 'sent'>, account: string, code?: number): Promise<Delivery> {
    switch (outcome) {
      case 'waiting': {
        const asked = await this.#askToWrite(account);
        return { ok: false, fault: asked ? askedToWrite : `refused (${windowClosed})`, retry: 'waiting' };
      }
      case 'never':
        return { ok: false, fault: code === undefined ? 'refused' : `refused (${code})`, retry: 'never' };
      case 'later':
        return { ok: false, fault: 'refused for now', retry: 'later' };
      case 'unsure':
        return { ok: false, fault: 'not confirmed yet', retry: 'later' };
    }
  }

  /** Sends the approved template, once a day to one person. Whether WhatsApp has taken it. */
  async #askToWrite(account: string): Promise<boolean> {
    const { template, sending, now } = this.#parts;
    if (!template) return false;
    const key = ticketOf('template', account, now().toISOString().slice(0, 10));
    const { name, language: code } = template;
    const message = { type: 'template', template: { name, language: { code } } };
    await sending.keep([{ key, account, outboxKey: '' }], now());
    const before = await sending.of(key);
    if (before?.state === 'queued') return (await this.#hand(key, account, message)) === 'sent';
    return before?.state === 'sent';
  }

  #note(code: number | undefined): void {
    const { log } = this.#parts;
    const mend = code === undefined ? undefined : mendFor(code);
    if (mend) log.error('whatsapp.refused', { code, mend });
    else log.warn('whatsapp.refused', { code });
  }
}

/** Tells a message from all others, and holds nothing that can be read. */
function ticketOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
