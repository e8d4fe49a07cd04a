import { DateTime } from 'luxon';
import { z } from 'zod';
import { askCard, type Card, type Choice, say } from '../src/cards/card.js';
import { chosen } from '../src/conversation/choose.js';
import {
  after,
  type Dialog,
  type Message,
  open,
  type Reply,
  type Services,
} from '../src/conversation/dialog.js';
import type { Open } from '../src/conversation/talk.js';
import type { Incident, Status } from '../src/incidents/incident.js';
import { plain } from '../src/language/words.js';
import { alertTo } from './alerts.js';
import { answerInPassing } from './ask.js';
import { mayAccuseHeadteacher } from './headteacher-named.js';
import { kindLabels } from './labels.js';
import { mostWords } from './report-form.js';
import { safetyReply } from './safety.js';
import { yesOrNo } from './yes-no.js';

/** What somebody can do with a report of their own. Nobody else's is ever reached from here. */
type Wish = 'status' | 'add' | 'withdraw';

const stateSchema = z.object({
  wish: z.enum(['status', 'add', 'withdraw']),
  number: z.number().optional(),
});

type State = z.infer<typeof stateSchema>;

export const mine: Dialog = { name: 'mine', version: 1, resume, again };

/** At most this many reports are listed; older ones are found by their reference. */
const mostListed = 5;
const withdrawChoices: readonly Choice[] = [{ label: 'Yes, withdraw it' }, { label: 'No, keep it' }];

/** "my reports" and what people say for it: how it stands, add to it, withdraw it. */
export async function mineReply(wish: Wish, message: Message, services: Services): Promise<Reply> {
  const own = await services.incidents.of(message.turn.person.account);
  if (own.length === 0)
    return { cards: [say('I have no report from you.', 'To send one, say report a post.')] };
  const first = own.length === 1 ? own[0] : undefined;
  const named = namedIn(message.said, own) ?? (wish === 'status' ? first : undefined);
  if (named) return goOn(wish, named, message, services);
  const usable =
    wish === 'status' ? own : own.filter(({ status }) => status !== 'closed' && status !== 'withdrawn');
  const only = usable[0];
  if (only && usable.length === 1 && wish !== 'status') return goOn(wish, only, message, services);
  if (usable.length === 0)
    return {
      cards: [say('All your reports are closed or withdrawn.', 'To send a new one, say report a post.')],
    };
  const shown = usable.slice(0, mostListed);
  const choices = shown.map(({ reference }) => ({ label: reference }));
  const card: Card = {
    ...askCard('mine:which', questionFor(wish), choices),
    list: shown.map((one) => lineOf(one, services)),
  };
  return {
    cards: [card],
    open: open(mine, { wish } satisfies State, message.turn.now, choices, 'mine:which'),
  };
}

async function resume(openDialog: Open, message: Message, services: Services): Promise<Reply | undefined> {
  const parsed = stateSchema.safeParse(openDialog.state);
  if (!parsed.success) return undefined;
  const state = parsed.data;
  const own = await services.incidents.of(message.turn.person.account);
  const named = own.find(({ number }) => number === state.number);
  if (!named) {
    const picked = namedIn(message.said, own);
    return picked && goOn(state.wish, picked, message, services);
  }
  switch (state.wish) {
    case 'status':
      return hearNext(named, message, services);
    case 'add':
      return addTo(named, message, services);
    case 'withdraw':
      return withdraw(named, message, services);
  }
}

function goOn(wish: Wish, one: Incident, message: Message, services: Services): Reply {
  const { now } = message.turn;
  const state: State = { wish, number: one.number };
  if (wish === 'status') {
    const finished = one.status === 'closed' || one.status === 'withdrawn';
    const choices = finished ? [] : [{ label: 'Add something' }, { label: 'Withdraw it' }];
    const next = finished ? 'To send a new one, say report a post.' : 'You can add something or withdraw it.';
    return {
      cards: [{ ...askCard(`mine:${one.number}`, next, choices), text: [lineOf(one, services)] }],
      ...(finished ? {} : { open: open(mine, state, now, choices, `mine:${one.number}`) }),
    };
  }
  if (one.status === 'closed' || one.status === 'withdrawn') {
    return {
      cards: [
        say(
          `${standing[one.status]}, so ${one.reference} cannot be changed.`,
          'You can send a new report at any time.',
        ),
      ],
    };
  }
  if (wish === 'add') {
    return {
      cards: [addCard(one.number)],
      open: open(mine, state, now, [], `mine:${one.number}:add`),
    };
  }
  const text = `Shall I withdraw ${one.reference}? It stays in the log as withdrawn, and the Headteacher can still read it.`;
  return {
    cards: [askCard(`mine:${one.number}:withdraw`, text, withdrawChoices)],
    open: open(mine, state, now, withdrawChoices, `mine:${one.number}:withdraw`),
  };
}

function addCard(number: number): Card {
  return askCard(
    `mine:${number}:add`,
    `What would you like to add to your report ${number}? The Headteacher will see it. Say cancel to leave it as it is.`,
  );
}

/** Only an addition is asked for in words; the other questions have choices. */
function again(openDialog: Open): Card | undefined {
  const state = stateSchema.safeParse(openDialog.state).data;
  return state?.wish === 'add' && state.number !== undefined ? addCard(state.number) : undefined;
}

function hearNext(one: Incident, message: Message, services: Services): Reply | undefined {
  const words = plain(message.said);
  if (/^(?:add|add something|add to it)$/.test(words)) return goOn('add', one, message, services);
  if (/^(?:withdraw|withdraw it|take it back)$/.test(words)) return goOn('withdraw', one, message, services);
  return undefined;
}

async function addTo(one: Incident, message: Message, services: Services): Promise<Reply> {
  const { person, now } = message.turn;
  if (/^(?:no|nope|nah|nothing|never mind|nevermind|no thanks|no thank you)$/.test(plain(message.said)))
    return { cards: [say(`I have left ${one.reference} as it is.`)] };
  const aside = message.said.trim().endsWith('?') ? await answerInPassing(message, services) : undefined;
  if (aside) return after(aside, goOn('add', one, message, services));
  if (mayAccuseHeadteacher(message.said)) return safetyReply('perhaps_headteacher', message, services);
  const words = message.said.slice(0, mostWords);
  await services.incidents.write(
    one.number,
    {
      at: now,
      by: { account: person.account, name: person.name },
      what: 'added',
      detail: words,
    },
    changedAlert(one, 'something was added to it', `added:${now.getTime()}`, message, services),
  );
  const cut =
    message.said.length > mostWords ? [`It is long, so I kept the first ${mostWords} characters.`] : [];
  return { cards: [say(`I have added that to ${one.reference}. The Headteacher will see it.`, ...cut)] };
}

async function withdraw(one: Incident, message: Message, services: Services): Promise<Reply | undefined> {
  const { person, now } = message.turn;
  const picked = chosen(message.said, withdrawChoices)?.label;
  const answer = yesOrNo(message.said);
  if (picked === 'No, keep it' || answer === 'no' || answer === 'doubtful') {
    return { cards: [say(`I have left ${one.reference} as it is.`)] };
  }
  if (picked !== 'Yes, withdraw it' && answer !== 'yes') return undefined;
  const line = { at: now, by: { account: person.account, name: person.name }, what: 'withdrawn' } as const;
  const owed = changedAlert(
    one,
    'it was withdrawn by the person who sent it',
    'withdrawn',
    message,
    services,
  );
  const moved = await services.incidents.move(one.number, 'withdraw', line, owed);
  if (!moved.ok) return { cards: [say(`${one.reference} can no longer be withdrawn.`)] };
  return {
    cards: [say(`${one.reference} is withdrawn. The Headteacher is told that it is, and can still read it.`)],
  };
}

function changedAlert(one: Incident, what: string, key: string, { turn }: Message, services: Services) {
  const card = say(`${one.reference}: ${what}.`, `Say show ${one.number} to see it.`);
  const alert = {
    key: `incident:${one.number}:${key}`,
    sort: 'alert',
    urgent: false,
    incident: one.number,
    card,
  } as const;
  return alertTo(['headteacher', 'deputy_head'], alert, turn.now, services);
}

/** "SM-2026-0007, sent 3 November 2026: bullying. It is open." Never what it says: others may look over a shoulder. */
function lineOf(one: Incident, { policy }: Services): string {
  const sent = DateTime.fromJSDate(one.reportedAt, { zone: policy.school.timezone })
    .setLocale('en-GB')
    .toFormat('d MMMM yyyy');
  return `${one.reference}, sent ${sent}: ${kindLabels[one.kind].toLowerCase()}. ${standing[one.status]}.`;
}

/** How a report stands, as its own sender is told. */
const standing: Readonly<Record<Status, string>> = {
  new: 'It is new, and no action is noted yet',
  open: 'The school is dealing with it',
  waiting: 'It is waiting, for example for the platform to answer',
  closed: 'It is closed',
  withdrawn: 'You have withdrawn it',
};

/** The report that a message names by reference or number, among the person's own. */
function namedIn(said: string, own: readonly Incident[]): Incident | undefined {
  const number = /\b(?:sm[ -]?\d{4}[ -]?)?0*(\d{1,6})\b/i.exec(said.trim())?.[1];
  return number === undefined ? undefined : own.find((one) => one.number === Number(number));
}

function questionFor(wish: Wish): string {
  switch (wish) {
    case 'status':
      return 'These are your reports. Choose one to add something or to withdraw it.';
    case 'add':
      return 'Which report would you like to add to?';
    case 'withdraw':
      return 'Which report would you like to withdraw?';
  }
}
