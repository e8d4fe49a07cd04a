import { type Card, say } from '../src/cards/card.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import type { KeptPointer, PointerSort } from '../src/incidents/pointers.js';
import type { Order } from '../src/language/commands.js';
import { holds, type Person } from '../src/people.js';
import { dayInWords } from '../src/policy/school.js';
import { roleLabels, sayMoment } from './headteacher-words.js';

/** How many that are dealt with stay in sight. */
const mostHandled = 5;

/** Questions that people agreed to pass on. Nobody's name is kept with them. */
export async function unanswered(order: Order, _message: Message, services: Services): Promise<Reply> {
  if (order.dealtWith) {
    const lines: string[] = [];
    for (const number of order.numbers) {
      lines.push(
        (await services.questions.remove(number))
          ? `I have removed question ${number}.`
          : `There is no question ${number}.`,
      );
    }
    return { cards: [say(...lines)] };
  }
  const questions = await services.questions.list();
  if (questions.length === 0)
    return {
      cards: [
        say('There are no unanswered questions.', 'Only questions that people agree to pass on come here.'),
      ],
    };
  const [first] = questions;
  const card: Card = {
    title: 'Questions I could not answer',
    text: ['People agreed to pass these on without their names.'],
    list: questions.map(({ id, words, askedOn }) => `${id}: ${words} (${dayInWords(askedOn)})`),
    ask: `Say remove question ${first?.id ?? 1} when it is dealt with.`,
  };
  return { cards: [card] };
}

/** Who asked for a call: those for the Headteacher, those for the DSL, or both for somebody who is both. */
export async function calls(order: Order, message: Message, services: Services): Promise<Reply> {
  const { person, now } = message.turn;
  const kept = await services.pointers.list({ sorts: sortsFor(person) });
  if (order.dealtWith) {
    const lines: string[] = [];
    for (const number of order.numbers) lines.push(await handle(number, kept, person, now, services));
    return { cards: [say(...lines)] };
  }
  const waiting = kept.filter(({ handledAt }) => handledAt === undefined);
  const done = kept.filter(({ handledAt }) => handledAt !== undefined).slice(0, mostHandled);
  const [first] = waiting;
  const card: Card = {
    title: waiting.length === 0 ? 'Nobody is waiting for a call' : 'People who are waiting for a call',
    text: kept.length > 0 ? ['I do not keep what they wrote.'] : [],
    list: [...waiting.toReversed(), ...done].map((one) => callLine(one, services)),
    ...(first
      ? { ask: `Say called back ${waiting.at(-1)?.id ?? first.id} when you have spoken to them.` }
      : {}),
  };
  return { cards: [card] };
}

/** The sorts of calls that a person may see (design, section 2.4). */
export function sortsFor(person: Person): PointerSort[] {
  return [
    ...(holds(person, 'headteacher') ? (['callback'] as const) : []),
    ...(holds(person, 'dsl', 'deputy_dsl') ? (['safeguarding'] as const) : []),
  ];
}

/** A call of another sort is no call to this person: the answer is the same as for one that does not exist. */
async function handle(
  id: number,
  kept: readonly KeptPointer[],
  person: Person,
  now: Date,
  services: Services,
): Promise<string> {
  const call = kept.find((one) => one.id === id);
  if (!call) return `There is no call ${id}.`;
  if (call.handledAt || !(await services.pointers.handled(id, person.name, now)))
    return `Call ${id} is marked as done already.`;
  return `I have marked call ${id} as done.`;
}

/** "3: Sam Green (a parent or carer), asked on Tuesday 3 November 2026, 9:12am". */
function callLine({ id, name, role, at, handledAt, handledBy }: KeptPointer, services: Services): string {
  const asked = `${id}: ${name} (${roleLabels[role]}), asked on ${sayMoment(at, services)}`;
  if (!handledAt) return asked;
  return `${asked}. Done on ${sayMoment(handledAt, services)}${handledBy ? ` by ${handledBy}` : ''}`;
}
