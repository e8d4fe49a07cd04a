import type { Card, Field, FieldOption } from '../src/cards/card.js';
import { hearAnswer, type Question } from '../src/conversation/form.js';
import type { Filled } from '../src/conversation/turn.js';
import { localNow } from '../src/language/calendar.js';
import type { Clock } from '../src/language/dates.js';
import { capital } from './contacts.js';
import { mostWords, reportForm } from './report-form.js';
import type { ReportState } from './report-state.js';

/** What is wrong with a field, by the key of its question. */
export type Errors = Readonly<Record<string, string>>;

/** How a question stands on the card: its input, and where its words differ from those of the chat. */
interface OnCard {
  input: Field['input'];
  label?: string;
  /** It may be left empty, and this is then the answer. */
  empty?: null;
}

/** The questions of the report that can be filled in at once, by key. The others are asked after it, where they apply. */
const onCard: Readonly<Partial<Record<Question['key'], OnCard>>> = {
  kind: { input: 'one' },
  platform: { input: 'one', label: 'Where is it?' },
  visibility: { input: 'one' },
  when: {
    input: 'day',
    label: 'When was it posted? Leave it empty if you are not sure.',
    empty: null,
  },
  postedBy: { input: 'one' },
  affected: { input: 'several' },
  stillUp: { input: 'one' },
  link: {
    input: 'line',
    label: 'Is there a link to it? Leave it empty if there is none. Please do not send a picture.',
    empty: null,
  },
  words: { input: 'text' },
  mayContact: { input: 'one' },
};

/** With fewer questions left than this, asking them one after the other is less work than a form. */
const fewQuestions = 3;
const longestLink = 500;

export const oneAtATimeChoice = { label: 'One question at a time' } as const;
const submit = { label: 'Check my report' } as const;

/** Whether so much is still to be asked that a form is offered. */
export function needsCard({ answers }: ReportState): boolean {
  const asked = reportForm.filter(
    (one) => !(one.key in answers) && onCard[one.key] && (one.when?.(answers) ?? true),
  );
  return asked.length >= fewQuestions;
}

/** Every question on one card, with what is answered already, and what is wrong with what was filled in. */
export function reportCard(state: ReportState, clock: Clock, filled?: Filled, errors: Errors = {}): Card {
  return {
    text: ['Please fill in what you know, and leave out names of children. You check it before it is sent.'],
    form: { fields: questions().map((one) => fieldOf(one, state, clock, filled, errors)), submit },
    ask: 'You can also answer one question at a time.',
    choices: [oneAtATimeChoice, { label: 'Cancel' }],
    of: formOf(state),
  };
}

/** What the card of a report is about. A card of the same report is taken at any time until it is sent. */
export function formOf({ draft }: ReportState): string {
  return `report:${draft}:form`;
}

/** The answers that were filled in, and what is wrong with the others. */
export function heardOnCard(
  { answers }: ReportState,
  filled: Filled,
  clock: Clock,
): { answers: Record<string, unknown>; errors: Errors } {
  const heard: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  for (const one of questions()) {
    const raw = rawOf(one, filled);
    const read = raw === undefined ? undefined : readField(one, raw, answers, clock);
    if (read && 'value' in read) heard[one.key] = read.value;
    else if (read) errors[one.key] = read.error;
  }
  return { answers: { ...answers, ...heard }, errors };
}

/** How many words of an account were more than is kept. */
export function isCut(filled: Filled): boolean {
  return (filled.typed.words?.length ?? 0) > mostWords;
}

function questions(): Question[] {
  return reportForm.filter(({ key }) => onCard[key] !== undefined);
}

/** A field that is not on the card that was handed in is no empty one. */
function rawOf({ key }: Question, { picked, typed }: Filled): string | undefined {
  return picked[key] ?? typed[key];
}

function readField(
  one: Question,
  raw: string,
  before: Readonly<Record<string, unknown>>,
  clock: Clock,
): { value: unknown } | { error: string } {
  const { input = 'one', empty } = onCard[one.key] ?? {};
  // What stood there already may say more than the input can show: "at about 9pm", a kind that is only heard.
  if (one.key in before && raw === heldFor(one, before[one.key])) return { value: before[one.key] };
  if (raw === '') return empty === null ? { value: null } : { error: missingWords(input) };
  switch (input) {
    case 'one':
    case 'several': {
      const values = (input === 'several' ? raw.split(',') : [raw]).map((key) => optionFor(one, key));
      if (values.includes(undefined)) return { error: missingWords(input) };
      return { value: input === 'several' ? [...new Set(values.flat())] : values[0] };
    }
    case 'day': {
      if (!/^\d{4}-\d\d-\d\d$/.test(raw) || !one.schema.safeParse({ from: raw }).success)
        return { error: 'please choose a day' };
      return raw > localNow(clock).day ? { error: 'that day has not come yet' } : { value: { from: raw } };
    }
    case 'line':
    case 'text': {
      const heard = hearAnswer(one, raw, clock);
      if (heard) return heard;
      return { error: input === 'line' ? 'that is not a link' : missingWords(input) };
    }
  }
}

function fieldOf(
  one: Question,
  { answers }: ReportState,
  clock: Clock,
  filled: Filled | undefined,
  errors: Errors,
): Field {
  const { input = 'one', label, empty } = onCard[one.key] ?? {};
  const kept = one.key in answers ? heldFor(one, answers[one.key]) : undefined;
  const value = (filled && rawOf(one, filled)) ?? kept;
  const error = errors[one.key];
  const base = {
    id: one.key,
    label: label ?? one.ask(answers),
    ...(value === undefined || value === '' ? {} : { value }),
    ...(error === undefined ? {} : { error }),
    ...(empty === null ? {} : { missing: capital(`${missingWords(input)}.`) }),
  };
  switch (input) {
    case 'one':
    case 'several':
      return { ...base, input, options: optionsOf(one, answers) };
    case 'day':
      return { ...base, input, latest: localNow(clock).day };
    case 'line':
      return { ...base, input, most: longestLink };
    case 'text':
      return { ...base, input, most: mostWords };
  }
}

/** The options, and the answer that was heard where it is none of them. */
function optionsOf(one: Question, answers: Readonly<Record<string, unknown>>): FieldOption[] {
  const options = one.options.map(({ label, value }) => ({ label, value: keyOf(value) }));
  const kept = answers[one.key];
  const more = typeof kept === 'string' && !options.some(({ value }) => value === kept);
  return more ? [{ label: one.show(kept), value: kept }, ...options] : options;
}

/** The option's value; undefined when the form has no such option any more. */
function optionFor(one: Question, key: string): unknown {
  return one.options.find(({ value }) => value !== undefined && keyOf(value) === key)?.value;
}

/** What an input holds for an answer: the words that the record keeps for it. */
function heldFor({ key }: Question, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (key === 'when' && typeof value === 'object' && 'from' in value) return String(value.from);
  return keyOf(value);
}

function keyOf(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(',') : String(value);
}

function missingWords(input: Field['input']): string {
  switch (input) {
    case 'one':
      return 'please choose one';
    case 'several':
      return 'please choose at least one';
    case 'day':
      return 'please choose a day';
    case 'line':
    case 'text':
      return 'please write a sentence or two';
  }
}
