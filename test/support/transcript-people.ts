import type { PersonEntry, Role } from '../../src/people.js';

/** Who takes part in transcripts, with the name that the channel shows for them. */
const shown = {
  headteacher: 'Erin Hall',
  'deputy head': 'Finn Grant',
  dsl: 'Gita Rao',
  'deputy dsl': 'Hugh Bell',
  governor: 'Iris Cole',
  staff: 'Dev Patel',
  rep: 'Carol Webb',
  parent: 'Ada Osei',
  'other parent': 'Ben Marsh',
  pupil: 'Jay Moss',
} as const;

export type Name = keyof typeof shown;

/** The longer names first, so that "other parent" is not read as "parent". */
export const names: readonly Name[] = [
  'deputy head',
  'deputy dsl',
  'other parent',
  'headteacher',
  'dsl',
  'governor',
  'staff',
  'rep',
  'parent',
  'pupil',
];

/** Their roles in `people.yaml`. Parents are not listed there. */
const listed: Readonly<Partial<Record<Name, Role>>> = {
  headteacher: 'headteacher',
  dsl: 'dsl',
  governor: 'governor',
  staff: 'staff',
  rep: 'parent_rep',
  pupil: 'pupil',
};

/** What `school:` may say of the people. An ordinary school has a Headteacher and another person as DSL. */
const peopleSettings: Readonly<Record<string, Partial<Record<Name, readonly Role[]>>>> = {
  'no headteacher account': { headteacher: [] },
  'no dsl account': { dsl: [] },
  'dsl is headteacher': { headteacher: ['headteacher', 'dsl'], dsl: [] },
  'a deputy head': { 'deputy head': ['deputy_head'] },
  'a deputy dsl': { 'deputy dsl': ['deputy_dsl'] },
};

/** What `school:` may say is configured. Nothing of it is in the seed school's settings. */
const schoolSettings: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'two alerts an hour': { 'limits.alertsPerHour': 2 },
  'three messages a minute': { 'limits.messagesPerMinute': 3 },
  'two messages a minute in a group': { 'limits.groupMessagesPerMinute': 2 },
  'a whatsapp number': { whatsappNumber: '+44 20 7946 0004' },
  'chair set': { 'contacts.chairOfGovernors.reach': [{ email: 'chair@governors.example' }] },
  'clerk set': { 'contacts.clerk.reach': [{ email: 'clerk@council.example' }] },
  'lado set': { 'contacts.lado.reach': [{ email: 'lado@council.example' }] },
  'dsl set': { 'contacts.dsl.reach': [{ phone: '020 7946 0001' }] },
  'headteacher set': { 'contacts.headteacher.reach': [{ phone: '020 7946 0002' }] },
  'out of hours set': { 'contacts.outOfHours.reach': [{ phone: '020 7946 0003' }] },
  'data protection set': { 'contacts.dataProtection.reach': [{ email: 'data@school.example' }] },
  'procedure set': { 'documents.complaints_procedure.url': 'https://school.example/complaints' },
  'terms set': {
    termDates: [
      { name: 'Autumn term 2026', from: '2026-09-02', to: '2026-12-18' },
      { name: 'Spring term 2027', from: '2027-01-04', to: '2027-03-26' },
    ],
  },
};

export interface Cast {
  people: PersonEntry[];
  /** Everybody with a role that the bot writes to of its own accord. */
  addressed: readonly Name[];
  school: Record<string, unknown>;
  channel: string;
  /** These have never written to the bot, so it cannot write to them. */
  strangers: readonly Name[];
}

/** The school that the settings describe, on a channel. */
export function castFor(settings: readonly string[], channel: string, strangers: readonly Name[]): Cast {
  const prefix = prefixOf(channel);
  const roles = new Map<Name, readonly Role[]>();
  for (const name of names) {
    const role = listed[name];
    if (role) roles.set(name, [role]);
  }
  const school: Record<string, unknown> = {};
  for (const setting of settings) {
    const changes = peopleSettings[setting];
    for (const name of names) if (changes?.[name]) roles.set(name, changes[name]);
    if (!changes && !schoolSettings[setting]) throw new Error(`school: has no setting "${setting}"`);
    Object.assign(school, schoolSettings[setting]);
  }
  const people = [...roles].flatMap(([name, held]) =>
    held.map((role) => ({ role, name: shown[name], accounts: [`${prefix}:${idOf(name)}`] })),
  );
  const addressed = [...roles]
    .filter(([, held]) => held.some((role) => /^(?:headteacher|deputy_head|dsl|deputy_dsl)$/.test(role)))
    .map(([name]) => name);
  return { people, addressed, school, channel, strangers };
}

/** How the accounts on a channel begin. */
export function prefixOf(channel: string): string {
  const prefixes: Readonly<Record<string, string>> = { msteams: 'teams', emulator: 'terminal' };
  return prefixes[channel] ?? channel;
}

export function idOf(name: Name): string {
  return name.replace(' ', '-');
}

export function shownName(name: Name): string {
  return shown[name];
}
