import type { Field } from '../src/cards/card.js';
import { choicesOf, hearAnswer, type Question } from '../src/conversation/form.js';
import type { Clock } from '../src/language/dates.js';
import { dangerCard } from './report-danger.js';
import { mostWords, reportForm } from './report-form.js';

/** What stands around the fields. */
export const windowWords = {
  title: 'Report this message',
  done: 'Check my report',
  notChosen: 'Please choose one.',
  notWritten: 'Please write a sentence or two.',
} as const;

/** The field of the question that is asked before every other. */
export const dangerKey = 'danger';

/** What a message's own menu leaves to ask. Where, when, who sees it and the link are known. */
const asked: readonly Question['key'][] = ['kind', 'postedBy', 'affected', 'words', 'mayContact'];
/** Questions with more than one answer. */
const several: readonly Question['key'][] = ['affected'];

type Answers = Readonly<Record<string, unknown>>;

/** The fields of the form, with what is answered. Who posted it is left out where the school's list says it. */
export function fieldsFor(answers: Answers, safe: boolean, knowsPoster: boolean): Field[] {
  const { ask = '', choices = [] } = dangerCard('', false);
  const danger: Field = {
    id: dangerKey,
    label: ask,
    input: 'one',
    options: choices.map(({ label }) => ({ label, value: label })),
    missing: windowWords.notChosen,
    ...(safe ? { value: 'No' } : {}),
  };
  return [danger, ...questionsFor(knowsPoster).map((one) => fieldOf(one, answers))];
}

/** The answers that the filled-in fields give, and the fields that give none. */
export function heardFrom(
  values: Readonly<Record<string, string>>,
  knowsPoster: boolean,
  clock: Clock,
): { answers: Record<string, unknown>; missing: string[] } {
  const answers: Record<string, unknown> = {};
  const missing: string[] = [];
  for (const one of questionsFor(knowsPoster)) {
    const value = answerTo(one, values[one.key]?.trim() ?? '', clock);
    if (value === undefined) missing.push(one.label);
    else answers[one.key] = value;
  }
  return { answers, missing };
}

function questionsFor(knowsPoster: boolean): Question[] {
  return reportForm.filter(({ key }) => asked.includes(key) && !(knowsPoster && key === 'postedBy'));
}

function fieldOf(one: Question, answers: Answers): Field {
  const options = choicesOf(one).map(({ label }) => label);
  const value = one.key in answers ? one.show(answers[one.key]) : undefined;
  if (one.key === 'words') {
    const label = 'What does the message say? You can shorten it. Please leave out children’s names.';
    const missing = windowWords.notWritten;
    return { id: one.key, label, input: 'text', most: mostWords, missing, ...(value ? { value } : {}) };
  }
  const many = several.includes(one.key);
  const known = value !== undefined && (many || options.includes(value));
  return {
    id: one.key,
    label: one.ask(answers),
    input: many ? 'several' : 'one',
    options: options.map((label) => ({ label, value: label })),
    missing: windowWords.notChosen,
    ...(known ? { value: many ? value.replaceAll(', ', ',') : value } : {}),
  };
}

function answerTo(one: Question, said: string, clock: Clock): unknown {
  if (!several.includes(one.key)) return hearAnswer(one, said, clock)?.value;
  const heard = said
    .split(',')
    .map((each) => hearAnswer(one, each.trim(), clock)?.value)
    .flatMap((value) => (Array.isArray(value) ? value : []));
  return heard.length > 0 ? [...new Set(heard)] : undefined;
}
