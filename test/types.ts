import { z } from 'zod';
import { kindLabels } from '../dialogs/labels.js';
import type { ReportAnswers, reportForm } from '../dialogs/report-form.js';
import type { Card } from '../src/cards/card.js';
import type { Reply } from '../src/conversation/dialog.js';
import { type AnswersOf, question } from '../src/conversation/form.js';
import type { Report } from '../src/incidents/incident.js';
import type { Affected, Kind, Platform, Poster, StillUp, Visibility, When } from '../src/language/facts.js';
import type { Log } from '../src/log.js';
import type { Delivery } from '../src/notifications/delivery.js';

/*
 * What the compiler must hold to. Nothing here runs: `npm run types` fails when a type below is not
 * as written, or when something that must not compile does.
 */

/** True only where both are the same type, also in what is optional. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** What the form has heard, inferred from its questions: every key with the type of its own answers. */
interface Heard {
  kind?: Kind;
  carryOn?: boolean;
  platform?: Platform;
  visibility?: Visibility;
  when?: When | null;
  postedBy?: Poster;
  affected?: Affected[];
  stillUp?: StillUp;
  link?: string | null;
  words?: string;
  mayContact?: boolean;
}
export const answersAreInferred: Same<{ [Key in keyof ReportAnswers]: ReportAnswers[Key] }, Heard> = true;
export const formIsTheSource: Same<ReportAnswers, AnswersOf<typeof reportForm>> = true;

/** A finished report has every fixed field, with the type that the question gives, and nothing unanswered. */
type Fixed = 'kind' | 'platform' | 'visibility' | 'postedBy' | 'stillUp' | 'words' | 'mayContact';
export const reportIsWhole: Same<Pick<Report, Fixed>, Required<Pick<Heard, Fixed>>> = true;
export const reportHasNoNull: Same<Pick<Report, 'when' | 'link'>, { when?: When; link?: string }> = true;

const answers: ReportAnswers = { kind: 'insult', when: null, affected: ['pupil'], link: null };
export const good: readonly ReportAnswers[] = [answers, {}];

export const bad: readonly ReportAnswers[] = [
  // @ts-expect-error a kind that is none
  { kind: 'rude' },
  // @ts-expect-error an answer that is not there is absent, not undefined
  { kind: undefined },
  // @ts-expect-error only dates and links may be unknown
  { platform: null },
  // @ts-expect-error a date is not text
  { when: '2026-11-03' },
  // @ts-expect-error whom it is about is a list
  { affected: 'pupil' },
  // @ts-expect-error there is no such question
  { colour: 'red' },
];

export const misbuilt = [
  question<'kind', Kind>({
    key: 'kind',
    label: 'Kind of post',
    schema: z.custom<Kind>(),
    ask: () => '',
    // @ts-expect-error an option's value is a value of the question
    options: [{ label: 'Rude', value: 'rude' }],
    show: (value) => kindLabels[value],
  }),
  question<'stillUp', StillUp>({
    key: 'stillUp',
    label: 'Still up',
    // @ts-expect-error the schema gives the question's values
    schema: z.boolean(),
    ask: () => '',
    options: [],
    show: (value) => value,
  }),
  // @ts-expect-error every question says its answer back
  question<'words', string>({ key: 'words', label: '', schema: z.string(), ask: () => '', options: [] }),
];

const { hate: _, ...withoutOne } = kindLabels;
// @ts-expect-error every kind of post has a label
export const labels: Readonly<Record<Kind, string>> = withoutOne;

// @ts-expect-error a report without its own words is not finished
export const unfinished: Omit<Report, 'words'> extends Report ? true : false = true;

// @ts-expect-error a card has text, even if none
export const card: Card = { title: 'Only a title' };

// @ts-expect-error a file is a file with its type, never a picture that somebody sent
export const picture: Card = { text: [], file: { name: 'photo.png', content: '' } };

// @ts-expect-error a call is asked for or it is not: there is nothing to take back
export const told: Reply = { cards: [], told: false };

// @ts-expect-error a message that was not delivered says why and when to try again
export const lost: Delivery = { ok: false, fault: '500' };

export function indiscreet(log: Log, answered: ReportAnswers): void {
  // @ts-expect-error what somebody answered is no field of the log
  log.info('report', { answers: answered });
}
