import { DateTime } from 'luxon';
import { askCard, say } from '../src/cards/card.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import { afterQuiet } from '../src/conversation/quiet.js';
import type { Order } from '../src/language/commands.js';
import type { Owed } from '../src/storage/outbox.js';
import { showButton } from './headteacher-list.js';
import { waitFor } from './headteacher-state.js';
import { incidentsMeant } from './headteacher-which.js';
import { listed, sayMoment } from './headteacher-words.js';

/** When a reminder comes, by the school's clock, unless that is in quiet hours. */
const hour = 8;

const dayChoices = [{ label: 'Tomorrow' }, { label: 'In a week' }] as const;

/** A message to the person who asks, on the morning of a day to come. It says nothing of what was reported. */
export async function remind(order: Order, message: Message, services: Services): Promise<Reply> {
  const meant = await incidentsMeant(order, message, services);
  if (!meant.ok) return meant.reply;
  const { now, person } = message.turn;
  const at = order.when === undefined ? undefined : morningOf(order.when, services);
  const references = listed(meant.incidents.map(({ reference }) => reference));
  if (at === undefined || at <= now) {
    const numbers = meant.incidents.map(({ number }) => number);
    const late = at === undefined ? [] : ['That time has passed already.'];
    const ask = `On which day shall I remind you about ${references}?`;
    const card = askCard('headteacher:day', ask, dayChoices, [...meant.missing, ...late]);
    const { when: _, ...rest } = order;
    return waitFor({ step: 'day', order: { ...rest, numbers } }, [card], message);
  }
  const owed = meant.incidents.map(
    ({ number, reference }): Owed => ({
      key: `incident:${number}:remind:${person.account}:${order.when}`,
      recipient: person.account,
      sort: 'reminder',
      urgent: false,
      incident: number,
      notBefore: at,
      card: {
        ...say(`You asked me to remind you about ${reference}.`, `Say show ${number} to see it.`),
        shortcuts: [showButton({ number, reference })],
      },
    }),
  );
  await services.outbox.owe(owed, now);
  const [only, other] = meant.incidents;
  const reply = {
    cards: [say(...meant.missing, `I will remind you about ${references} on ${sayMoment(at, services)}.`)],
  };
  return { ...reply, ...(only && !other ? { shown: only.number } : {}) };
}

/** Eight in the morning of a day, or the end of the quiet hours that it falls into. */
function morningOf(day: string, { policy }: Services): Date {
  const { timezone, quietHours } = policy.school;
  return afterQuiet(DateTime.fromISO(day, { zone: timezone }).set({ hour }).toJSDate(), quietHours, timezone);
}
