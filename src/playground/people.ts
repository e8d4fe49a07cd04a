import { stringify } from 'yaml';
import type { PersonEntry, Role } from '../people.js';

/** Everybody in the Playground. It wants the one who speaks and exactly five others. */
const cast = {
  staff: 'Sam Staff',
  headteacher: 'Harper Head',
  dsl: 'Dana Lead',
  parent_rep: 'Robin Rep',
  parent: 'Pat Parent',
  pupil: 'Pip Pupil',
} as const satisfies Partial<Record<Role, string>>;

export type PlaygroundRole = keyof typeof cast;

export const playgroundRoles: readonly PlaygroundRole[] = [
  'staff',
  'headteacher',
  'dsl',
  'parent_rep',
  'parent',
  'pupil',
];

/** Their roles, for the bot. The accounts exist in the Playground and nowhere else. */
export const playgroundPeople: readonly PersonEntry[] = playgroundRoles.map((role) => ({
  role,
  name: cast[role],
  accounts: [`teams:${accountOf(role)}`],
}));

/** The Playground's settings file (`.m365agentsplayground.yml`) with `role` as the one who speaks. */
export function playgroundSettings(role: PlaygroundRole): string {
  return stringify({
    version: '0.1.1',
    tenantId: 'playground-tenant',
    bot: { id: 'playground-bot', name: 'Lollipop' },
    currentUser: userOf(role),
    users: playgroundRoles.filter((one) => one !== role).map(userOf),
    personalChat: { id: `playground-chat-${role}` },
    groupChat: { id: 'playground-group', name: 'Year 4 parents' },
    team: {
      id: 'playground-team',
      name: 'Argyle staff',
      aadGroupId: 'playground-team-group',
      channels: [{ id: 'playground-channel', name: 'Announcements' }],
    },
  });
}

function accountOf(role: PlaygroundRole): string {
  return `playground-${role}`;
}

function userOf(role: PlaygroundRole): Record<string, string> {
  const [givenName = '', surname = ''] = cast[role].split(' ');
  const address = `${role}@school.example`;
  return {
    id: `user-${role}`,
    name: cast[role],
    userPrincipleName: address,
    aadObjectId: accountOf(role),
    givenName,
    surname,
    email: address,
  };
}
