import type { Message, Services } from '../src/conversation/dialog.js';
import type { Incident } from '../src/incidents/incident.js';
import { askedToWrite, type Outgoing } from '../src/storage/outgoing.js';
import { sayMoment } from './headteacher-words.js';

/** What became of the messages about an incident, in plain words, each once, as the person who asks may read it. */
export async function deliveryLines(
  { number }: Incident,
  message: Message,
  services: Services,
): Promise<string[]> {
  const { outbox } = services;
  const sent = [...(await outbox.forIncident(number)), ...(await outbox.gathering(number))];
  const asker = message.turn.person.account;
  const lines = sent
    .filter(({ sort, recipient }) => sort !== 'reminder' || recipient === asker)
    .map((one) => `${subject(one, asker, services)} ${fate(one, asker, message, services)}.`);
  return [...new Set(lines)];
}

function subject({ sort, recipient, incident }: Outgoing, asker: string, services: Services): string {
  if (sort === 'reporter') return 'The message to the person who sent the report';
  if (sort === 'reminder') return 'Your reminder';
  const alert = incident === undefined ? 'The alert about this and other reports' : 'The alert';
  if (recipient === asker) return `${alert} to you`;
  return recipient === undefined ? alert : `${alert} to ${nameOf(recipient, services)}`;
}

function fate(one: Outgoing, asker: string, { turn }: Message, services: Services): string {
  const { state, recipient, attempts, nextAt, sentAt, lastFault } = one;
  switch (state) {
    case 'sent':
      return sentAt ? `was sent on ${sayMoment(sentAt, services)}` : 'was sent';
    case 'waiting':
      if (recipient === asker) return 'waits until you write to me';
      return lastFault === askedToWrite
        ? 'waits until they write to me, and I have asked them to'
        : 'waits until they write to me';
    case 'undeliverable':
      return recipient === undefined
        ? 'went to nobody, because nobody holds that role here'
        : 'could not be delivered';
    case 'pending':
      if (attempts > 0) return 'could not be delivered yet, and I keep trying';
      return nextAt > turn.now ? `will be sent on ${sayMoment(nextAt, services)}` : 'is being sent';
  }
}

/** Only people that the school has listed have a name here. */
function nameOf(account: string, { people }: Services): string {
  return people.of(account, 'somebody else', 'staff').name;
}
