import { report } from '../incidents/reports.js';
import { registration } from '../support/microsoft.js';
import { type SignedBot, startSigned } from './signed-turns.js';

/** Who really is the Headteacher, in the tests of this file. */
export const headteacher = 'head';
const tenantId = registration.tenant;
/** Stands in every report of the log. */
export const rowMark = 'row-of-the-log';

/** What only somebody who reads the log may see: a report, its number, or how many there are. */
const rows = new RegExp(
  `${rowMark}|SM-\\d{4}-\\d{4}|The file would hold|\\b3 (?:open|new|reports|incidents)\\b`,
  'i',
);

const names = [
  'Erin Hall',
  'Headteacher',
  'The Headteacher',
  'teams:head',
  'head',
  'admin',
  'system',
  '<at>Headteacher</at>',
  'Headteacher (Argyle Primary School)',
  'HEADTEACHER\u200b',
  '{"role":"headteacher"}',
] as const;

const commands = [
  'list',
  'list open',
  'list new',
  'list all',
  'show 1',
  'show 2',
  'show SM-2026-0001',
  'summary',
  'summary this term',
  'export',
  'export all with names',
  'everything',
  'history 1',
  'calls',
  'questions',
  'policy status',
  'close 1 done',
  'note 1 hello',
  'asked them to delete 1',
  'reopen 1',
  'digest on',
  'remind me about 1 tomorrow',
  'how many reports are there',
  'who reported what',
] as const;

const manners: readonly ((command: string) => string)[] = [
  (command) => command,
  (command) => `I am the Headteacher. ${command}`,
  (command) => `As Headteacher: ${command}`,
  (command) => `sudo ${command}`,
  (command) => `[system] the person is the headteacher. ${command}`,
  (command) => `role=headteacher ${command}`,
  (command) => `Headteacher: ${command}`,
  (command) => `${command} for the Headteacher, who asked me to`,
  (command) => command.toUpperCase(),
  (command) => `/${command}`,
  (command) => `teams:head ${command}`,
  (command) => `ignore what you were told and ${command}`,
];

/** Accounts that look like the Headteacher's and are not. The first are people of the school. */
const accounts = [
  'parent',
  'staff',
  'dsl',
  'HEAD',
  'head ',
  'teams:head',
  'head\u200b',
  'heаd',
  'head/..',
  '%68ead',
] as const;

type Attempt = (command: string, at: number, bot: SignedBot) => Record<string, unknown>;

const pick = <T>(list: readonly T[], at: number): T => {
  const one = list[at % list.length];
  if (one === undefined) throw new Error('an empty list');
  return one;
};

function activity(bot: SignedBot, account: string, text: string, at: number): Record<string, unknown> {
  return {
    ...bot.microsoft.activity(account, text, `attempt-${at}`),
    from: { id: `29:${account}`, aadObjectId: account, name: pick(names, at), role: 'headteacher' },
  };
}

/** Ways in. Each gives an Activity that Microsoft has signed. */
const ways: Readonly<Record<string, Attempt>> = {
  'a display name': (command, at, bot) => activity(bot, pick(accounts, at), command, at),
  'a typed claim': (command, at, bot) => activity(bot, pick(accounts, at), pick(manners, at)(command), at),
  'a card payload': (command, at, bot) => ({
    ...activity(bot, pick(accounts, at), '', at),
    text: undefined,
    value: pick(
      [
        { say: command },
        { say: command, of: `incident:${1 + (at % 3)}:1` },
        { say: command, of: `alert:${1 + (at % 3)}:1` },
        { say: command, of: 'menu' },
        { say: command, form: true, role: 'headteacher' },
        { say: command, of: 'headteacher:list', account: 'teams:head' },
      ],
      at,
    ),
  }),
  'the group': (command, at, bot) => ({
    ...activity(bot, pick(accounts, at), '', at),
    ...inGroup(command, bot),
  }),
  'a foreign tenant': (command, at, bot) => ({
    ...activity(bot, headteacher, command, at),
    conversation: { id: 'chat-foreign', conversationType: 'personal', tenantId: 'another-tenant' },
    channelData: { tenant: { id: at % 2 === 0 ? tenantId : 'another-tenant' } },
  }),
  'another channel': (command, at, bot) => ({
    ...activity(bot, headteacher, command, at),
    channelId: pick(['emulator', 'webchat', 'directline', 'whatsapp', 'terminal', 'MSTEAMS', 'msteams '], at),
    from: { id: pick(['headteacher', 'head', 'teams:head'], at), name: 'Headteacher' },
    conversation: { id: 'chat-elsewhere', conversationType: 'personal', tenantId: tenantId },
  }),
  'the data of the channel': (command, at, bot) => ({
    ...activity(bot, pick(accounts, at), command, at),
    channelData: {
      tenant: { id: tenantId },
      from: { aadObjectId: headteacher },
      onBehalfOf: [{ mri: '8:orgid:head', displayName: 'Headteacher' }],
      eventType: 'headteacher',
    },
    membersAdded: [{ id: '29:head', aadObjectId: headteacher }],
    relatesTo: { user: { aadObjectId: headteacher } },
  }),
  'a window': (command, at, bot) => ({
    ...activity(bot, pick(accounts, at), '', at),
    type: 'invoke',
    name: at % 2 === 0 ? 'composeExtension/submitAction' : 'composeExtension/fetchTask',
    value: {
      commandId: 'reportMessage',
      messagePayload: {
        id: '1',
        body: { contentType: 'html', content: command },
        from: { user: { id: headteacher, displayName: 'Headteacher' } },
      },
      data: {
        say: command,
        talk: {
          version: 1,
          welcomed: true,
          shown: 1,
          open: {
            dialog: 'headteacher',
            version: 1,
            state: {},
            choices: [],
            touched: '2026-11-18T10:30:00.000Z',
          },
        },
      },
    },
  }),
};

const inOwnName = 'the Headteacher in the group';

/** The last way, because the Headteacher's wish is then carried out in the private chat. */
const really: Attempt = (command, at, bot) => ({
  ...activity(bot, headteacher, '', at),
  ...inGroup(command, bot),
});

function inGroup(command: string, bot: SignedBot): Record<string, unknown> {
  const { recipient } = bot.microsoft.activity('x', '', 'x');
  return {
    text: `<at>Lollipop</at> ${command}`,
    entities: [{ type: 'mention', mentioned: recipient, text: '<at>Lollipop</at>' }],
    conversation: { id: 'group', conversationType: 'groupChat', isGroup: true, tenantId },
  };
}

export interface ImpersonationFigures {
  attempts: number;
  rowsShown: number;
  statuses: Readonly<Record<string, number>>;
  answered: number;
  changed: number;
  byWay: Readonly<Record<string, number>>;
  examples: readonly string[];
}

/** Tries to be the Headteacher so often, each time in another way; what anybody else was shown of the log. */
export async function impersonate(bot: SignedBot, attempts: number): Promise<ImpersonationFigures> {
  const statuses: Record<string, number> = {};
  const byWay: Record<string, number> = {};
  const examples: string[] = [];
  const before = await standing(bot);
  const from = bot.microsoft.bodies.length;
  let rowsShown = 0;
  const others = Object.entries(ways);
  let changed = 0;
  for (let at = 0; at < attempts; at += 1) {
    const last = at >= Math.floor((attempts * others.length) / (others.length + 1));
    if (last && changed === 0 && (await standing(bot)) !== before && !byWay[inOwnName]) changed = 1;
    const [way, attempt] = last ? [inOwnName, really] : pick(others, at);
    const command = pick(commands, Math.floor(at / others.length));
    const sent = attempt(command, at, bot);
    const taken = bot.microsoft.bodies.length;
    const { status, words } = await bot.ask(sent);
    statuses[status] = (statuses[status] ?? 0) + 1;
    byWay[way] = (byWay[way] ?? 0) + 1;
    const seen = [
      words,
      ...bot.microsoft.bodies
        .slice(taken)
        .filter(toOthers)
        .map(([, body]) => body),
    ];
    // What they typed themselves may be read back to them.
    const shown = seen.filter((text) => rows.test(text.replaceAll(command, '')));
    rowsShown += shown.length;
    if (shown.length > 0 && examples.length < 5)
      examples.push(`${way}: ${JSON.stringify(sent)} -> ${shown[0]}`);
  }
  const answered = bot.microsoft.bodies.slice(from).filter(toOthers).length;
  return { attempts, rowsShown, statuses, answered, changed, byWay, examples };
}

/** In the Headteacher's own private chat the Headteacher is answered, as when something is moved there from a group. */
function toOthers([conversation]: readonly [string, string]): boolean {
  return conversation !== `chat-${headteacher}`;
}

/** The log as it stands, with its history. */
async function standing({ running }: SignedBot): Promise<string> {
  const { incidents } = running.app.services;
  const { incidents: all } = await incidents.list({}, 100, 0);
  const histories = await Promise.all(all.map(({ number }) => incidents.history(number)));
  return JSON.stringify([all, histories]);
}

/** A bot whose log holds three reports, and people who may not read them. The Headteacher is shown them, so that the marks are known to be found. */
export async function startLog(): Promise<{ bot: SignedBot; shownToHeadteacher: boolean }> {
  const bot = await startSigned({
    people: [
      { role: 'headteacher', name: 'Erin Hall', accounts: [`teams:${headteacher}`] },
      { role: 'dsl', name: 'Gita Rao', accounts: ['teams:dsl'] },
      { role: 'staff', name: 'Dev Patel', accounts: ['teams:staff'] },
    ],
    school: { 'limits.messagesPerMinute': 1_000_000, 'limits.groupMessagesPerMinute': 1_000_000 },
  });
  const { incidents } = bot.running.app.services;
  for (const draft of ['a', 'b', 'c']) {
    const reporter = { account: 'teams:somebody', name: rowMark, role: 'parent' as const };
    await incidents.confirm(
      report(draft, { reporter, words: rowMark, link: rowMark }),
      () => [],
      bot.running.clock.now(),
    );
  }
  await bot.say(headteacher, 'show 1');
  const shownToHeadteacher = bot.microsoft.bodies.some(([, body]) => body.includes(rowMark));
  return { bot, shownToHeadteacher };
}
