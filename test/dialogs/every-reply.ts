import { readFileSync } from 'node:fs';
import { commands } from '../../dialogs/headteacher.js';
import type { Services } from '../../src/conversation/dialog.js';
import { People, type PersonEntry, type Role, roles } from '../../src/people.js';
import { contactKeys, documentKeys, type School } from '../../src/policy/school.js';
import { argyle } from '../policy/argyle.js';
import { openDesk } from './desk.js';
import { follow, type Opening, type Shown } from './follow.js';
import { rareCards, reportCards } from './rare-cards.js';
import { windowCards } from './window-cards.js';

/** Every label that the recognizer can give, but for the clauses. */
const labels = [
  ...readFileSync('src/language/labels.ts', 'utf8').matchAll(/^ {2}'?([a-z_/]+)'?: \{ route:/gm),
].map((match) => match[1] ?? '');

/** Labels of messages that must be met with 999 and the right people. */
export const safetyLabels = labels.filter((label) => /^urgent\/|staff_contact|about_headteacher/.test(label));

const happening = 'Something happened at the weekend.';
const happenings = [
  happening,
  'The headteacher hit a child at the weekend.',
  'A pupil tried to follow a teacher.',
  'A teacher messaged my son.',
];
const unlabelled = [
  'help',
  'report',
  'complaint',
  'my reports',
  'person',
  'privacy',
  'cancel',
  '7',
  'tell the DSL',
];

const openings: readonly Opening[] = [
  ...labels.map((label) => ({ label, words: happening })),
  ...labels.map((label) => ({ label, words: happening, group: true })),
  ...safetyLabels.flatMap((label) => happenings.map((words) => ({ label, words }))),
  ...safetyLabels.map((label) => ({ label, words: happening, told: true })),
  ...unlabelled.map((words) => ({ label: 'out_of_scope/other', words })),
  { label: 'out_of_scope/other', words: 'Kiedy jest zebranie rodziców w szkole?' },
  { label: 'out_of_scope/silent', words: 'May we have a disco?' },
  { label: 'policy:', words: 'Is it allowed?' },
  { label: 'out_of_scope/other', words: '', attachments: 1 },
  { label: 'urgent/indecent_image', words: 'He sent me this picture.', attachments: 1 },
];

const clauses: readonly Opening[] = argyle.clauses.flatMap(({ id }) => [
  { label: `policy:${id}`, words: 'What about WhatsApp and Snapchat?' },
  { label: `policy:${id}`, words: 'What about WhatsApp?', group: true },
]);

/** Every command by its example, and other ways that lead to other words. */
const commandOpenings: readonly Opening[] = [
  ...commands.map(({ example }) => example),
  'incidents this week',
  'show 1 and 2',
  'seen 1',
  'seen 1 and 1',
  'show 404',
  'asked them to delete 1',
  'note 1',
  'close 1',
  'reopen 1',
  'remind me about 1',
  'summary',
  'summary for governors',
  'summary next term',
  'export',
  'digest off',
  'digest',
  'called back 1',
  'remove question 1',
  'history 404',
  'close 404',
  'withdraw 1',
  '1 is waiting',
].map((words) => ({ label: 'headteacher_command/list', words }));

const everybody: readonly PersonEntry[] = roles.map((role) => ({
  role,
  name: `The ${role}`,
  accounts: [`teams:${role}`],
}));
const headWhoIsDsl: readonly PersonEntry[] = (['headteacher', 'dsl'] as const).map((role) => ({
  role,
  name: 'The head',
  accounts: ['teams:head'],
}));

/** The seed school with everything configured. */
export const wholeSchool: School = structuredClone(argyle.school);
for (const key of contactKeys) wholeSchool.contacts[key].reach = [{ email: `${key}@school.example` }];
for (const key of documentKeys) wholeSchool.documents[key].url = `https://school.example/${key}`;

let found: Promise<readonly Shown[]> | undefined;

/**
 * Every reply that can be reached by talking, in schools with much and little configured, and the rare
 * cards. They are found once for all tests of a run.
 */
export function everyReply(): Promise<readonly Shown[]> {
  found ??= findEveryReply();
  return found;
}

async function findEveryReply(): Promise<readonly Shown[]> {
  const desk = await openDesk();
  await desk.send();
  const among = (services: Services, people: readonly PersonEntry[]) => ({
    ...services,
    people: new People(people),
  });
  const bare = among(desk.services, everybody);
  const whole = { ...bare, policy: { ...argyle, school: wholeSchool } };
  const nobody = among(bare, []);
  const casts: readonly [Services, readonly Role[], readonly Opening[]][] = [
    [bare, roles.filter((role) => role !== 'deputy_dsl' && role !== 'governor'), openings],
    [bare, ['parent', 'staff', 'pupil'], clauses],
    [bare, ['headteacher', 'deputy_head', 'dsl'], commandOpenings],
    [whole, ['parent', 'staff', 'headteacher', 'pupil'], openings],
    [nobody, ['parent'], openings],
    [among(whole, headWhoIsDsl), ['parent'], openings],
  ];
  const all: Shown[] = [];
  for (const [services, speakers, said] of casts) {
    for (const role of speakers) all.push(...(await follow(services, role, said)));
  }
  for (const services of [bare, whole, nobody, among(bare, headWhoIsDsl)]) {
    for (const role of roles) all.push(...(await rareCards(services, role)));
    all.push(...(await windowCards(services, 'staff')));
    for (const role of ['parent', 'headteacher'] as const) all.push(...(await reportCards(services, role)));
  }
  await desk.close();
  return all;
}
