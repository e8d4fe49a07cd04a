import type { z } from 'zod';
import type { Choice, Fact } from '../cards/card.js';
import type { Clock } from '../language/dates.js';
import { plain } from '../language/words.js';
import { chosen } from './choose.js';

/** One question of a form: how it is asked, what counts as an answer, how an answer is said back. */
export interface Question<Key extends string = string, Value = unknown> {
  /** Published once, its meaning never changes; a changed meaning gets a new key. */
  key: Key;
  /** What the reader of the record sees beside the answer. */
  label: string;
  schema: z.ZodType<Value>;
  ask(answers: Readonly<Record<string, unknown>>): string;
  options: readonly Option<Value>[];
  /** Whether the question applies, from the answers so far. It always does when absent. */
  when?(answers: Readonly<Record<string, unknown>>): boolean;
  /** An answer in other words than the options'; undefined when it is not an answer. */
  hear?(said: string, clock: Clock): Value | undefined;
  show(value: Value): string;
}

export interface Option<Value> {
  label: string;
  /** Absent where `hear` reads the label (Today, Yesterday). */
  value?: Value;
  /** Other words that mean this option, anywhere in a short answer. */
  also?: RegExp;
}

export type Form = readonly Question[];

/** What a form holds when some or all of it is answered. */
export type AnswersOf<F extends Form> = {
  [Q in F[number] as Q['key']]?: Q extends Question<string, infer Value> ? Value : never;
};

/** Keeps the literal key and the value's type of a question, so that the form's record is inferred. */
export function question<Key extends string, Value>(one: Question<Key, Value>): Question<Key, Value> {
  return one;
}

/** The first question that applies and has no answer. Undefined when the form is complete. */
export function nextQuestion(form: Form, answers: Readonly<Record<string, unknown>>): Question | undefined {
  return form.find((one) => !(one.key in answers) && (one.when?.(answers) ?? true));
}

/** The question that goes by a key. */
export function questionFor(form: Form, key: string): Question | undefined {
  return form.find((one) => one.key === key);
}

/** The answer that a message gives to a question, or undefined when it gives none. */
export function hearAnswer(one: Question, said: string, clock: Clock): { value: unknown } | undefined {
  const picked = chosen(said, choicesOf(one));
  const option = one.options.find((each) => each.label === picked?.label);
  if (option && option.value !== undefined) return { value: option.value };
  const heard = one.hear?.(picked?.label ?? said, clock);
  if (heard !== undefined) return { value: heard };
  const words = plain(said);
  const meant = one.options.filter((each) => each.also?.test(words));
  const only = meant.length === 1 ? meant[0] : undefined;
  return only && only.value !== undefined ? { value: only.value } : undefined;
}

export function choicesOf(one: Question): Choice[] {
  return one.options.map(({ label }) => ({ label }));
}

/** Stored answers that the form still understands; the rest is asked again. */
export function answersFrom(form: Form, stored: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const one of form) {
    if (!(one.key in stored)) continue;
    const value = one.schema.safeParse(stored[one.key]);
    if (value.success) answers[one.key] = value.data;
  }
  return answers;
}

/** Label and answer of every question that applies, for read-back, record and export. */
export function readBack(form: Form, answers: Readonly<Record<string, unknown>>): Fact[] {
  return form
    .filter((one) => one.key in answers && (one.when?.(answers) ?? true))
    .map((one) => ({ label: one.label, value: one.show(answers[one.key]) }));
}
