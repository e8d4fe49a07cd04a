import { DateTime } from 'luxon';
import { digestCard } from '../../dialogs/headteacher.js';
import type { Services } from '../conversation/dialog.js';
import { afterQuiet } from '../conversation/quiet.js';

/** The weekly digest is made on Monday morning at this hour of the school's clock. */
const hour = 8;

/**
 * Owes the weekly digest to everybody who has turned it on. The week is in its key, so it is owed once
 * however often this is asked, also by two processes.
 */
export async function oweDigests(services: Services, now: Date): Promise<void> {
  const { school } = services.policy;
  const moment = DateTime.fromJSDate(now, { zone: school.timezone });
  if (moment.weekday !== 1 || moment.hour < hour) return;
  const readers = [...services.people.holding('headteacher'), ...services.people.holding('deputy_head')];
  for (const { account } of readers) {
    if ((await services.settings.get(account, 'digest')) !== 'on') continue;
    const key = `digest:${account}:${moment.toFormat("kkkk-'W'WW")}`;
    if (await services.outbox.forKey(key)) continue;
    const card = await digestCard(services, now);
    const notBefore = afterQuiet(now, school.quietHours, school.timezone);
    await services.outbox.owe(
      [{ key, recipient: account, sort: 'digest', card, urgent: false, notBefore }],
      now,
    );
  }
}
