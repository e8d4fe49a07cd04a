import type { AdaptiveAction, AdaptiveBlock, AdaptiveCard, PressedData } from '../cards/adaptive.js';
import { choiceInput } from '../cards/adaptive-inputs.js';

/** A card as it arrives over the wire, drawn for a terminal: text, then numbered choices. */
export function cardAsText(card: AdaptiveCard): string {
  const links = actionsOf(card).flatMap((action) =>
    action.type === 'Action.OpenUrl' ? [`${action.title}: ${action.url}`] : [],
  );
  const choices = buttonsOf(card).map(({ title }, i) => `  ${i + 1}. ${title}`);
  const after = [...links, ...(choices.length > 0 ? [choices.join('\n')] : [])];
  return [bodyAsText(card.body), ...after].filter((part) => part !== '').join('\n\n');
}

/** Paragraphs stand apart; the lines of one list stand together. */
function bodyAsText(body: readonly AdaptiveBlock[]): string {
  return body.reduce((text, block, i) => {
    const before = body[i - 1];
    if (!before) return blockAsText(block);
    const together = isLine(before) && isLine(block);
    return `${text}${together ? '\n' : '\n\n'}${blockAsText(block)}`;
  }, '');
}

/** A numbered choice, an item of a list, or a fact with its label, as `renderAdaptive` draws them. */
function isLine(block: AdaptiveBlock): boolean {
  if (block.type === 'ColumnSet') return true;
  if (block.type !== 'RichTextBlock') return false;
  const [first, ...others] = block.inlines;
  if (!first) return false;
  return others.length > 0 ? first.weight === 'Bolder' : /^(?:\d{1,2}\. |•)/.test(first.text);
}

/** What pressing the choice with this number, from 1, sends. Undefined when there is none. */
export function pressOn(card: AdaptiveCard, number: number): PressedData | undefined {
  return buttonsOf(card)[number - 1]?.data;
}

function blockAsText(block: AdaptiveBlock): string {
  switch (block.type) {
    case 'RichTextBlock':
      return block.inlines.map(({ text }) => text).join('');
    case 'Container':
      return block.items.map((item) => indent(blockAsText(item))).join('\n');
    case 'ColumnSet':
      return block.columns.flatMap(({ items }) => items.map(blockAsText)).join(': ');
    case 'Input.ChoiceSet':
    case 'Input.Date':
    case 'Input.Text':
      return block.label;
  }
}

/** What can be pressed. Radio buttons count as buttons here. */
function buttonsOf(card: AdaptiveCard): readonly { title: string; data: PressedData }[] {
  const submits = submitsOf(card);
  for (const block of card.body) {
    if (block.type !== 'Input.ChoiceSet' || block.id !== choiceInput) continue;
    const [choose] = submits;
    return block.choices.map(({ title, value }) => ({ title, data: { ...choose?.data, say: value } }));
  }
  return submits;
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
