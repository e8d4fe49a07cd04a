import type { AdaptiveAction, AdaptiveBlock, AdaptiveCard, PressedData } from '../cards/adaptive.js';

/** A card as it arrives over the wire, drawn for a terminal: text, then numbered choices. */
export function cardAsText(card: AdaptiveCard): string {
  const blocks = card.body.map(blockAsText);
  const links = actionsOf(card).flatMap((action) =>
    action.type === 'Action.OpenUrl' ? [`${action.title}: ${action.url}`] : [],
  );
  const choices = submitsOf(card).map(({ title }, i) => `  ${i + 1}. ${title}`);
  return [...blocks, ...links, ...(choices.length > 0 ? [choices.join('\n')] : [])].join('\n\n');
}

/** What pressing the choice with this number, from 1, sends. Undefined when there is none. */
export function pressOn(card: AdaptiveCard, number: number): PressedData | undefined {
  return submitsOf(card)[number - 1]?.data;
}

function blockAsText(block: AdaptiveBlock): string {
  switch (block.type) {
    case 'RichTextBlock':
      return block.inlines.map(({ text }) => text).join('');
    case 'Container':
      return block.items.map((item) => indent(blockAsText(item))).join('\n');
  }
}

function indent(text: string): string {
  return text.replace(/^/gm, '  | ');
}

function actionsOf(card: AdaptiveCard): readonly AdaptiveAction[] {
  return card.actions ?? [];
}

function submitsOf(card: AdaptiveCard) {
  return actionsOf(card).filter((action) => action.type === 'Action.Submit');
}
