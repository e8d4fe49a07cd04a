/** What the Headteacher and the people the school names can order. */
export const commandNames = [
  'list',
  'show',
  'seen',
  'note',
  'act',
  'wait',
  'close',
  'reopen',
  'erase',
  'summary',
  'history',
  'remind',
  'export',
  'digest',
  'policy_status',
  'unanswered',
  'pointers',
  'about_me',
  'help',
] as const;
export type CommandName = (typeof commandNames)[number];

/** Wordings of a command. They meet a line of plain words in which `#` stands for incident numbers. */
export interface Wording {
  command: CommandName;
  patterns: readonly RegExp[];
  /** What follows the match is the person's own words: a note or an outcome. */
  free?: true;
  /** The command changes the log, so a denied or asked wording is none. */
  changes?: true;
}

const courtesy =
  '(?:(?:please|pls|plz|ok|okay|right|so|hi|hello|hey|morning|good morning|and|now|just|also|then|yes|thanks|well|quickly|sorry|go on|can you|could you|can i|could i|can we|could we|may i|would you|will you|id like(?: you)? to|i want(?: you)? to|i need(?: you)? to|i would like to|lets|let me|you can|we can|i can|i think|go ahead and|do|on) )*';

/** What "it" is called. */
const it =
  '(?:it|this|that|(?:that|this|the same|the last|that last|the) (?:one|incident|case|report|post)|the last)';

/** An incident: its numbers, or "it". */
export const item = `(?:#|${it})`;
/** As `item`, but a bare "it" or "that" is not enough. */
export const named = '(?:#|(?:that|this|the same|the last|that last) (?:one|incident|case|report))';
/** What the log holds. */
export const entry = '(?:incidents?|reports|cases|ones|log|register)';
/** The end of a word or of the line; unlike a word boundary it stands after `#` too. */
export const end = '(?= |$)';

/** The words at the start of the line, with courtesy before them. */
export function start(words: string): RegExp {
  return new RegExp(`^${courtesy}${words}`);
}

/** The words anywhere in the line. */
export function within(words: string): RegExp {
  return new RegExp(`(?<![\\w#])(?:${words})`);
}

/** "it" in any of its names, for lines without a number. */
export const itWords = within(`${it}${end}`);
