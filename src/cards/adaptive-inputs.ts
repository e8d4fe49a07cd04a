import type { AdaptiveInput } from './adaptive-schema.js';
import type { Choice, Field } from './card.js';
import { sayingOf } from './card.js';

/** Inputs in which somebody types free words are marked, because such words are looked through for danger. */
export const typedMark = 'typed.';
/** The input for a question that has more choices than a card may have buttons. */
export const choiceInput = 'choice';
/** Up to so many options are shown at once; more are opened as a list. */
const mostExpanded = 5;

/** The question's choices as radio buttons, in the words that are also understood when typed. */
export function choicesInput(choices: readonly Choice[], label: string): AdaptiveInput {
  return {
    type: 'Input.ChoiceSet',
    id: choiceInput,
    label,
    style: 'expanded',
    wrap: true,
    isRequired: true,
    errorMessage: 'Please choose one, or type your answer.',
    choices: choices.map((choice) => ({ title: choice.label, value: sayingOf(choice) })),
  };
}

/** One field of a form. What is wrong stands in the label, so that it is read out with the input. */
export function fieldInput(field: Field): AdaptiveInput {
  const { id, label, value, error, missing } = field;
  const base = {
    label: error ? `${label} (${error})` : label,
    ...(value === undefined ? {} : { value }),
    ...(missing ? { isRequired: true as const, errorMessage: missing } : {}),
  };
  switch (field.input) {
    case 'one':
    case 'several':
      return {
        type: 'Input.ChoiceSet',
        id,
        ...base,
        style: field.input === 'several' || field.options.length <= mostExpanded ? 'expanded' : 'compact',
        ...(field.input === 'several' ? { isMultiSelect: true } : {}),
        wrap: true,
        choices: field.options.map((option) => ({ title: option.label, value: option.value })),
      };
    case 'day':
      return { type: 'Input.Date', id, ...base, max: field.latest };
    case 'line':
    case 'text':
      return {
        type: 'Input.Text',
        id: `${typedMark}${id}`,
        ...base,
        ...(field.input === 'text' ? { isMultiline: true } : {}),
        maxLength: field.most,
      };
  }
}
