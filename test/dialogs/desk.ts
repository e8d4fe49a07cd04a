import assert from 'node:assert/strict';
import { topics } from '../../dialogs/index.js';
import { type Card, sayingOf } from '../../src/cards/card.js';
import { renderText } from '../../src/cards/text.js';
import type { Reply, Services } from '../../src/conversation/dialog.js';
import { respond } from '../../src/conversation/router.js';
import { newTalk, type Talk } from '../../src/conversation/talk.js';
import type { HistoryEvent, Report, Status } from '../../src/incidents/incident.js';
import { PointerStore } from '../../src/incidents/pointers.js';
import { QuestionStore } from '../../src/incidents/questions.js';
import { IncidentStore } from '../../src/incidents/store.js';
import { meaningOf } from '../../src/language/labels.js';
import type { Recognition, Recognizer } from '../../src/language/recognizer.js';
import { People, type PersonEntry, type Role, roles } from '../../src/people.js';
import { closeDatabase, openDatabase } from '../../src/storage/database.js';
import { OutboxStore, type Owed } from '../../src/storage/outbox.js';
import { SettingStore } from '../../src/storage/settings.js';
import { report } from '../incidents/reports.js';
import { argyle } from '../policy/argyle.js';
import { noLog } from '../storage/folder.js';

export const zone = 'Europe/London';
/** A Wednesday morning in term time. */
export const wednesday = new Date('2026-11-18T10:30:00Z');

const entries: readonly PersonEntry[] = roles.map((role) => ({
  role,
  name: `The ${role}`,
  accounts: [`teams:${role}`],
}));

/** A school's people talking to the bot over a real database, without a channel. */
export interface Desk {
  services: Services;
  now: Date;
  /** One message from the account that holds the role; the reply as plain text. */
  say(words: string, role?: Role): Promise<string>;
  /** A press of a button of the last reply, by its label. */
  press(label: string, role?: Role): Promise<string>;
  /** A press of a button of these cards, which may have been sent long ago, and to somebody else. */
  pressOn(cards: readonly Card[], label: string, role?: Role): Promise<string>;
  last(role?: Role): Reply;
  talk(role?: Role): Talk;
  /** A confirmed report, sent by a parent unless said otherwise; its number. */
  send(part?: Partial<Report>, owed?: (number: number) => readonly Owed[]): Promise<number>;
  /** What the history of an incident says happened, in order. */
  events(number: number): Promise<HistoryEvent[]>;
  statusOf(number: number): Promise<Status | undefined>;
  /** What the recognizer takes the next messages for. */
  guess(label: string | undefined): void;
  close(): Promise<void>;
}

export async function openDesk(more: readonly PersonEntry[] = []): Promise<Desk> {
  const opened = await openDatabase('sqlite::memory:', noLog);
  assert.ok(opened.ok);
  const { database } = opened;
  const people = new People([...entries, ...more]);
  const services: Services = {
    policy: argyle,
    people,
    incidents: new IncidentStore(database, zone),
    pointers: new PointerStore(database),
    questions: new QuestionStore(database, zone),
    outbox: new OutboxStore(database),
    settings: new SettingStore(database),
    newId: () => `draft-${drafts++}`,
  };
  let drafts = 0;
  let label: string | undefined;
  const talks = new Map<string, Talk>();
  const replies = new Map<string, Reply>();
  const recognizer: Recognizer = {
    recognise: async () => recognised(label ?? 'out_of_scope/other'),
    encoder: () => 'none',
    close: async () => undefined,
  };
  const desk: Desk = {
    services,
    now: wednesday,
    say: (words, role = 'headteacher') => turn(words, role),
    press: (wanted, role = 'headteacher') => {
      const { cards = [] } = replies.get(role) ?? {};
      return desk.pressOn(cards, wanted, role);
    },
    pressOn: (cards, wanted, role = 'headteacher') => {
      const button = cards.flatMap(buttonsOf).findLast(({ label }) => label === wanted);
      assert.ok(button, `there is no button ${wanted}`);
      const { says, of } = button;
      return turn(says, role, { say: says, of });
    },
    last: (role = 'headteacher') => replies.get(role) ?? assert.fail('nothing was said'),
    talk: (role = 'headteacher') => talks.get(role) ?? newTalk,
    async send(part = {}, owed = () => []) {
      const confirmed = report(services.newId(), { answers: { ...answers, ...part.answers }, ...part });
      const { incident } = await services.incidents.confirm(confirmed, (_, number) => owed(number), desk.now);
      return incident.number;
    },
    events: async (number) => (await services.incidents.history(number)).map(({ what }) => what),
    statusOf: async (number) => (await services.incidents.find(number))?.status,
    guess(next) {
      label = next;
    },
    close: () => closeDatabase(database),
  };
  async function turn(
    said: string,
    role: Role,
    pressed?: { say: string; of?: string | undefined },
  ): Promise<string> {
    const stored = talks.get(role) ?? { ...newTalk, welcomed: true };
    const person = people.of(`teams:${role}`, 'somebody', 'parent');
    const place = { channel: 'msteams', kind: 'personal', id: role } as const;
    const one = { said, attachments: 0, person, place, now: desk.now, ...(pressed ? { pressed } : {}) };
    const { reply, talk } = await respond(stored, one, topics, services, recognizer);
    talks.set(role, talk);
    replies.set(role, reply);
    return reply.cards.map(renderText).join('\n\n');
  }
  return desk;
}

function buttonsOf({ choices = [], shortcuts = [], of }: Card) {
  return [...choices.map((choice) => ({ label: choice.label, says: sayingOf(choice), of })), ...shortcuts];
}

/** What somebody answered in the form. */
const answers = {
  kind: 'insult',
  platform: 'whatsapp',
  visibility: 'private_group',
  postedBy: 'parent',
  affected: ['parent'],
  stillUp: 'yes',
  words: 'Somebody swore at another parent in the class group.',
  mayContact: true,
};

function recognised(label: string): Recognition {
  const { route = 'out_of_scope', ...rest } = meaningOf(label) ?? {};
  return { route, ...rest, label, clauses: [], clarify: false, banner: false, inscope: 0, urgent: 0 };
}
