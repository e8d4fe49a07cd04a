import { askCard, type Card, type Field, say } from '../src/cards/card.js';
import type { Noted, Reply } from '../src/conversation/dialog.js';
import type { Open } from '../src/conversation/talk.js';

/** What is known beside the answers, and goes along from page to page. */
export interface Known {
  /** What kind of person posted it is known, and is not asked. */
  poster: boolean;
  /** Mark of the words for which the danger question was put with 999 above it. */
  warnedOf: string;
}

/** What the window shows next. */
export interface Page {
  cards: readonly Card[];
  /** To be filled in under the cards. */
  form?: readonly Field[];
  open?: Open;
  known: Known;
  told?: true;
  /** Whether the report is in the log, or was before. */
  sent?: true;
  /** As in a chat's reply. */
  noted?: Noted;
}

export const nothingKnown: Known = { poster: false, warnedOf: '' };

/** A button that asks somebody for a call was pressed once more. */
export const pressedTwice: Page = {
  cards: [say('You have pressed that already, and I have done it once.', 'You can close this window.')],
  known: nothingKnown,
};

/** The same button was pressed while the first press is still being worked on, or its process has died. */
export function notDoneYet(waiting: Open): Page {
  const ask =
    'I am still working on that, so I cannot say yet that it is done. Please wait a minute and press again.';
  return {
    cards: [askCard(waiting.of ?? 'window', ask, waiting.choices)],
    known: nothingKnown,
    open: waiting,
  };
}

/** A page of another dialog. A report that waits for more than a choice is drawn as the form. */
export function pageOf(reply: Reply, known: Known = nothingKnown): Page {
  const { cards, open: waiting, told, noted } = reply;
  return {
    cards,
    known,
    ...(waiting ? { open: waiting } : {}),
    ...(told ? { told } : {}),
    ...(noted ? { noted } : {}),
  };
}
