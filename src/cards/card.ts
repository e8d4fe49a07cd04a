/**
 * Something to show a person, independent of the channel. A renderer draws it: `text.ts` for plain
 * text, `adaptive.ts` for Teams. All strings are plain text: no renderer reads Markdown or HTML in
 * them, so nothing that a person typed can become a link, a mention or a heading.
 */
export interface Card {
  title?: string;
  /** Paragraphs, answer first. */
  text: readonly string[];
  quotes?: readonly Quote[];
  facts?: readonly Fact[];
  list?: readonly string[];
  /** Words for the person to copy and use as their own. */
  paste?: string;
  links?: readonly Link[];
  /** Said after everything else, just above the choices: what happens next, or the open question. */
  ask?: string;
  choices?: readonly Choice[];
  /** What the choices are about (`identity.ts`), so that a press on an older card is noticed. */
  of?: string;
  /** Buttons for what the text already says how to say. A channel without buttons leaves them out. */
  shortcuts?: readonly Shortcut[];
  /** Questions to be filled in at once. A channel without inputs leaves them out; the text stands without them. */
  form?: Form;
  file?: File;
}

export interface Quote {
  words: string;
  source: string;
}

export interface Fact {
  label: string;
  value: string;
  /** The value as bars, where a channel can draw them. The value says the same in words. */
  bars?: readonly Bar[];
}

export interface Bar {
  label: string;
  /** What is said beside the bar: the number, or "1 or 2" where it is hidden. */
  value: string;
  /** How long the bar is, in units of the same measure for all. */
  length: number;
}

export interface Link {
  label: string;
  url: string;
}

export interface Choice {
  label: string;
  /** What pressing it says, when that is not the label. */
  says?: string;
}

export interface Shortcut {
  label: string;
  says: string;
  /** What the button is about. */
  of: string;
}

export interface Form {
  fields: readonly Field[];
  /** The button that hands the form in. */
  submit: Choice;
}

/** One input. `value` is what it holds when it is drawn, `error` what is wrong with that, said beside it. */
export type Field = {
  id: string;
  label: string;
  value?: string;
  error?: string;
  /** What is said when it is left empty. Absent: it may be. */
  missing?: string;
} & (
  | { input: 'one' | 'several'; options: readonly FieldOption[] }
  /** A day `YYYY-MM-DD`, not after `latest`. */
  | { input: 'day'; latest: string }
  | { input: 'line' | 'text'; most: number }
);

export interface FieldOption {
  label: string;
  value: string;
}

/** A file for the Headteacher (an export). Sent one-to-one only. */
export interface File {
  name: string;
  type: string;
  content: string;
}

/** A card of paragraphs and nothing else. */
export function say(...text: readonly string[]): Card {
  return { text };
}

/** A question with its possible answers. */
export function askCard(
  of: string,
  ask: string,
  choices: readonly Choice[] = [],
  text: readonly string[] = [],
): Card {
  return { text, ask, of, ...(choices.length > 0 ? { choices } : {}) };
}

/** What pressing or typing the choice means. */
export function sayingOf(choice: Choice): string {
  return choice.says ?? choice.label;
}
