import type { Card, Choice } from '../cards/card.js';
import type { PointerStore } from '../incidents/pointers.js';
import type { QuestionStore } from '../incidents/questions.js';
import type { IncidentStore } from '../incidents/store.js';
import type { CommandName, Order } from '../language/commands.js';
import type { Clock } from '../language/dates.js';
import type { Recognition } from '../language/recognizer.js';
import type { People, Role } from '../people.js';
import type { Policy } from '../policy/policy.js';
import type { OutboxStore } from '../storage/outbox.js';
import type { SettingStore } from '../storage/settings.js';
import type { Open, Talk } from './talk.js';
import type { Turn } from './turn.js';

/** What a dialog may use. Joined in `app.ts`; a test hands in what it needs. */
export interface Services {
  policy: Policy;
  people: People;
  incidents: IncidentStore;
  pointers: PointerStore;
  questions: QuestionStore;
  outbox: OutboxStore;
  settings: SettingStore;
  /** A fresh id for a draft, never shown. */
  newId(): string;
}

/** A message as a dialog sees it. */
export interface Message {
  turn: Turn;
  /** What was typed, or what the pressed or numbered choice means. */
  said: string;
  talk: Talk;
  /** Absent when a choice was taken: nothing needs to be guessed then. */
  meaning?: Recognition | undefined;
  /** It holds messages copied out of a chat; whoever wrote them is no longer named in it. */
  excerpt?: true;
}

/** Attempts to go beyond what somebody may do, by accident or not. */
export type Noted = 'command.refused' | 'press.closed' | 'limit.reached';

/** What the bot answers, and what stays open. */
export interface Reply {
  cards: readonly Card[];
  /** The dialog that now waits for an answer. Absent: none does. */
  open?: Open;
  /** The incident that "it" means from now on. */
  shown?: number;
  /** The person asked for a call, and the message about it is on its way. */
  told?: true;
  /** What the card whose button was pressed becomes, where the channel can change it. */
  instead?: Card;
  /** The pressed card was out of date: where it cannot be changed, what it becomes is sent as a message. */
  overtaken?: true;
  /** What the log says of it, and nothing more: neither who nor what. */
  noted?: Noted;
  /** Group only: answer this message in a private chat instead. */
  inPrivate?: true;
}

/** Something the bot can talk about over more than one message. */
export interface Dialog {
  name: string;
  /** Goes up when stored state would be misread; older state is then put aside. */
  version: number;
  /** Goes on with what is open. Undefined: the message is not an answer to it. */
  resume(open: Open, message: Message, services: Services): Promise<Reply | undefined>;
  /** Whether the message is plainly an answer to what is open ("a teacher", "yesterday"). Absent: never. */
  takes?(message: Message, services: Services): boolean;
  /** Holds answers that took effort to give. */
  keeps?: true;
  /**
   * The dialog with what was filled in on a card, and what of it was typed in free words. Undefined: the
   * card is not one of what is open.
   */
  fill?(open: Open, message: Message, services: Services): { open: Open; typed: string } | undefined;
  /** Goes on after the card was filled in and nothing in it was danger. `open` is what `fill` returned. */
  filled?(open: Open, message: Message, services: Services): Promise<Reply>;
  /** The open question once more, after something else was answered in between. */
  again?(open: Open): Card | undefined;
}

/** A word or phrase that works at every point, as a whole message and only so. */
export interface WholeWord {
  words: readonly string[];
  /** Works in the middle of a form too. The others wait, so that a stray word cannot throw answers away. */
  always?: true;
  run(message: Message, services: Services): Promise<Reply> | Reply;
}

/** A command for people with a role: how it is said, what it does, who may. */
export interface Command {
  name: CommandName;
  /** One of the ways to say it. Others are understood too. */
  example: string;
  /** One line of help: what it does. */
  help: string;
  roles: readonly Role[];
  run(order: Order, message: Message, services: Services): Promise<Reply>;
}

/** A dialog that waits for an answer, with its choices so that numbers and words work. */
export function open(
  dialog: { name: string; version: number },
  state: unknown,
  now: Date,
  choices: readonly Choice[] = [],
  of?: string,
): Open {
  return {
    dialog: dialog.name,
    version: dialog.version,
    state,
    choices: [...choices],
    touched: now.toISOString(),
    ...(of ? { of } : {}),
  };
}

/** The clock of a turn: its moment, in the school's time zone, with the school's terms. */
export function clockOf(turn: Turn, { policy }: Services): Clock {
  const { timezone, termDates, shortName } = policy.school;
  return { now: turn.now, zone: timezone, terms: termDates, schoolNames: [shortName] };
}

/** The reply with other cards before it. */
export function after(cards: readonly Card[], reply: Reply): Reply {
  return { ...reply, cards: [...cards, ...reply.cards] };
}
