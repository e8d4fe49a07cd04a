import { askCard, type Card, type Choice, say } from '../src/cards/card.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import { type Incident, type Move, transitions } from '../src/incidents/incident.js';
import { type CommandName, type Order, onlyNumbers } from '../src/language/commands.js';
import { listedBefore, waitFor } from './headteacher-state.js';
import { lineOf, noIncident } from './headteacher-words.js';

/** The incidents that an order means, with the numbers that there are none for; or the question which. */
export type Meant = { ok: true; incidents: Incident[]; missing: string[] } | { ok: false; reply: Reply };

/** How many are offered when it is not clear which is meant. */
const mostOffered = 5;
/** How many are dealt with in one message. */
const mostAtOnce = 10;

const questions: Partial<Record<CommandName, string>> = {
  show: 'Which incident would you like to see?',
  note: 'Which incident is the note for?',
  act: 'Which incident was that for?',
  wait: 'Which incident is waiting?',
  close: 'Which incident shall I close?',
  reopen: 'Which incident shall I open again?',
  history: 'Which incident’s history would you like to see?',
  remind: 'Which incident shall I remind you about?',
};

/**
 * The incidents of an order: its numbers, or for "it" the one that was shown last. After a list of
 * several "it" is not clear, and is asked about.
 */
export async function incidentsMeant(order: Order, message: Message, services: Services): Promise<Meant> {
  const before = listedBefore(message);
  const [only] = before;
  const shown = before.length > 1 ? undefined : (only ?? message.talk.shown);
  const numbers = order.numbers.length > 0 ? order.numbers : order.it && shown !== undefined ? [shown] : [];
  if (numbers.length === 0) return { ok: false, reply: await askWhich(order, before, message, services) };
  const incidents: Incident[] = [];
  const missing: string[] = [];
  for (const number of numbers.slice(0, mostAtOnce)) {
    const found = await services.incidents.find(number);
    if (found) incidents.push(found);
    else missing.push(noIncident(number));
  }
  if (numbers.length > mostAtOnce)
    missing.push(`I take ${mostAtOnce} incidents at a time. Please say the others again.`);
  if (incidents.length === 0) {
    return { ok: false, reply: { cards: [say(...missing, 'Say incidents to see which there are.')] } };
  }
  return { ok: true, incidents, missing };
}

async function askWhich(
  order: Order,
  before: readonly number[],
  message: Message,
  services: Services,
): Promise<Reply> {
  const offered = await candidates(order, before, services);
  if (offered.length === 0) {
    const none = order.command === 'reopen' ? 'There is no closed incident.' : 'There is no open incident.';
    return { cards: [say(none, 'You can say any incident by its number, for example show 7.')] };
  }
  const choices = offered.map(({ reference }) => ({ label: reference }));
  const card: Card = {
    ...askCard(
      'headteacher:which',
      `${questions[order.command] ?? 'Which incident do you mean?'} Choose one, or say its reference.`,
      choices,
    ),
    list: offered.map((one) => lineOf(one, services)),
  };
  return waitFor({ step: 'which', order: { ...order, numbers: [], it: false } }, [card], message);
}

async function candidates(
  order: Order,
  before: readonly number[],
  { incidents }: Services,
): Promise<Incident[]> {
  const statuses = order.command === 'reopen' ? (['closed'] as const) : (['new', 'open', 'waiting'] as const);
  if (before.length === 0) return (await incidents.list({ statuses }, mostOffered, 0)).incidents;
  const found: Incident[] = [];
  for (const number of before.slice(0, mostOffered)) {
    const one = await incidents.find(number);
    if (one && canTake(order, one)) found.push(one);
  }
  return found;
}

/** Whether the incident's status allows what is ordered; looking is always allowed. */
function canTake({ command }: Order, { status }: Incident): boolean {
  return !isMove(command) || transitions[status][command] !== undefined;
}

function isMove(command: CommandName): command is CommandName & Move {
  return command in transitions.new || command in transitions.closed;
}

/** What `chosen` takes for the place of a choice. */
const placeWords = /^\W*(?:(?:option|number|no)\W+)?(\d{1,2})\W*$/i;

/**
 * The incidents that an answer names. A number that is typed can be an incident's or the place of a
 * choice; where it would be two different incidents, the person is asked for the whole reference.
 */
export async function numbersNamed(
  { turn, said }: Message,
  choices: readonly Choice[],
  { incidents }: Services,
): Promise<number[] | 'unclear'> {
  const typed = turn.pressed === undefined ? Number(placeWords.exec(turn.said)?.[1] ?? 0) : 0;
  const chosen = onlyNumbers(choices[typed - 1]?.label ?? '')[0];
  if (chosen === undefined || chosen === typed) return onlyNumbers(said);
  return (await incidents.find(typed)) ? 'unclear' : [chosen];
}
