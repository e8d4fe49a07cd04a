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
import { commandIn, commandNamed, type Order, orderFor } from '../src/language/commands.js';
import { plain } from '../src/language/words.js';
import { holds, type Person, type Role } from '../src/people.js';
import { act, erase, note, reopen, wait } from './headteacher-act.js';
import { answered } from './headteacher-answers.js';
import { close } from './headteacher-close.js';
import { digest } from './headteacher-digest.js';
import { exportLog } from './headteacher-export.js';
import { history } from './headteacher-history.js';
import { list } from './headteacher-list.js';
import { calls, unanswered } from './headteacher-lists.js';
import { policyStatus } from './headteacher-policy.js';
import { remind } from './headteacher-remind.js';
import { show } from './headteacher-show.js';
import { headteacherTalk, readState } from './headteacher-state.js';
import { summary } from './headteacher-summary.js';

export { digestCard, digestSetting } from './headteacher-digest.js';

/** Who reads the log. */
const log: readonly Role[] = ['headteacher', 'deputy_head'];
/** Who is asked for calls. A deputy head is not: those are for the Headteacher alone, or for the DSL. */
const called: readonly Role[] = ['headteacher', 'dsl', 'deputy_dsl'];
const all: readonly Role[] = ['headteacher', 'deputy_head', 'dsl', 'deputy_dsl'];

/** Every command, in the order of help. To add one, add an entry here and its wordings in `src/language`. */
export const commands: readonly Command[] = [
  {
    name: 'list',
    example: 'incidents',
    help: 'the log. Also: anything new, open ones, this week on WhatsApp',
    roles: log,
    run: list,
  },
  { name: 'show', example: 'show 7', help: 'everything about one incident', roles: log, run: show },
  {
    name: 'act',
    example: 'reported 7 to Instagram',
    help: 'records what was done. Also: asked them to delete it, rang POSH, told the police',
    roles: log,
    run: act,
  },
  { name: 'note', example: 'note 7 rang home', help: 'adds a note', roles: log, run: note },
  {
    name: 'wait',
    example: '7 is waiting for the platform',
    help: 'puts an incident on waiting',
    roles: log,
    run: wait,
  },
  {
    name: 'close',
    example: 'close 7 post deleted',
    help: 'closes an incident, with how it ended',
    roles: log,
    run: close,
  },
  { name: 'reopen', example: 'reopen 7', help: 'opens a closed incident again', roles: log, run: reopen },
  { name: 'history', example: 'history 7', help: 'who did and who looked at what', roles: log, run: history },
  {
    name: 'remind',
    example: 'remind me about 7 on Friday',
    help: 'a message on that morning',
    roles: log,
    run: remind,
  },
  {
    name: 'summary',
    example: 'summary this month',
    help: 'counts. Add for governors to hide small numbers',
    roles: log,
    run: summary,
  },
  { name: 'export', example: 'export October', help: 'a file for a spreadsheet', roles: log, run: exportLog },
  { name: 'digest', example: 'digest on', help: 'a summary every Monday', roles: log, run: digest },
  { name: 'pointers', example: 'calls', help: 'who asked for a call', roles: called, run: calls },
  {
    name: 'unanswered',
    example: 'unanswered questions',
    help: 'what people asked and the policy does not say',
    roles: log,
    run: unanswered,
  },
  {
    name: 'policy_status',
    example: 'policy status',
    help: 'review dates, and what is not configured',
    roles: all,
    run: policyStatus,
  },
  {
    name: 'erase',
    example: 'delete 7',
    help: 'says why reports are closed and not deleted',
    roles: log,
    run: erase,
  },
  {
    name: 'about_me',
    example: 'incidents about me',
    help: 'says where a concern about the Headteacher goes',
    roles: log,
    run: aboutMe,
  },
  { name: 'help', example: 'commands', help: 'this list', roles: all, run: help },
];

/** Commands that only read: a wording that is not known may be taken for one of these on a good guess. */
const harmless: readonly string[] = [
  'list',
  'summary',
  'unanswered',
  'pointers',
  'policy_status',
  'help',
  'history',
  'show',
];

export const headteacherDialog: Dialog = { ...headteacherTalk, resume };

/** Carries out a command. Undefined: it is none, or nothing that this person may do. */
export async function commandReply(message: Message, services: Services): Promise<Reply | undefined> {
  const waiting = message.talk.open;
  const elsewhere = waiting !== undefined && waiting.dialog !== headteacherTalk.name;
  if (elsewhere && !isPlainCommand(message, services)) return undefined;
  const clock = clockOf(message.turn, services);
  const order = commandIn(message.said, clock);
  const reply = order ? await run(order, message, services) : await guessed(message, services);
  if (!reply || !elsewhere || reply.open) return reply;
  return { ...reply, open: waiting };
}

/** Said to anybody else who types a command. It is the same whatever the log holds. */
export function refusal(): Reply {
  return {
    cards: [
      say('That is only for people the school has named for it.', 'To see your own reports, say my reports.'),
    ],
  };
}

async function resume(open: Open, message: Message, services: Services): Promise<Reply | undefined> {
  const state = readState(open.state);
  if (!state || isPlainCommand(message, services)) return undefined;
  const next = await answered(state, open.choices, message, services);
  if (!next) return undefined;
  return 'cards' in next ? next : run(next, message, services);
}

async function run(order: Order, message: Message, services: Services): Promise<Reply | undefined> {
  const command = commands.find(({ name }) => name === order.command);
  return command && mayRun(command, message.turn.person) ? command.run(order, message, services) : undefined;
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
  if (harmless.includes(command.name))
    return command.run(orderFor(command.name, said, clockOf(turn, services)), message, services);
  return {
    cards: [
      say(
        'I am not sure what you would like me to do, so I have changed nothing.',
        `You can say, for example: ${command.example}. Say commands for all of them.`,
      ),
    ],
  };
}

/** A command in its shortest form. It is one even where an answer or a person's own words are waited for. */
function isPlainCommand({ said, turn }: Message, services: Services): boolean {
  const words = plain(said);
  const starts =
    /^(?:show|close|reopen|note|history|incidents|open ones|list|summary|export|remind|calls|commands|digest|policy status|unanswered|delete)\b/;
  if (!starts.test(words)) return false;
  const numbered = /^\w+(?: \w+){0,2} (?:sm \d{4} )?\d+\b/.test(words);
  return (numbered || words.split(' ').length <= 3) && commandIn(said, clockOf(turn, services)) !== undefined;
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

/** A concern about the Headteacher leaves no trace here, so there is nothing to list (design, section 2.4). */
async function aboutMe(_order: Order, { turn }: Message, _services: Services): Promise<Reply> {
  if (holds(turn.person, 'headteacher')) {
    return {
      cards: [
        say('A concern about the Headteacher is never in this log. It goes to the chair of governors.'),
      ],
    };
  }
  return { cards: [say('I keep no names of people that a post is about, so I cannot look for that.')] };
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
