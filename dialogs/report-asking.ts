import { askCard, type Card } from '../src/cards/card.js';
import { open, type Reply } from '../src/conversation/dialog.js';
import { choicesOf, nextQuestion } from '../src/conversation/form.js';
import type { Open } from '../src/conversation/talk.js';
import type { Clock } from '../src/language/dates.js';
import { formOf, oneAtATimeChoice, reportCard } from './report-card.js';
import { dangerCard } from './report-danger.js';
import { reportForm } from './report-form.js';
import { readBackCard } from './report-send.js';
import { type ReportState, reportDialog, reportStateSchema } from './report-state.js';

/** What is asked next: all at once where it can be filled in, the next question, or the read-back. */
export function questionCard(state: ReportState, clock: Clock): Card {
  return state.form ? reportCard(state, clock) : openQuestion(state);
}

/** The same once more. A form that is open further up is not drawn a second time. */
export function openQuestion(state: ReportState): Card {
  if (state.form) {
    const ask = 'You can still fill in the form above, or answer one question at a time.';
    return askCard(formOf(state), ask, [oneAtATimeChoice, { label: 'Cancel' }]);
  }
  const next = nextQuestion(reportForm, state.answers);
  if (!next) return readBackCard(state);
  return askCard(`report:${state.draft}:${next.key}`, next.ask(state.answers), choicesOf(next));
}

/** The question of a report that is open, whatever it is. */
export function againCard({ state }: Open): Card | undefined {
  const stored = reportStateSchema.safeParse(state).data;
  if (!stored) return undefined;
  return stored.safe ? openQuestion(stored) : dangerCard(stored.draft);
}

/** The cards, the last of which asks what the report waits for. */
export function withOpen(cards: readonly Card[], state: ReportState, now: Date): Reply {
  const last = cards[cards.length - 1];
  return { cards, open: open(reportDialog, state, now, last?.choices ?? [], last?.of) };
}
