import { alertTo } from '../../dialogs/alerts.js';
import { callNotDelivered } from '../../dialogs/call-words.js';
import type { Services } from '../conversation/dialog.js';
import type { Owed } from '../storage/outbox.js';
import type { Outgoing } from '../storage/outgoing.js';

/**
 * What is owed to others when a message cannot be delivered. An ordinary alert goes to the next role
 * (policy rules, S10). A request for a call about an adult never does, because the deputy may be the
 * one it is about: there, and when no safeguarding message has reached anybody, the person who asked
 * is told.
 */
export async function insteadOf(message: Outgoing, services: Services, now: Date): Promise<Owed[]> {
  switch (message.sort) {
    case 'alert': {
      if (message.otherwise.length === 0) return [];
      const { otherwise, card, urgent, incident, key } = message;
      const next = {
        key: `${key}>`,
        sort: message.sort,
        card,
        urgent,
        ...(incident === undefined ? {} : { incident }),
      };
      return alertTo(otherwise, next, now, services).filter(({ recipient }) => recipient !== undefined);
    }
    case 'pointer':
    case 'callback':
      return tellWhoAsked(message, services, now);
    case 'reporter':
    case 'digest':
    case 'reminder':
      return [];
  }
}

/** `pointer:12:teams:abc` belongs to request 12; the person is told once none of its messages can arrive. */
async function tellWhoAsked(message: Outgoing, services: Services, now: Date): Promise<Owed[]> {
  const [sort = '', id = ''] = message.key.split(':');
  const others = (await services.outbox.withPrefix(`${sort}:${id}:`)).filter((one) => one.id !== message.id);
  if (others.some(({ state }) => state === 'sent' || state === 'pending')) return [];
  const request = (await services.pointers.list({})).find((one) => one.id === Number(id));
  if (!request || request.handledAt) return [];
  const card = callNotDelivered(request.sort, services);
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
