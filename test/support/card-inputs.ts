import type { AdaptiveCard, AdaptiveInput } from '../../src/cards/adaptive.js';
import { choiceInput } from '../../src/cards/adaptive-inputs.js';

/** What a client sends when a button is pressed: its data, with what stands in the inputs beside it. */
export type Sent = Readonly<Record<string, unknown>>;

/** What pressing the button with this label sends. A radio button is chosen and then handed in. */
export function pressOf(card: AdaptiveCard, label: string): Sent | undefined {
  const submits = submitsOf(card);
  for (const input of inputsOf(card)) {
    if (input.type !== 'Input.ChoiceSet' || input.id !== choiceInput) continue;
    const choice = input.choices.find(({ title }) => title === label);
    const [choose] = submits;
    return choice && choose && { ...choose.data, [choiceInput]: choice.value };
  }
  const button = submits.find(({ title }) => title === label);
  if (!button) return undefined;
  return { ...(button.data.form ? valuesOf(card) : {}), ...button.data };
}

/** The card as somebody has filled it in: inputs by the beginning of their label, options by their words. */
export function filledIn(card: AdaptiveCard, words: Readonly<Record<string, string>>): AdaptiveCard {
  const inputs = inputsOf(card);
  const values = new Map<string, string>();
  for (const [label, value] of Object.entries(words)) {
    const input = inputs.find((one) => one.label.startsWith(label));
    if (!input)
      throw new Error(`the card has no input "${label}": ${inputs.map((one) => one.label).join(', ')}`);
    values.set(input.id, valueFor(input, value));
  }
  const body = card.body.map((block) => {
    const value = 'id' in block && block.id !== undefined ? values.get(block.id) : undefined;
    return value === undefined ? block : { ...block, value };
  });
  return { ...card, body };
}

export function inputsOf({ body }: AdaptiveCard): AdaptiveInput[] {
  return body.flatMap((block) =>
    block.type === 'Input.ChoiceSet' || block.type === 'Input.Date' || block.type === 'Input.Text'
      ? [block]
      : [],
  );
}

function valueFor(input: AdaptiveInput, words: string): string {
  if (input.type !== 'Input.ChoiceSet' || words === '') return words;
  const wanted = input.isMultiSelect ? words.split(' + ') : [words];
  return wanted
    .map((title) => {
      const choice = input.choices.find((one) => one.title === title);
      if (!choice) throw new Error(`"${input.label}" has no option "${title}"`);
      return choice.value;
    })
    .join(',');
}

function valuesOf(card: AdaptiveCard): Record<string, string> {
  return Object.fromEntries(inputsOf(card).map(({ id, value }) => [id, value ?? '']));
}

function submitsOf({ actions = [] }: AdaptiveCard) {
  return actions.flatMap((action) => (action.type === 'Action.Submit' ? [action] : []));
}
