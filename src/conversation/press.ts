import { type Card, sayingOf } from '../cards/card.js';
import { askedAs, questionOf, standingOf } from '../cards/identity.js';
import type { Reply } from './dialog.js';
import type { Open, Talk } from './talk.js';
import type { Turn } from './turn.js';

/** How much of a fresh id a button carries: enough to tell two askings of one question apart. */
const idLength = 8;

/**
 * The reply with an id of its own for the question that it asks, so that a button of an earlier asking is
 * known for one. The same question put once more, with nothing changed in between, keeps its id.
 */
export function freshlyAsked(reply: Reply, before: Talk, newId: () => string): Reply {
  const { open } = reply;
  if (!open?.of) return reply;
  const earlier = before.open;
  const same =
    questionOf(earlier?.of) === open.of && JSON.stringify(earlier?.state) === JSON.stringify(open.state);
  const of = (same ? earlier?.of : undefined) ?? askedAs(open.of, newId().slice(-idLength));
  const asked = (card: Card): Card =>
    card.of !== undefined && questionOf(card.of) === questionOf(of) ? { ...card, of } : card;
  const { instead } = reply;
  return {
    ...reply,
    cards: reply.cards.map(asked),
    open: { ...open, of },
    ...(instead ? { instead: asked(instead) } : {}),
  };
}

/** What waits for an answer, with the card that asked for it first. */
export function withCard(open: Open, { cards, instead }: Reply): Open {
  if (open.asked && open.asked.of === open.of) return open;
  const shown = instead ? [...cards, instead] : cards;
  const card = shown.findLast((one) => one.of !== undefined && one.of === open.of && hasButtons(one));
  if (!card) return open;
  const { file: _, ...asked } = card;
  return { ...open, asked };
}

/** The question that a press has just answered, and the words of the button; undefined when it is still open. */
export function answeredBy(
  { pressed }: Turn,
  before: Talk,
  after: Talk,
): { asked: Card; label: string } | undefined {
  const { open } = before;
  if (!pressed || !open?.asked || standingOf(open.of)) return undefined;
  if (open.of !== pressed.of && !pressed.filled) return undefined;
  if (after.open?.of === open.of) return undefined;
  const buttons = [...(open.asked.choices ?? []), ...(open.asked.form ? [open.asked.form.submit] : [])];
  const button = buttons.find((one) => sayingOf(one) === pressed.say);
  return button && { asked: open.asked, label: button.label };
}

function hasButtons({ choices, form }: Card): boolean {
  return form !== undefined || (choices?.length ?? 0) > 0;
}
