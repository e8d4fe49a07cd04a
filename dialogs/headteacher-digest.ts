import { DateTime } from 'luxon';
import { type Card, say } from '../src/cards/card.js';
import { menuIdentity } from '../src/cards/identity.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import type { Order } from '../src/language/commands.js';
import { sayDays } from '../src/language/say-dates.js';
import { everything, openWords } from './headteacher-summary.js';

/** The name under which a person's wish is kept; its values are `on` and `off`. Never set means off. */
export const digestSetting = 'digest';

/** Turns the weekly digest on or off for the person who asks, or says which it is. */
export async function digest(order: Order, message: Message, services: Services): Promise<Reply> {
  const { account } = message.turn.person;
  if (order.on === undefined) {
    const on = (await services.settings.get(account, digestSetting)) === 'on';
    const words = on
      ? 'The weekly digest is on. Say digest off to stop it.'
      : 'The weekly digest is off. Say digest on to get it.';
    return { cards: [say(words)] };
  }
  await services.settings.set(account, digestSetting, order.on ? 'on' : 'off');
  return {
    cards: [
      order.on
        ? say(
            'You will get the weekly digest on Mondays at 8am.',
            'It has counts and no names. Say digest off to stop it.',
          )
        : say('I have turned the weekly digest off.', 'Say digest on to get it again.'),
    ],
  };
}

/** What the digest says on a Monday: the week before, what is open, and what waits. It names nobody. */
export async function digestCard(services: Services, now: Date): Promise<Card> {
  const today = DateTime.fromJSDate(now, { zone: services.policy.school.timezone }).startOf('day');
  const from = today.minus({ days: 7 }).toFormat('yyyy-MM-dd');
  const to = today.minus({ days: 1 }).toFormat('yyyy-MM-dd');
  const week = await services.incidents.summary({ from, to }, now);
  const all = await services.incidents.summary(everything(services, now), now);
  const questions = (await services.questions.list()).length;
  const waiting = all.byStatus.find(({ value }) => value === 'waiting')?.count ?? 0;
  return {
    title: `The week of ${sayDays(from, to)}`,
    text: services.policy.overdue(now)
      ? ['The policy is past its review date. Say policy status for more.']
      : [],
    facts: [
      { label: 'New reports', value: String(week.total) },
      { label: 'Not closed', value: openWords(all.open) },
      { label: 'Waiting', value: String(waiting) },
      ...(questions > 0 ? [{ label: 'Questions I could not answer', value: String(questions) }] : []),
    ],
    ask: 'Say incidents to see them. Say digest off to stop this message.',
    shortcuts: [{ label: 'Incidents', says: 'incidents', of: menuIdentity }],
  };
}
