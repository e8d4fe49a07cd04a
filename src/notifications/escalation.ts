import { alertTo } from '../../dialogs/alerts.js';
import { callNotConfirmed, callNotDelivered } from '../../dialogs/call-words.js';
import type { Services } from '../conversation/dialog.js';
import type { Owed } from '../storage/outbox.js';
import type { Outgoing } from '../storage/outgoing.js';
import type { Delivery } from './delivery.js';

/**
 * What is owed to others when a message cannot be delivered. An ordinary alert goes to the next role
 * (policy rules, S10), once nobody who holds this role can get it. A request for a call about an adult
 * never does, because the deputy may be the one it is about: there, and when no safeguarding message
 * has reached anybody, the person who asked is told. A message that nobody answered for may have arrived:
 * it goes the same way, and the words do not claim more than is known.
 */
export async function insteadOf(
  message: Outgoing,
  services: Services,
  now: Date,
  delivery: Delivery,
): Promise<Owed[]> {
  switch (message.sort) {
    case 'alert':
      return tellNextRole(message, services, now);
    case 'pointer':
    case 'callback':
      return tellWhoAsked(message, services, now, !delivery.ok && delivery.retry === 'unknown');
    case 'reporter':
    case 'digest':
    case 'reminder':
    case 'reply':
      return [];
  }
}

/** `incident:7:new:teams:abc` is the copy for teams:abc of `incident:7:new`; `incident:7:new>` is for the next role. */
async function tellNextRole(message: Outgoing, services: Services, now: Date): Promise<Owed[]> {
  const { otherwise, recipient, key, card, urgent, incident, sort } = message;
  if (recipient === undefined) return [];
  const one = key.slice(0, -`:${recipient}`.length);
  if (await anotherArrives(`${one}:`, message, services)) return [];
  const next = { key: `${one}>`, sort, card, urgent, ...(incident === undefined ? {} : { incident }) };
  return alertTo(otherwise, next, now, services).filter((owed) => owed.recipient !== undefined);
}

/** `pointer:12:teams:abc` belongs to request 12; the person is told once none of its messages can arrive. */
async function tellWhoAsked(
  message: Outgoing,
  services: Services,
  now: Date,
  unsure: boolean,
): Promise<Owed[]> {
  const [sort = '', id = ''] = message.key.split(':');
  if (await anotherArrives(`${sort}:${id}:`, message, services)) return [];
  const request = (await services.pointers.list({})).find((one) => one.id === Number(id));
  if (!request || request.handledAt) return [];
  const card = unsure ? callNotConfirmed(request.sort, services) : callNotDelivered(request.sort, services);
  return [
    {
      key: `${sort}:${id}>asker`,
      recipient: request.account,
      sort: 'reporter',
      card,
      urgent: true,
      notBefore: now,
    },
  ];
}

/** Whether another copy of the message has arrived, or may still. */
async function anotherArrives(prefix: string, { id }: Outgoing, { outbox }: Services): Promise<boolean> {
  const copies = await outbox.withPrefix(prefix);
  return copies.some((one) => one.id !== id && (one.state === 'sent' || one.state === 'pending'));
}
