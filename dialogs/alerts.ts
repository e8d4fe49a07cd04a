import { DateTime } from 'luxon';
import type { Card } from '../src/cards/card.js';
import type { Services } from '../src/conversation/dialog.js';
import { afterQuiet } from '../src/conversation/quiet.js';
import type { Role } from '../src/people.js';
import type { Owed } from '../src/storage/outbox.js';

/** A message that the school's people are owed. It never holds what was reported. */
export interface Alert {
  key: string;
  sort: Owed['sort'];
  card: Card;
  urgent: boolean;
  incident?: number;
}

/**
 * The alert for everybody who holds the first of the roles that somebody holds. If it cannot be
 * delivered it goes on to the roles after that one. With nobody to send it to it is kept as
 * undeliverable, so that `show` can say so.
 */
export function alertTo(chain: readonly Role[], alert: Alert, now: Date, services: Services): Owed[] {
  const at = chain.findIndex((role) => services.people.holding(role).length > 0);
  const role = chain[at];
  const { school } = services.policy;
  const notBefore = alert.urgent ? now : afterQuiet(now, school.quietHours, school.timezone);
  const base = { ...alert, notBefore };
  if (role === undefined) return [base];
  const rest = chain.slice(at + 1);
  return services.people.holding(role).map(({ account: recipient }) => ({
    ...base,
    key: `${alert.key}:${recipient}`,
    recipient,
    ...(rest.length > 0 ? { otherwise: rest } : {}),
  }));
}

/** The alert for everybody who holds any of the roles, at once, each account one time. */
export function alertAll(wanted: readonly Role[], alert: Alert, now: Date, services: Services): Owed[] {
  const accounts = new Set(
    wanted.flatMap((role) => services.people.holding(role).map(({ account }) => account)),
  );
  return [...accounts].map((recipient) => ({
    ...alert,
    key: `${alert.key}:${recipient}`,
    recipient,
    notBefore: now,
  }));
}

/** A message for one person who reported something, in their private chat. */
export function messageFor(recipient: string, alert: Alert, now: Date, services: Services): Owed {
  const { school } = services.policy;
  return { ...alert, recipient, notBefore: afterQuiet(now, school.quietHours, school.timezone) };
}

/** When an ordinary alert made now is sent, in words that follow "I will send a message". */
export function alertTimeWords(now: Date, { policy }: Services): string {
  const { timezone, quietHours } = policy.school;
  const at = afterQuiet(now, quietHours, timezone);
  if (at.getTime() === now.getTime()) return 'now';
  const moment = DateTime.fromJSDate(at, { zone: timezone }).setLocale('en-GB');
  return `at ${moment.toFormat('h:mm')}${moment.toFormat('a').toLowerCase()} on ${moment.toFormat('cccc')}`;
}

export function someoneHolds(services: Services, ...roles: readonly Role[]): boolean {
  return roles.some((role) => services.people.holding(role).length > 0);
}
