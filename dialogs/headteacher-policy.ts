import { type Card, say } from '../src/cards/card.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import type { Order } from '../src/language/commands.js';
import { ageNote } from '../src/policy/platforms.js';
import { dayInWords } from '../src/policy/school.js';

/** How the policy stands, what in it is out of date, and what the school has not configured. */
export async function policyStatus(_order: Order, { turn }: Message, { policy }: Services): Promise<Reply> {
  const { title, agreed, agreedBy, nextReview } = policy.school.policy;
  const review = policy.overdue(turn.now)
    ? `Its review was due in ${nextReview}, so it is overdue.`
    : `Its next review is due in ${nextReview}.`;
  const status: Card = {
    title,
    text: [`It was agreed on ${dayInWords(agreed)} by ${agreedBy}. ${review}`],
    list: outOfDate(turn.now, policy),
  };
  const missing = policy.missing();
  const set: Card =
    missing.length === 0
      ? say('Everything that I need is configured.')
      : {
          title: 'What is not configured',
          text: ['I say plainly that I do not have these. Whoever looks after me can fill them in.'],
          list: missing,
        };
  return { cards: [status, set] };
}

/** Where the world has moved on from what the policy prints (policy rules, traps D2 to D6). */
function outOfDate(now: Date, policy: Services['policy']): string[] {
  const whatsapp = policy.platforms.find(({ id }) => id === 'whatsapp');
  const age = whatsapp && ageNote(whatsapp, now);
  return [
    'It marks some posts as “not allowed*”, but the note that the star points to is missing.',
    ...(age
      ? [`It gives its own minimum ages. WhatsApp today: ${age.text}${age.asOf ? ` (${age.asOf})` : ''}`]
      : []),
    ...(policy.agesOverdue(now) ? ['The platforms’ minimum ages that I know must be checked again.'] : []),
  ];
}
