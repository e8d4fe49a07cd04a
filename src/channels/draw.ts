import { type Activity, ActivityTypes, InputHints, TextFormatTypes } from 'botbuilder';
import { renderAdaptive } from '../cards/adaptive.js';
import type { Card } from '../cards/card.js';
import { pagesOf } from '../cards/pages.js';
import { renderText } from '../cards/text.js';
import { renderWhatsApp } from '../cards/whatsapp.js';

/** The attachment in which a message goes to the WhatsApp adapter as it is. */
export const whatsAppType = 'application/vnd.lollipop.whatsapp+json';

/**
 * The longest message, in bytes of its JSON. Teams takes 28 KB everywhere (webhooks and workflows are the
 * strictest), a bot's own messages more; the rest is room for what the channel adds.
 */
export const mostBytes = 24_000;
/** A number, or a word such as `false`. */
const longestOther = 30;
/** What a notification shows of a card (the Activity's `summary`). */
const longestSummary = 200;

/** Cards as the messages to send on the channel. */
export function draw(cards: readonly Card[], channel: string): Partial<Activity>[] {
  return channel === 'whatsapp' ? drawForWhatsApp(cards) : drawForTeams(cards);
}

/** Plain words go together with what follows them, so that a turn is few messages. */
function drawForWhatsApp(cards: readonly Card[]): Partial<Activity>[] {
  const joined: Card[] = [];
  for (const card of cards) {
    const before = joined.at(-1);
    const joins = before && isPlain(before) && !card.title;
    if (joins)
      joined[joined.length - 1] = {
        ...card,
        text: [...before.text, before.ask ?? '', ...card.text].filter(Boolean),
      };
    else joined.push(card);
  }
  return joined.flatMap(renderWhatsApp).map((content) => ({
    type: ActivityTypes.Message,
    attachments: [{ contentType: whatsAppType, content }],
  }));
}

/** Plain words as text, everything else as an Adaptive Card. */
function drawForTeams(cards: readonly Card[]): Partial<Activity>[] {
  const messages: Partial<Activity>[] = [];
  let words: string[] = [];
  const flush = (): void => {
    if (words.length > 0) messages.push(textMessage(words.join('\n\n')));
    words = [];
  };
  for (const card of cards) {
    if (isPlain(card)) {
      words.push(renderText(card));
      continue;
    }
    flush();
    messages.push(...cardMessages(card));
  }
  flush();
  return messages;
}

/** Nothing in it that needs drawing: paragraphs, and perhaps a closing line. */
function isPlain({ title, paste, file, form, ...card }: Card): boolean {
  const { quotes, facts, list, links, choices, shortcuts } = card;
  const parts = [quotes, facts, list, links, choices, shortcuts];
  return !title && !paste && !file && !form && parts.every((part) => !part?.length);
}

function textMessage(text: string): Partial<Activity> {
  return {
    type: ActivityTypes.Message,
    text,
    textFormat: TextFormatTypes.Plain,
    inputHint: InputHints.AcceptingInput,
  };
}

/** The card as Adaptive Cards, also where it could be said in plain words. Few take more than one. */
export function cardMessages(card: Card): Partial<Activity>[] {
  const drawn = new Map<Card, Partial<Activity>>();
  const drawnOf = (page: Card): Partial<Activity> => {
    const message = drawn.get(page) ?? cardMessage(page);
    drawn.set(page, message);
    return message;
  };
  return pagesOf(card, (page) => fits(drawnOf(page))).map(drawnOf);
}

/** Most messages are so small that it is seen without writing them out. */
function fits(message: Partial<Activity>): boolean {
  return longestJson(message) <= mostBytes || Buffer.byteLength(JSON.stringify(message), 'utf8') <= mostBytes;
}

/** Bytes that the JSON of a value has at the most: each character of a text may be written as `\u0000`. */
export function longestJson(value: unknown): number {
  if (typeof value === 'string') return value.length * 6 + 2;
  if (typeof value !== 'object' || value === null) return longestOther;
  let bytes = 2;
  if (Array.isArray(value)) for (const one of value) bytes += longestJson(one) + 1;
  else for (const [key, one] of Object.entries(value)) bytes += key.length * 6 + longestJson(one) + 4;
  return bytes;
}

function cardMessage(card: Card): Partial<Activity> {
  return {
    type: ActivityTypes.Message,
    summary: (card.title ?? renderText(card).split('\n', 1)[0] ?? '').slice(0, longestSummary),
    inputHint: InputHints.AcceptingInput,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: renderAdaptive(card) }],
  };
}
