import { say } from '../src/cards/card.js';
import { clockOf, type Message, type Reply, type Services } from '../src/conversation/dialog.js';
import type { StandingCard } from '../src/conversation/topics.js';
import {
  changesIn,
  type HistoryLine,
  type Incident,
  type Move,
  transitions,
} from '../src/incidents/incident.js';
import { type CommandName, commandIn, type Order } from '../src/language/commands.js';
import { holds } from '../src/people.js';
import { alertNow } from './alert-cards.js';
import { capital } from './contacts.js';
import { readsLog, run } from './headteacher.js';
import { refusal } from './headteacher-refusals.js';
import { dslSeen } from './headteacher-seen.js';
import { wholeIncident } from './headteacher-show.js';
import { waitFor } from './headteacher-state.js';
import { pastWords, sayMoment, theRoleOf } from './headteacher-words.js';
import { statusLabels } from './labels.js';
import { mine } from './mine.js';
import { report } from './report.js';

/** What a button on a card about an incident can order. */
const pressable: Readonly<Partial<Record<CommandName, Move | 'look'>>> = {
  show: 'look',
  seen: 'look',
  act: 'act',
  note: 'note',
  close: 'close',
  reopen: 'reopen',
};

/** A note and an outcome are asked for, which must not push aside what somebody is writing. */
const asksForWords: readonly CommandName[] = ['note', 'close'];

/**
 * A button on a card about an incident. Such cards lie in the chat for weeks and with several people, so
 * what was done since the card was drawn is looked at first: nothing is recorded twice, and nobody closes
 * what has changed under them. The card then shows how the incident stands.
 */
export async function pressedReply(
  standing: StandingCard,
  message: Message,
  services: Services,
): Promise<Reply> {
  const { turn } = message;
  const order = commandIn(turn.said, clockOf(turn, services));
  const kind = order && pressable[order.command];
  if (!order || !kind || order.numbers.length !== 1 || order.numbers[0] !== standing.number) return unknown;
  if (!holds(turn.person, ...readsLog)) {
    return order.command === 'seen' ? dslSeen(standing.number, message, services) : refusal();
  }
  const incident = await services.incidents.find(standing.number);
  if (!incident) return unknown;
  if (asksForWords.includes(order.command) && holdsAnswers(message)) return busy;
  const words =
    kind === 'look' ? undefined : await overtaken(kind, order, incident, standing.version, message, services);
  const reply = words
    ? { cards: [say(...words)], overtaken: true as const }
    : await run(order, asSeen(message, incident), services);
  return reply ? renewed(reply, standing, message, services) : refusal();
}

const unknown: Reply = { cards: [say('I cannot tell what that button is for, so I have done nothing.')] };

const busy: Reply = {
  cards: [
    say(
      'I have changed nothing, because you are in the middle of something. Finish it or say cancel, then press again.',
    ),
  ],
};

function holdsAnswers({ talk }: Message): boolean {
  return talk.open?.dialog === report.name || talk.open?.dialog === mine.name;
}

/** The move is refused if somebody changes the incident between this look at it and the move. */
function asSeen(message: Message, { changedAt }: Incident): Message {
  const { turn } = message;
  return { ...message, turn: { ...turn, pressed: { say: turn.said, ...turn.pressed, seen: changedAt } } };
}

/** The pressed card becomes one that shows the incident as it now stands. A list stays a list. */
async function renewed(
  reply: Reply,
  { card, number }: StandingCard,
  message: Message,
  services: Services,
): Promise<Reply> {
  const incident = await services.incidents.find(number);
  if (!incident || card === 'list') return reply;
  if (card === 'alert') return { ...reply, instead: await alertNow(incident, services) };
  const instead = await wholeIncident(incident, message, services);
  // Sent as a message where the pressed one cannot be changed, so that its numbers are what a number means.
  const shown = reply.overtaken && !holdsAnswers(message);
  const { open } = shown ? waitFor({ step: 'shown', number }, [instead], message) : reply;
  return { ...reply, instead, ...(open ? { open } : {}) };
}

/** What others, or the same person, have done since the card was drawn, so that nothing is done now. */
async function overtaken(
  move: Move,
  { actions }: Order,
  incident: Incident,
  version: number,
  message: Message,
  services: Services,
): Promise<string[] | undefined> {
  const { reference, number, status } = incident;
  const changes = changesIn(await services.incidents.history(number));
  const since = changes.slice(version);
  const own = message.turn.person.account;
  if (transitions[status][move] === undefined) {
    const ended = changes.findLast(
      ({ what }) => what === 'closed' || what === 'withdrawn' || what === 'reopened',
    );
    const words = ended ? [doneWords(ended, incident, own, services)] : [];
    return [...words, `${reference} is ${statusLabels[status]} now, so I have recorded nothing.`];
  }
  if (move === 'act') {
    const before = since.find(({ what }) => actions.some((one) => one === what));
    return before && [doneWords(before, incident, own, services), 'I have not recorded it again.'];
  }
  const others = since.findLast(({ by }) => by.account !== own);
  if (move === 'note' || !others) return undefined;
  return [
    `${reference} has changed since that card was made.`,
    doneWords(others, incident, own, services),
    'I have changed nothing. Please look at it, and press again if you still want to.',
  ];
}

/** "The deputy head has done this already: asked for the post to be deleted, on ...". */
function doneWords(line: HistoryLine, incident: Incident, own: string, services: Services): string {
  const mineToo = line.by.account === own;
  const who = mineToo ? 'You have' : `${capital(theRoleOf(line.by.account, incident, services))} has`;
  return `${who} done this already: ${pastWords(line.what)}, on ${sayMoment(line.at, services)}.`;
}
