import type { Card } from '../src/cards/card.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import type { Order } from '../src/language/commands.js';
import { noteLook } from './headteacher-look.js';
import { historyWords } from './headteacher-show.js';
import { incidentsMeant } from './headteacher-which.js';

/** The newest lines that one message holds. */
const mostLines = 40;

/** Every change and every look at an incident, oldest first. Reading the notes is a look, so it is recorded. */
export async function history(order: Order, message: Message, services: Services): Promise<Reply> {
  const meant = await incidentsMeant(order, message, services);
  if (!meant.ok) return meant.reply;
  const cards: Card[] = [];
  for (const { number, reference } of meant.incidents) {
    const lines = await services.incidents.history(number);
    const earlier = lines.length - mostLines;
    cards.push({
      title: `History of ${reference}`,
      text: [
        ...meant.missing,
        ...(earlier > 0
          ? [`These are the newest ${mostLines} of ${lines.length} lines. The export has all.`]
          : []),
      ],
      list: lines.slice(-mostLines).map((line) => historyWords(line, services)),
      ask: 'Nothing in a history can be changed or removed.',
    });
    await noteLook(number, message, services);
  }
  const [only, other] = meant.incidents;
  return { cards, ...(only && !other ? { shown: only.number } : {}) };
}
