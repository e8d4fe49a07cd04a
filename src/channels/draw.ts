import { type Activity, ActivityTypes, InputHints, TextFormatTypes } from 'botbuilder';
import { renderAdaptive } from '../cards/adaptive.js';
import type { Card } from '../cards/card.js';
import { renderText } from '../cards/text.js';

/** Cards as the messages to send: plain words as text, everything else as an Adaptive Card. */
export function draw(cards: readonly Card[]): Partial<Activity>[] {
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
    messages.push(cardMessage(card));
  }
  flush();
  return messages;
}

/** Nothing in it that needs drawing: paragraphs, and perhaps a closing line. */
function isPlain({ title, quotes, facts, list, paste, links, choices, file }: Card): boolean {
  return !title && !paste && !file && [quotes, facts, list, links, choices].every((part) => !part?.length);
}

function textMessage(text: string): Partial<Activity> {
  return {
    type: ActivityTypes.Message,
    text,
    textFormat: TextFormatTypes.Plain,
    inputHint: InputHints.AcceptingInput,
  };
}

function cardMessage(card: Card): Partial<Activity> {
  return {
    type: ActivityTypes.Message,
    summary: card.title ?? card.text[0] ?? card.ask ?? '',
    inputHint: InputHints.AcceptingInput,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: renderAdaptive(card) }],
  };
}
