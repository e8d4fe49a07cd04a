import { type Card, say } from '../src/cards/card.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import type { Order } from '../src/language/commands.js';
import { ageFact, type Platform } from '../src/policy/platforms.js';
import type { Policy } from '../src/policy/policy.js';
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

/** What the policy's text lacks, and where the world has moved on from it (policy rules, traps D3 and D4). */
function outOfDate(now: Date, policy: Policy): string[] {
  const starred = /\w\*/.test(policy.text) && !/(?:^|\s)\*\s?\w/.test(policy.text);
  return [
    ...(starred
      ? ['It puts a star after some words (“not allowed*”), but the note that the star points to is missing.']
      : []),
    ...policy.platforms.flatMap((platform) => ageLine(platform, now, policy.text)),
    ...(policy.agesOverdue(now) ? ['The minimum ages that I know must be checked again.'] : []),
  ];
}

/** A minimum age that the policy prints ("WhatsApp is 16+") and that is another one today. */
function ageLine(platform: Platform, now: Date, text: string): string[] {
  const printed = new RegExp(`\\b${platform.name} is (\\d{1,2})\\+`).exec(text)?.[1];
  const today = ageFact(platform, now);
  if (printed === undefined || !today || platform.age?.years === Number(printed)) return [];
  return [`It says that ${platform.name} is ${printed}+. ${today.text}`];
}
