import { choicesInput, fieldInput } from './adaptive-inputs.js';
import type {
  AdaptiveAction,
  AdaptiveBlock,
  AdaptiveCard,
  Column,
  PressedData,
  TextRun,
} from './adaptive-schema.js';
import { type Card, type Choice, type Fact, sayingOf } from './card.js';
import { plainFallback, plainRun, plainSpeech } from './inert.js';
import { renderText } from './text.js';

export type {
  AdaptiveAction,
  AdaptiveBlock,
  AdaptiveCard,
  AdaptiveInput,
  PressedData,
} from './adaptive-schema.js';

/** Adaptive Card version that Teams renders everywhere (Teams supports up to 1.5). */
const version = '1.5';
/** A card in Teams may carry this many buttons before some clients hide them (Teams design rules). */
export const mostActions = 6;
/** The block that holds the text of a file, which stands there and nowhere else on the card. */
export const fileBlock = 'file';
/** The width of a row with a bar, and how much of it the label takes. */
const rowWidth = 100;
const labelWidth = 40;
/** Room for the number in the shortest bar. */
const shortestBar = 12;

/**
 * The card for Teams. RichTextBlock is used throughout because a TextRun shows its text as it is,
 * where a TextBlock or FactSet would read Markdown in it. More choices than a card may have buttons
 * become radio buttons; typing the number or the words works as well.
 */
export function renderAdaptive(card: Card): AdaptiveCard {
  const links = card.links ?? [];
  const choices = card.choices ?? [];
  const fits = links.length + choices.length + (card.form ? 1 : 0) <= mostActions;
  const body = bodyOf(card);
  if (card.form) body.push(...card.form.fields.map(fieldInput));
  if (!fits) body.push(choicesInput(choices, card.ask ?? 'Your answer'));
  else if (card.ask) body.push(block({ text: card.ask }));

  const actions: AdaptiveAction[] = [];
  if (card.form) {
    const data: PressedData = { ...pressedBy(card.form.submit, card.of), form: true };
    actions.push({ type: 'Action.Submit', title: card.form.submit.label, data });
  }
  if (!fits)
    actions.push({ type: 'Action.Submit', title: 'Choose', data: pressedBy({ label: '' }, card.of) });
  for (const choice of fits ? choices : []) {
    const apart = card.form ? { associatedInputs: 'none' as const } : {};
    actions.push({ type: 'Action.Submit', title: choice.label, data: pressedBy(choice, card.of), ...apart });
  }
  for (const { label, url } of links) actions.push({ type: 'Action.OpenUrl', title: label, url });
  for (const { label, says, of } of card.shortcuts ?? []) {
    actions.push({ type: 'Action.Submit', title: label, data: { say: says, of } });
  }
  const text = renderText(withoutContent(card));
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version,
    fallbackText: plainFallback(text),
    speak: plainSpeech(text),
    body,
    ...(actions.length > 0 ? { actions: actions.slice(0, mostActions) } : {}),
  };
}

/** What pressing the choice of a card sends back. */
export function pressedBy(choice: Choice, of: string | undefined): PressedData {
  return { say: sayingOf(choice), ...(of ? { of } : {}) };
}

function bodyOf(card: Card): AdaptiveBlock[] {
  const body: AdaptiveBlock[] = [];
  if (card.title) body.push(block({ text: card.title, weight: 'Bolder', size: 'Medium' }));
  for (const paragraph of card.text) body.push(block({ text: paragraph }));
  if (card.paste) body.push({ type: 'Container', style: 'emphasis', items: [block({ text: card.paste })] });
  for (const { words, source } of card.quotes ?? []) {
    const items = [block({ text: `“${words}”`, italic: true }), block({ text: source, isSubtle: true })];
    body.push({ type: 'Container', style: 'emphasis', items });
  }
  for (const fact of card.facts ?? []) body.push(...factBlocks(fact));
  for (const item of card.list ?? []) body.push(block({ text: `•  ${item}` }));
  if (card.file) {
    body.push(block({ text: card.file.name, weight: 'Bolder' }));
    body.push({ ...block({ text: card.file.content }), id: fileBlock });
  }
  return body;
}

function factBlocks({ label, value, bars = [] }: Fact): AdaptiveBlock[] {
  if (bars.length === 0) return [block({ text: `${label}: `, weight: 'Bolder' }, { text: value })];
  const longest = Math.max(...bars.map(({ length }) => length), 1);
  return [
    block({ text: label, weight: 'Bolder' }),
    ...bars.map(
      (bar): AdaptiveBlock => ({
        type: 'ColumnSet',
        spacing: 'Small',
        columns: columnsOf(bar.label, bar.value, bar.length / longest),
      }),
    ),
  ];
}

const centred = { verticalContentAlignment: 'Center' } as const;

/** A label, a bar that is so long of the longest (0 to 1) with its number in it, and the rest of the row. */
function columnsOf(label: string, value: string, share: number): Column[] {
  const most = rowWidth - labelWidth;
  const width = Math.max(shortestBar, Math.round(share * most));
  return [
    { type: 'Column', width: labelWidth, ...centred, items: [block({ text: label })] },
    { type: 'Column', width, style: 'accent', ...centred, items: [block({ text: value })] },
    ...(width < most ? [{ type: 'Column', width: most - width, items: [] } as const] : []),
  ];
}

/** A file's text is shown once: it would be read out and counted three times otherwise. */
function withoutContent(card: Card): Card {
  return card.file ? { ...card, file: { ...card.file, content: '' } } : card;
}

function block(...runs: readonly Omit<TextRun, 'type'>[]) {
  return {
    type: 'RichTextBlock' as const,
    inlines: runs.map((run) => ({ type: 'TextRun' as const, ...run, text: plainRun(run.text) })),
  };
}
