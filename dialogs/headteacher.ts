import { say } from '../src/cards/card.js';
import {
  type Command,
  clockOf,
  type Dialog,
  type Message,
  type Reply,
  type Services,
} from '../src/conversation/dialog.js';
import type { Open } from '../src/conversation/talk.js';
import { type CommandName, commandIn, commandNamed, type Order, orderFor } from '../src/language/commands.js';
import { holds, type Person, type Role } from '../src/people.js';
import { act, note, reopen, wait } from './headteacher-act.js';
import { answered } from './headteacher-answers.js';
import { close } from './headteacher-close.js';
import { digest } from './headteacher-digest.js';
import { exportLog } from './headteacher-export.js';
import { history } from './headteacher-history.js';
import { list } from './headteacher-list.js';
import { calls, unanswered } from './headteacher-lists.js';
import { isPlainCommand } from './headteacher-plain.js';
import { policyStatus } from './headteacher-policy.js';
import { aboutMe, erase } from './headteacher-refusals.js';
import { remind } from './headteacher-remind.js';
import { seen } from './headteacher-seen.js';
import { show } from './headteacher-show.js';
import { headteacherTalk, readState } from './headteacher-state.js';
import { summary } from './headteacher-summary.js';
import { mine } from './mine.js';
import { report } from './report.js';

export { digestCard, digestSetting } from './headteacher-digest.js';
export { refusal } from './headteacher-refusals.js';

/** Who reads the log. */
export const readsLog: readonly Role[] = ['headteacher', 'deputy_head'];
/** Who is asked for calls. A deputy head is not: those are for the Headteacher alone, or for the DSL. */
const called: readonly Role[] = ['headteacher', 'dsl', 'deputy_dsl'];
const all: readonly Role[] = ['headteacher', 'deputy_head', 'dsl', 'deputy_dsl'];

/** Every command, in the order of help. To add one, add an entry here and its wordings in `src/language`. */
export const commands: readonly Command[] = [
  {
    name: 'list',
    example: 'incidents',
    help: 'or: open ones, this week on WhatsApp',
    roles: readsLog,
    run: list,
  },
  { name: 'show', example: 'show 7', help: 'everything about one incident', roles: readsLog, run: show },
  { name: 'seen', example: 'seen 7', help: 'puts down that you saw the alert', roles: readsLog, run: seen },
  {
    name: 'act',
    example: 'rang the helpline about 7',
    help: 'records what was done',
    roles: readsLog,
    run: act,
  },
  { name: 'note', example: 'note 7 rang home', help: 'adds a note', roles: readsLog, run: note },
  { name: 'wait', example: '7 is waiting', help: 'puts an incident on waiting', roles: readsLog, run: wait },
  { name: 'close', example: 'close 7 post deleted', help: 'with how it ended', roles: readsLog, run: close },
  {
    name: 'reopen',
    example: 'reopen 7',
    help: 'opens a closed incident again',
    roles: readsLog,
    run: reopen,
  },
  {
    name: 'history',
    example: 'history 7',
    help: 'who did and who looked at what',
    roles: readsLog,
    run: history,
  },
  {
    name: 'remind',
    example: 'remind me about 7 on Friday',
    help: 'a message then',
    roles: readsLog,
    run: remind,
  },
  {
    name: 'summary',
    example: 'summary this month',
    help: 'or: for governors',
    roles: readsLog,
    run: summary,
  },
  {
    name: 'export',
    example: 'export October',
    help: 'a file for a spreadsheet',
    roles: readsLog,
    run: exportLog,
  },
  { name: 'digest', example: 'digest on', help: 'the figures every Monday', roles: readsLog, run: digest },
  { name: 'pointers', example: 'calls', help: 'who asked for a call', roles: called, run: calls },
  {
    name: 'unanswered',
    example: 'unanswered',
    help: 'questions I had no answer to',
    roles: readsLog,
    run: unanswered,
  },
  { name: 'policy_status', example: 'policy status', help: 'what is missing', roles: all, run: policyStatus },
  { name: 'erase', example: 'delete 7', help: 'why reports are closed instead', roles: readsLog, run: erase },
  {
    name: 'about_me',
    example: 'incidents about me',
    help: 'why there are none here',
    roles: readsLog,
    run: aboutMe,
  },
  { name: 'help', example: 'commands', help: 'this list', roles: all, run: help },
];

/** Dialogs in which somebody may be writing in their own words, which are not to be taken for a command. */
const holdsWords: readonly string[] = [report.name, mine.name];

/** Commands that only read: a wording that is not known may be taken for one of these on a good guess. */
const harmless = new Set([
  'list',
  'summary',
  'unanswered',
  'pointers',
  'policy_status',
  'help',
  'history',
  'show',
]);

export const headteacherDialog: Dialog = { ...headteacherTalk, resume };

/** Carries out a command. Undefined: it is none, or nothing that this person may do. */
export async function commandReply(message: Message, services: Services): Promise<Reply | undefined> {
  const waiting = message.talk.open;
  if (waiting && holdsWords.includes(waiting.dialog)) return besides(waiting, message, services);
  const order = commandIn(message.said, clockOf(message.turn, services));
  if (!order) return guessed(message, services);
  return isRatherDanger(order, message) ? undefined : run(order, message, services);
}

/** "I told the police, there is a man with a knife" is no entry in the log unless it names one. */
function isRatherDanger({ command, numbers, it }: Order, { meaning }: Message): boolean {
  return meaning?.route === 'urgent' && command === 'act' && numbers.length === 0 && !it;
}

/** In the middle of a report of their own: a plain command that reads is answered, and the report goes on. */
async function besides(waiting: Open, message: Message, services: Services): Promise<Reply | undefined> {
  if (!isPlainCommand(message, services)) return undefined;
  const order = commandIn(message.said, clockOf(message.turn, services));
  if (!order) return undefined;
  const answer =
    harmless.has(order.command) && !order.dealtWith
      ? await run(order, message, services)
      : {
          cards: [
            say(
              'I have changed nothing, because you are in the middle of something. Finish it or say cancel, then tell me again.',
            ),
          ],
        };
  const question = waiting.dialog === report.name ? report.again?.(waiting) : undefined;
  if (!answer) return undefined;
  const cards = answer.cards.map(({ choices: _choices, of: _of, ...card }) => card);
  return { ...answer, cards: question ? [...cards, question] : cards, open: waiting };
}

async function resume(open: Open, message: Message, services: Services): Promise<Reply | undefined> {
  const state = readState(open.state);
  if (!state || isPlainCommand(message, services)) return undefined;
  const next = await answered(state, open.choices, message, services);
  if (!next) return undefined;
  return 'cards' in next ? next : run(next, message, services);
}

/** Carries out an order, typed, pressed or chosen on the page. Undefined: this person may not give it. */
export async function run(order: Order, message: Message, services: Services): Promise<Reply | undefined> {
  const command = commands.find(({ name }) => name === order.command);
  return command && mayRun(command, message.turn.person) ? command.run(order, message, services) : undefined;
}

/** The names of the commands that the person may give. */
export function commandsFor(person: Person): CommandName[] {
  return commands.filter((command) => mayRun(command, person)).map(({ name }) => name);
}

function mayRun({ roles }: Command, person: Person): boolean {
  return holds(person, ...roles);
}

/** What the recognizer takes for a command is carried out if it only reads; else the person is told the words for it. */
async function guessed(message: Message, services: Services): Promise<Reply | undefined> {
  const { meaning, said, turn } = message;
  const name =
    meaning?.route === 'headteacher_command' ? commandNamed(meaning.label.split('/')[1] ?? '') : undefined;
  const command = commands.find((one) => one.name === name);
  if (!command || !mayRun(command, turn.person)) return undefined;
  if (harmless.has(command.name)) {
    const { dealtWith: _, ...order } = orderFor(command.name, said, clockOf(turn, services));
    return command.run(order, message, services);
  }
  return {
    cards: [
      say(
        'I am not sure what you would like me to do, so I have changed nothing.',
        `You can say, for example: ${command.example}. Say commands for all of them.`,
      ),
    ],
  };
}

async function help(_order: Order, { turn }: Message, _services: Services): Promise<Reply> {
  const mine = commands.filter((command) => mayRun(command, turn.person));
  return {
    cards: [
      {
        title: 'What you can say',
        text: ['Say these in your own words. The number is the incident’s.'],
        facts: mine.map(({ example, help: words }) => ({ label: capital(example), value: words })),
      },
    ],
  };
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
