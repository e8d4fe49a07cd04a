import type { Services } from '../conversation/dialog.js';
import type { Person } from '../people.js';
import { defaultRoleOn } from '../policy/school.js';
import { accountOf, type Heard } from './activity.js';

/**
 * Who wrote: the person listed for the account, or somebody with the channel's default role. Where
 * neither says what they are, the role is marked as assumed. Undefined when nobody is named as sender.
 */
export function personOf(heard: Heard, { people, policy }: Services): Person | undefined {
  const account = accountOf(heard);
  if (!account) return undefined;
  const person = people.of(account, heard.from?.name ?? '', defaultRoleOn(policy.school, heard.channelId));
  const known = people.lists(account) || Object.hasOwn(policy.school.defaultRoles, heard.channelId);
  return known ? person : { ...person, assumed: true };
}
