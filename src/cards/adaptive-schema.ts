/** The parts of Adaptive Cards 1.5 that the bot uses. Teams shows no later version everywhere. */
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
  | { type: 'RichTextBlock'; id?: string; spacing?: string; separator?: boolean; inlines: readonly TextRun[] }
  | { type: 'Container'; style: 'emphasis'; items: readonly AdaptiveBlock[] }
  | { type: 'ColumnSet'; spacing: 'Small'; columns: readonly Column[] }
  | AdaptiveInput;

export interface Column {
  type: 'Column';
  /** A share of the row, in the same unit for all columns of it. */
  width: number;
  style?: 'accent';
  verticalContentAlignment?: 'Center';
  items: readonly AdaptiveBlock[];
}

export interface TextRun {
  type: 'TextRun';
  text: string;
  weight?: 'Bolder';
  size?: 'Medium';
  italic?: boolean;
  isSubtle?: boolean;
}

interface InputBase {
  id: string;
  label: string;
  value?: string;
  isRequired?: true;
  errorMessage?: string;
}

export type AdaptiveInput = InputBase &
  (
    | {
        type: 'Input.ChoiceSet';
        style: 'expanded' | 'compact';
        isMultiSelect?: true;
        wrap: true;
        choices: readonly { title: string; value: string }[];
      }
    | { type: 'Input.Date'; max: string }
    | { type: 'Input.Text'; isMultiline?: true; maxLength: number }
  );

export type AdaptiveAction =
  | { type: 'Action.Submit'; title: string; data: PressedData; associatedInputs?: 'none' }
  | { type: 'Action.OpenUrl'; title: string; url: string };

/** What a button sends back, with what stands in the inputs: `say` is handled as if the person had typed it. */
export interface PressedData {
  say: string;
  of?: string;
  /** Present where the card has a form, whose inputs come beside it. */
  form?: true;
}
