import { type Bar, type Fact, say } from '../src/cards/card.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import { type Count, hideSmall, type Summary } from '../src/incidents/summary.js';
import type { Order } from '../src/language/commands.js';
import { capital } from './contacts.js';
import { askPeriod, filterOf, isNarrow, narrowing } from './headteacher-list.js';
import { dayOf } from './headteacher-words.js';
import { kindLabels, platformLabels, posterLabels, statusLabels } from './labels.js';

/** Before the first incident that there can be. */
const beginning = '2000-01-01';
/** How long the bar of a hidden number is, whatever the number. */
const hidden = 1.5;

/** Counts of a period, or of everything. They name nobody. */
export async function summary(order: Order, message: Message, services: Services): Promise<Reply> {
  const { period, anonymous } = order;
  if (period && 'missing' in period) return askPeriod(order, message);
  if (isNarrow(order)) return count(order, services);
  const days = period ?? everything(services, message.turn.now);
  const figures = await services.incidents.summary(days, message.turn.now);
  const title = `Incidents: ${narrowing(order)}`;
  const governors = anonymous ? [] : ['For governors, say summary for governors: it hides small numbers.'];
  if (figures.total === 0) return { cards: [{ title, text: ['None were reported.'] }] };
  return {
    cards: [
      {
        title,
        text: [],
        facts: factsOf(figures, anonymous === true),
        ask: ['These figures name nobody.', ...governors].join(' '),
      },
    ],
  };
}

/** "How many on WhatsApp this term?" */
async function count(order: Order, services: Services): Promise<Reply> {
  const { total } = await services.incidents.list(filterOf(order), 1, 0);
  const number = order.anonymous ? hideSmall(total) : String(total);
  return { cards: [say(`${number} in the log: ${narrowing(order)}.`, 'Say summary for all the figures.')] };
}

function factsOf(figures: Summary, small: boolean): Fact[] {
  const number = small ? hideSmall : String;
  const { total, byStatus, byKind, byPlatform, byPoster, open } = figures;
  return [
    { label: 'Reported', value: number(total) },
    barred('By kind', byKind, kindLabels, small),
    barred('By platform', byPlatform, platformLabels, small),
    barred('Posted by', byPoster, posterLabels, small),
    barred('How they stand', byStatus, statusLabels, small),
    ...(small ? [] : [{ label: 'Not closed', value: openWords(open) }]),
  ];
}

/** "Bullying 3, A threat 1 or 2", and the same as bars. The bar of a hidden number does not tell it. */
function barred<T extends string>(
  label: string,
  counts: readonly Count<T>[],
  labels: Readonly<Record<T, string>>,
  small: boolean,
): Fact {
  const bars = counts.map(({ value, count: many }): Bar => {
    const words = small ? hideSmall(many) : String(many);
    return { label: capital(labels[value]), value: words, length: words === String(many) ? many : hidden };
  });
  const value = counts.map((one, at) => `${labels[one.value]} ${bars[at]?.value ?? ''}`).join(', ');
  return { label, value, bars };
}

/** "3, the oldest for 12 days". */
export function openWords({ count: many, oldestDays }: Summary['open']): string {
  if (many === 0 || oldestDays === undefined) return String(many);
  if (oldestDays === 0) return `${many}, all from today`;
  return `${many}, the oldest for ${oldestDays === 1 ? '1 day' : `${oldestDays} days`}`;
}

/** All days that an incident can have been reported on, up to now. */
export function everything(services: Services, now: Date): { from: string; to: string } {
  return { from: beginning, to: dayOf(now, services) };
}
