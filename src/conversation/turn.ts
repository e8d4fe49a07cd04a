import type { Person } from '../people.js';
import type { Hurry } from './pace.js';

/** Where something is said: one-to-one, or among others. */
export interface Place {
  channel: string;
  kind: 'personal' | 'group';
  id: string;
  /** The channel can draw inputs on a card. */
  inputs?: true;
}

/** What may come in place of words and is not read, besides pictures and files. */
export const unreadableSorts = ['voice', 'sticker', 'reaction', 'contact', 'location', 'other'] as const;

export type Unreadable = (typeof unreadableSorts)[number];

/** One Activity made plain: what a person said, where and when. */
export interface Turn {
  said: string;
  /** Set when a button was pressed instead of words typed. */
  pressed?: Press;
  /** How many pictures or files came with it. They are never fetched. */
  attachments: number;
  /** Set when it was neither words nor a picture. */
  unreadable?: Unreadable;
  /** The person passes on somebody else's words, as far as the channel says so. */
  forwarded?: true;
  /** Set when there were too many messages in this minute. */
  hurry?: Hurry;
  person: Person;
  place: Place;
  now: Date;
}

export interface Press {
  say: string;
  /** What the button is about: a question as it was asked, or a card that stands on its own. */
  of?: string | undefined;
  /** When the incident on which the button stands had last changed. Has it changed since, nothing is done. */
  seen?: Date | undefined;
  /** What was filled in on the card, by field. */
  filled?: Filled | undefined;
}

/** What was chosen, and what was typed in free words, which is looked through like any message. */
export interface Filled {
  picked: Readonly<Record<string, string>>;
  typed: Readonly<Record<string, string>>;
}
