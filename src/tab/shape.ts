import type { Fact, File } from '../cards/card.js';

/*
 * What the server and the page say to each other, as JSON. All strings are plain text, which the page never
 * reads as HTML. Words come ready to show; moments come as words too, in the school's time zone.
 */

/** What a value of a record is called. */
export interface Option {
  value: string;
  label: string;
}

export interface Start {
  school: string;
  /** The names of the commands that this person may give. */
  may: readonly string[];
  kinds: readonly Option[];
  platforms: readonly Option[];
  posters: readonly Option[];
}

/** A line of the list of incidents. Never a name, never what was written. */
export interface Row {
  number: number;
  reference: string;
  sentOn: string;
  kind: string;
  platform: string;
  postedBy: string;
  status: string;
}

export interface Rows {
  rows: readonly Row[];
  total: number;
}

export interface Call {
  id: number;
  words: string;
}

export interface Question {
  id: number;
  words: string;
}

/** What waits for somebody. What the person may not see is absent. */
export interface Waiting {
  fresh?: Rows;
  waiting?: Rows;
  calls?: readonly Call[];
  questions?: readonly Question[];
}

/** A line of the history. */
export interface Happening {
  when: string;
  what: string;
  by: string;
  detail?: string;
}

export interface IncidentView {
  number: number;
  reference: string;
  status: string;
  /** Handed back with an action, so that none falls on an incident that has changed meanwhile. */
  seen: string;
  facts: readonly Fact[];
  /** What became of the messages about it. */
  delivery: readonly string[];
  chronology: readonly Happening[];
  /** The moves that the transition table allows now. */
  moves: readonly string[];
}

export interface Series {
  label: string;
  /** One count for each span of time. */
  counts: readonly number[];
  total: number;
}

export interface Charts {
  days: string;
  total: number;
  /** The spans of time, in words: weeks or months. */
  spans: readonly string[];
  kinds: readonly Series[];
  platforms: readonly Series[];
  posters: readonly Series[];
}

/** A card of the chat, as the page shows it. */
export interface Shown {
  title?: string;
  text: readonly string[];
  facts?: readonly Fact[];
  list?: readonly string[];
  file?: File;
}

/** What came of an order. */
export interface Outcome {
  cards: readonly Shown[];
  /** The incident that it was about, as it now stands. */
  incident?: IncidentView;
}

/** An answer that is no data. */
export interface Refusal {
  words: string;
}
