import type { Person } from '../people.js';

/** Where something is said: one-to-one, or among others. */
export interface Place {
  channel: string;
  kind: 'personal' | 'group';
  id: string;
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
  person: Person;
  place: Place;
  now: Date;
}

export interface Press {
  say: string;
  /** The question that the button belongs to. */
  of?: string | undefined;
  /** When the incident on which the button stands had last changed. Has it changed since, nothing is done. */
  seen?: Date | undefined;
}
