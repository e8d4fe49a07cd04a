import type { Delivery } from '../notifications/delivery.js';
import { ConnectorFault } from './connector/fault.js';
import { SendTimedOut } from './limit.js';

/** Teams says of these that the same request may succeed later (status codes of bot conversations). */
const passing: readonly number[] = [401, 408, 412, 425, 429];

/**
 * What a fault of the connector means for a message. Blocked or switched off (403): never. Gone (404, or the bot
 * is not in the chat any more): the chat is to be begun anew. Busy or broken (412, 429, 5xx): later. No answer
 * at all: it may have arrived, so it is not sent again.
 */
export function deliveryOf(fault: unknown): Exclude<Delivery, { ok: true }> {
  if (fault instanceof SendTimedOut) return { ok: false, fault: 'no answer', retry: 'unknown' };
  if (!(fault instanceof ConnectorFault)) return { ok: false, fault: 'failed', retry: 'later' };
  const { status, code, retryAfter, unknown } = fault.outcome;
  if (status === undefined) {
    return { ok: false, fault: unknown ? 'no answer' : 'not reached', retry: unknown ? 'unknown' : 'later' };
  }
  if (status === 404 || code === 'BotNotInConversationRoster') {
    return { ok: false, fault: `gone (${status})`, retry: 'waiting', gone: true };
  }
  if (status >= 500 || passing.includes(status)) {
    const wait = retryAfter === undefined ? {} : { afterSeconds: retryAfter };
    return { ok: false, fault: `failed (${status})`, retry: 'later', ...wait };
  }
  return { ok: false, fault: `refused (${status})`, retry: 'never' };
}
