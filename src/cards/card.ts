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
  /** Names the question that the choices answer, so that a press on an older card is noticed. */
  of?: string;
  file?: File;
}

export interface Quote {
  words: string;
  source: string;
}

export interface Fact {
  label: string;
  value: string;
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
