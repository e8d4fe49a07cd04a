import { askCard, type Card, type Shortcut, say } from '../src/cards/card.js';
import { incidentIdentity } from '../src/cards/identity.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import type { IncidentFilter } from '../src/incidents/filter.js';
import type { Incident, Status } from '../src/incidents/incident.js';
import type { Order, StatusName } from '../src/language/commands.js';
import type { MissingTerms } from '../src/language/periods.js';
import { plain } from '../src/language/words.js';
import { waitFor } from './headteacher-state.js';
import { lineOf } from './headteacher-words.js';
import { kindLabels, platformLabels, posterLabels } from './labels.js';

/** How many lines one message holds. */
const page = 10;

/** A card in Teams has room for six buttons. */
const mostShortcuts = 6;

/** "Open" is everything that still needs somebody. */
const statusesOf: Readonly<Record<StatusName, readonly Status[]>> = {
  new: ['new'],
  open: ['new', 'open', 'waiting'],
  waiting: ['waiting'],
  closed: ['closed'],
  withdrawn: ['withdrawn'],
};

/** The incidents that an order asks for, newest first, without a name. */
export async function list(order: Order, message: Message, services: Services): Promise<Reply> {
  if (order.period && 'missing' in order.period) return askPeriod(order, message);
  return showPage(order, 0, message, services);
}

/** The next lines after "more". Undefined when the message is something else. */
export async function listMore(
  order: Order,
  next: number,
  message: Message,
  services: Services,
): Promise<Reply | undefined> {
  const more = /^(?:(?:say|show|see)(?: me)? )?(?:more|next|the next ones?|the rest|go on)(?: please)?$/;
  return more.test(plain(message.said)) ? showPage(order, next, message, services) : undefined;
}

async function showPage(order: Order, offset: number, message: Message, services: Services): Promise<Reply> {
  const { incidents, total } = await services.incidents.list(filterOf(order), page, offset);
  const year = order.yearGroup
    ? [`The log has no year groups, so I cannot pick out ${order.yearGroup}.`]
    : [];
  if (total === 0) {
    const narrowed = isNarrow(order) || order.period !== undefined;
    const none = narrowed
      ? `There are no incidents: ${narrowing(order)}.`
      : 'There are no incidents in the log.';
    return { cards: [say(none, ...year)] };
  }
  const last = offset + incidents.length;
  const [only] = incidents;
  if (incidents.length === 0) return { cards: [say('That was all of them.')] };
  const rest = total > last ? ` Say more for the next ${Math.min(page, total - last)}.` : '';
  const card: Card = {
    title: `Incidents: ${narrowing(order)}`,
    text: [
      ...year,
      total > page ? `There are ${total}. These are ${offset + 1} to ${last}, newest first.` : count(total),
    ],
    list: incidents.map((one) => lineOf(one, services)),
    ask: `Say a number to see it, for example show ${only?.number ?? 1}.${rest}`,
    shortcuts: incidents.slice(0, mostShortcuts).map(showButton),
  };
  const numbers = incidents.map(({ number }) => number);
  const reply = waitFor({ step: 'listed', order, next: last, numbers }, [card], message);
  return only && total === 1 ? { ...reply, shown: only.number } : reply;
}

/** A button that shows an incident, now or in a month. */
export function showButton({ number, reference }: Pick<Incident, 'number' | 'reference'>): Shortcut {
  return { label: `Show ${reference}`, says: `show ${number}`, of: incidentIdentity('list', number, 0) };
}

/** The filter of an order. A period that could not be read is asked for before this. */
export function filterOf({ status, kind, platform, poster, period }: Order): IncidentFilter {
  return {
    ...(status ? { statuses: statusesOf[status] } : {}),
    ...(kind ? { kinds: [kind] } : {}),
    ...(platform ? { platforms: [platform] } : {}),
    ...(poster ? { posters: [poster] } : {}),
    ...(period && 'from' in period ? { from: period.from, to: period.to } : {}),
  };
}

/** Whether the order asks for less than everything of a period. */
export function isNarrow({ status, kind, platform, poster }: Order): boolean {
  return [status, kind, platform, poster].some((one) => one !== undefined);
}

/** "new, WhatsApp, Monday 16 to Wednesday 18 November 2026", or "all". */
export function narrowing({ status, kind, platform, poster, period }: Order): string {
  const words = [
    status === 'open' ? 'not closed' : status,
    kind && kindLabels[kind].toLowerCase(),
    platform && platformLabels[platform],
    poster && `posted by: ${posterLabels[poster].toLowerCase()}`,
    period && 'words' in period ? period.words : undefined,
  ].filter((one) => one !== undefined);
  return words.join(', ') || 'all';
}

const missingWords: Readonly<Record<MissingTerms['missing'], string>> = {
  terms: 'I do not have the school’s term dates for that.',
  future: 'Those days have not begun, so there is nothing in the log for them.',
};

/** The days are asked for: none were said, or none that the log can hold. */
export function askPeriod(order: Order, message: Message): Reply {
  const { period, ...rest } = order;
  const missing = period && 'missing' in period ? [missingWords[period.missing]] : [];
  const ask =
    'For which days? You can say this month, since September, or between two dates. Or say everything.';
  const choices = [{ label: 'This month' }, { label: 'Last month' }, { label: 'Everything' }];
  return waitFor(
    { step: 'period', order: rest },
    [askCard('headteacher:period', ask, choices, missing)],
    message,
  );
}

function count(total: number): string {
  return total === 1 ? 'There is one.' : `There are ${total}, newest first.`;
}
