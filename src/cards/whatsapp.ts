import { type PressedData, pressedBy } from './adaptive.js';
import type { Card } from './card.js';
import { plainWhatsApp } from './inert.js';
import { splitText } from './split.js';
import { renderText } from './text.js';

/** What WhatsApp takes, in characters and pieces (Cloud API reference, messages). */
export const limits = {
  text: 4096,
  /** The words above buttons. Those above a list may have 4096; one limit is simpler to hold. */
  body: 1024,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  rows: 10,
  rowTitle: 24,
  rowId: 200,
} as const;

/** What the button that opens a list says. */
const openList = 'Choose';

/** A message in the form in which the Cloud API takes it, without the person it is for. */
export type WhatsAppMessage =
  | { type: 'text'; text: { body: string; preview_url: false } }
  | { type: 'interactive'; interactive: Interactive };

export type Interactive =
  | { type: 'button'; body: { text: string }; action: { buttons: readonly ReplyButton[] } }
  | {
      type: 'list';
      body: { text: string };
      action: { button: string; sections: readonly { rows: readonly ListRow[] }[] };
    };

export interface ReplyButton {
  type: 'reply';
  reply: { id: string; title: string };
}

export interface ListRow {
  id: string;
  title: string;
}

/**
 * The card as WhatsApp messages, in their order. Up to three short choices are buttons, up to ten a
 * list, and all others numbered text; each also works by its number or its words. Words to copy are a
 * message of their own, so that a person can hold and forward just them. Nothing is left out: what is
 * too long goes on in the next message.
 */
export function renderWhatsApp(card: Card): WhatsAppMessage[] {
  const { title, text, paste, ask, choices = [], ...others } = card;
  const rest = { ...others, ...(ask === undefined ? {} : { ask }) };
  if (paste === undefined) return withChoices({ ...rest, text, ...(title ? { title } : {}) }, card);
  const before = plainWhatsApp(renderText({ text, ...(title ? { title } : {}) }));
  const hasRest = choices.length > 0 || renderText({ ...rest, text: [] }) !== '';
  return [
    ...textMessages(before),
    ...textMessages(paste),
    ...(hasRest ? withChoices({ ...rest, text: [] }, card) : []),
  ];
}

/** The id of a button or row, which comes back when it is pressed: what pressing it says, as it is. */
export function pressedId(data: PressedData): string {
  return JSON.stringify(data);
}

function withChoices(words: Card, { choices = [], of }: Card): WhatsAppMessage[] {
  const body = plainWhatsApp(renderText(words));
  if (choices.length === 0) return textMessages(body);
  const numbered = choices.map(({ label }, i) => `${i + 1}. ${label}`).join('\n');
  const options = choices.map((choice) => ({
    id: pressedId(pressedBy(choice, of)),
    title: choice.label,
  }));
  const apart = new Set(options.map(({ title }) => title)).size === options.length;
  const within = (most: number, title: number, id: number): boolean =>
    apart &&
    options.length <= most &&
    options.every((one) => one.title.length <= title && one.id.length <= id);
  if (within(limits.buttons, limits.buttonTitle, limits.buttonId)) {
    const buttons = options.map((reply): ReplyButton => ({ type: 'reply', reply }));
    return above(body, words, (text) => ({ type: 'button', body: { text }, action: { buttons } }));
  }
  const whole = [body, numbered].filter((part) => part !== '').join('\n\n');
  if (!within(limits.rows, limits.rowTitle, limits.rowId)) return textMessages(whole);
  // The rows are hidden until the list is opened, so they stand in the words too.
  const asked = { ...words, ask: [words.ask, numbered].filter(Boolean).join('\n\n') };
  const sections = [{ rows: options }];
  return above(whole, asked, (text) => ({
    type: 'list',
    body: { text },
    action: { button: openList, sections },
  }));
}

/** The choices under all the words where they fit, else under the question, with the rest before it. */
function above(whole: string, words: Card, draw: (body: string) => Interactive): WhatsAppMessage[] {
  if (whole !== '' && whole.length <= limits.body) return [{ type: 'interactive', interactive: draw(whole) }];
  const { ask, ...rest } = words;
  const pieces =
    ask && ask.length <= limits.body
      ? [plainWhatsApp(renderText(rest)), plainWhatsApp(ask)]
      : splitText(whole, limits.body);
  const last = pieces.pop() ?? openList;
  return [
    ...pieces.flatMap((piece) => textMessages(piece)),
    { type: 'interactive', interactive: draw(last) },
  ];
}

function textMessages(text: string): WhatsAppMessage[] {
  return splitText(text, limits.text).map((body) => ({ type: 'text', text: { body, preview_url: false } }));
}
