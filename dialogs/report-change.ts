import { type Card, say } from '../src/cards/card.js';
import { chosen } from '../src/conversation/choose.js';
import { clockOf, type Message, type Services } from '../src/conversation/dialog.js';
import { answersFrom, nextQuestion, questionFor } from '../src/conversation/form.js';
import { correctionIn } from '../src/language/corrections.js';
import { reportForm } from './report-form.js';
import type { ReportState } from './report-state.js';
import { factsOf } from './report-told.js';

/** A correction or a wish to change an answer, at any point of the form. */
export function hearChange(
  state: ReportState,
  message: Message,
  services: Services,
): { state: ReportState; cards: Card[] } | undefined {
  if (state.choosing) {
    const labelled = answered(state).find((one) => chosen(message.said, [{ label: one.label }]));
    if (labelled) return { state: without(state, labelled.key), cards: [] };
  }
  if (message.meaning === undefined) return undefined;
  const telling = nextQuestion(reportForm, state.answers)?.key === 'words';
  const before = telling ? {} : factsOf(state.answers);
  const correction = correctionIn(message.said, clockOf(message.turn, services), before);
  if (!correction) return undefined;
  if ('ask' in correction) {
    const one = questionFor(reportForm, correction.ask);
    return one ? { state: without(state, one.key), cards: [] } : undefined;
  }
  const changed = answersFrom(reportForm, { ...correction.change });
  const lines = reportForm
    .filter((one) => one.key in changed)
    .map((one) => `I have changed "${one.label}" to: ${shown(one.key, changed[one.key])}.`);
  if (lines.length === 0) return undefined;
  return { state: { ...state, answers: { ...state.answers, ...changed } }, cards: [say(...lines)] };
}

/** The questions that have an answer, for choosing one to change. */
export function answered(state: ReportState) {
  return reportForm.filter((one) => one.key in state.answers && one.key !== 'carryOn');
}

function without(state: ReportState, key: string): ReportState {
  const { [key]: _, ...answers } = state.answers;
  return { ...state, answers, choosing: false };
}

export function shown(key: string, value: unknown): string {
  return questionFor(reportForm, key)?.show(value) ?? '';
}

export function labelOf(key: string): string {
  return questionFor(reportForm, key)?.label ?? key;
}
