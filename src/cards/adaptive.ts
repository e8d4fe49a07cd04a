import { type Card, type Choice, sayingOf } from './card.js';
import { renderText } from './text.js';

/** Adaptive Card version that Teams renders everywhere (Teams supports up to 1.5). */
const version = '1.5';
/** A card in Teams may carry this many buttons before some clients hide them (Teams design rules). */
export const mostActions = 6;

export interface AdaptiveCard {
  type: 'AdaptiveCard';
  $schema: string;
  version: string;
  fallbackText: string;
  speak: string;
  body: readonly AdaptiveBlock[];
  actions?: readonly AdaptiveAction[];
}

export type AdaptiveBlock =
  | { type: 'RichTextBlock'; spacing?: string; separator?: boolean; inlines: readonly TextRun[] }
  | { type: 'Container'; style: 'emphasis'; items: readonly AdaptiveBlock[] };

export interface TextRun {
  type: 'TextRun';
  text: string;
  weight?: 'Bolder';
  size?: 'Medium';
  italic?: boolean;
  isSubtle?: boolean;
}

export type AdaptiveAction =
  | { type: 'Action.Submit'; title: string; data: PressedData }
  | { type: 'Action.OpenUrl'; title: string; url: string };

/** What a button sends back: `say` is handled as if the person had typed it. */
export interface PressedData {
  say: string;
  of?: string;
}

/**
 * The card for Teams. RichTextBlock is used throughout because a TextRun shows its text as it is,
 * where a TextBlock or FactSet would read Markdown in it. Choices past the sixth are listed as
 * numbered text, which works by typing the number or the words.
 */
export function renderAdaptive(card: Card): AdaptiveCard {
  const body: AdaptiveBlock[] = [];
  if (card.title) body.push(block({ text: card.title, weight: 'Bolder', size: 'Medium' }));
  for (const paragraph of card.text) body.push(block({ text: paragraph }));
  if (card.paste) body.push({ type: 'Container', style: 'emphasis', items: [block({ text: card.paste })] });
  for (const { words, source } of card.quotes ?? []) {
    body.push({
      type: 'Container',
      style: 'emphasis',
      items: [block({ text: `“${words}”`, italic: true }), block({ text: source, isSubtle: true })],
    });
  }
  for (const { label, value } of card.facts ?? []) {
    body.push(block({ text: `${label}: `, weight: 'Bolder' }, { text: value }));
  }
  for (const item of card.list ?? []) body.push(block({ text: `•  ${item}` }));
  if (card.file)
    body.push(block({ text: card.file.name, weight: 'Bolder' }), block({ text: card.file.content }));
  if (card.ask) body.push(block({ text: card.ask }));

  const links = card.links ?? [];
  const choices = card.choices ?? [];
  const fits = links.length + choices.length <= mostActions;
  if (!fits) body.push(...choices.map(({ label }, i) => block({ text: `${i + 1}. ${label}` })));
  const actions: AdaptiveAction[] = links.map(({ label, url }) => ({
    type: 'Action.OpenUrl',
    title: label,
    url,
  }));
  for (const choice of fits ? choices : []) {
    actions.push({ type: 'Action.Submit', title: choice.label, data: pressedBy(choice, card.of) });
  }
  const text = renderText(card);
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version,
    fallbackText: text,
    speak: text,
    body,
    ...(actions.length > 0 ? { actions: actions.slice(0, mostActions) } : {}),
  };
}

/** What pressing the choice of a card sends back. */
export function pressedBy(choice: Choice, of: string | undefined): PressedData {
  return { say: sayingOf(choice), ...(of ? { of } : {}) };
}

function block(...runs: readonly Omit<TextRun, 'type'>[]): AdaptiveBlock {
  return { type: 'RichTextBlock', inlines: runs.map((run) => ({ type: 'TextRun', ...run })) };
}
