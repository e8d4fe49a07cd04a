import { type Card, say } from '../src/cards/card.js';

/** A question's card after a button of it was pressed: the same words, the answer, and no buttons. */
export function answeredCard(asked: Card, label: string): Card {
  const { choices: _choices, of: _of, shortcuts: _shortcuts, form: _form, ask, ...rest } = asked;
  return { ...rest, ask: `${ask ?? ''} You chose: ${label}.`.trim() };
}

/** What a card becomes when a button of it belongs to an earlier question. */
export const closedCard: Card = say('This question is closed.');
