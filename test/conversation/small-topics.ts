import { type Card, say } from '../../src/cards/card.js';
import { type Dialog, type Message, open, type Reply, type Services } from '../../src/conversation/dialog.js';
import type { Hurry } from '../../src/conversation/pace.js';
import { respond, type Topics } from '../../src/conversation/router.js';
import { newTalk, type Talk } from '../../src/conversation/talk.js';
import type { Turn } from '../../src/conversation/turn.js';
import type { Recognition } from '../../src/language/recognizer.js';
import type { Role } from '../../src/people.js';

/** A Wednesday morning in term time. */
export const now = new Date('2026-11-18T10:30:00Z');

const choices = [{ label: 'Red' }, { label: 'Blue', says: 'the colour blue' }, { label: 'Neither' }];

/** What a message is taken for; the rest is what the recognizer says of anything. */
export type Guess = Partial<Recognition>;

/** A message on the way through the router, and what came of it. */
export interface Passage {
  /** Which topics were asked, in order, each with what it was told was said. */
  asked: string[];
  /** The first words of every card. */
  said: string[];
  reply: Reply;
  talk: Talk;
}

export interface Sent {
  role?: Role;
  guess?: Guess;
  group?: boolean;
  attachments?: number;
  /** The question that the pressed button belongs to. */
  pressedOf?: string;
  hurry?: Hurry;
  at?: Date;
}

/** A talk in which the dialog waits. Only `form` holds answers, and only `headteacher` is for commands. */
export function waiting(dialog: 'form' | 'light' | 'headteacher', version = 1, at = now): Talk {
  return { ...newTalk, welcomed: true, open: open({ name: dialog, version }, {}, at, choices, 'colour') };
}

/** Talk in which nothing is open, with somebody who has been welcomed. */
export const quietTalk: Talk = { ...newTalk, welcomed: true };

/**
 * Sends one message through the router with tiny topics. Each answers with its own name, the dialogs only
 * to colours, commands only to "list", and safety only to what is guessed to be urgent.
 */
export async function pass(services: Services, talk: Talk, words: string, sent: Sent = {}): Promise<Passage> {
  const asked: string[] = [];
  const note = (name: string, { said }: Message): Reply => {
    asked.push(`${name}: ${said}`);
    return { cards: [say(name)] };
  };
  const dialog = (name: string, more: Partial<Dialog> = {}): Dialog => ({
    name,
    version: 1,
    resume: async (_open, message) =>
      /red|blue|danger/i.test(message.said) ? note(name, message) : undefined,
    ...more,
  });
  const takes = ({ said }: Message): boolean => said.startsWith('red');
  const card = (name: string) => (): Card => say(name);
  const topics: Topics = {
    dialogs: [dialog('form', { keeps: true, takes }), dialog('light'), dialog('headteacher')],
    wholeWords: [
      { words: ['help'], always: true, run: (message) => note('help', message) },
      { words: ['menu', 'neither'], run: (message) => note('menu', message) },
    ],
    group: (message) => note('group', message),
    welcome: (message) => note('welcome', message),
    introduction: card('introduction'),
    sendersTaken: card('senders taken'),
    expired: card('expired'),
    picture: (message) => note('picture', message),
    closedQuestion: (message) => note('closed question', message),
    busy: (message) => note('busy', message),
    pressed: async (_standing, message) => note('pressed', message),
    answered: (asked, label) => ({ ...say(`answered ${label}`), ask: asked.ask ?? '' }),
    tooMany: (message) => (message.turn.hurry ? note('too many', message) : undefined),
    nothingSaid: (message) => note('nothing said', message),
    unreadable: (what, message) => note(`unreadable ${what}`, message),
    tooLong: (message) => note('too long', message),
    banner: card('banner'),
    moved: card('moved'),
    edited: card('edited'),
    trouble: card('trouble'),
    unsure: card('unsure'),
    mayOrder: () => true,
    oneAtATime: card('one at a time'),
    command: async (message) => (message.said === 'list' ? note('command', message) : undefined),
    safety: async (message) =>
      message.meaning?.route === 'urgent' ? note(`safety ${message.meaning.label}`, message) : undefined,
    topic: async (message) => {
      const name = `topic ${message.meaning?.label}`;
      return { ...note(name, message), open: open({ name: 'light', version: 1 }, { name }, now) };
    },
  };
  const recognizer = {
    recognise: async (said: string): Promise<Recognition> => {
      asked.push(`recognizer: ${said}`);
      return guessed(sent.guess);
    },
    encoder: () => 'none',
    close: async () => undefined,
  };
  const { reply, talk: next } = await respond(talk, turnOf(words, sent), topics, services, recognizer);
  return { asked, said: reply.cards.map(({ text }) => text[0] ?? ''), reply, talk: next };
}

export function guessed(guess: Guess = {}): Recognition {
  const usual = { clauses: [], clarify: false, banner: false, inscope: 0, urgent: 0 };
  return { route: 'out_of_scope', label: 'out_of_scope/other', ...usual, ...guess };
}

function turnOf(
  said: string,
  { role = 'parent', group, attachments = 0, pressedOf, hurry, at = now }: Sent,
): Turn {
  return {
    said,
    attachments,
    person: { account: 'teams:ada', name: 'Ada', roles: [role] },
    place: { channel: 'msteams', kind: group ? 'group' : 'personal', id: 'here' },
    now: at,
    ...(hurry ? { hurry } : {}),
    ...(pressedOf === undefined ? {} : { pressed: { say: said, of: pressedOf } }),
  };
}
