import { say } from '../src/cards/card.js';
import { questionOf } from '../src/cards/identity.js';
import { clockOf, type Message, type Reply, type Services } from '../src/conversation/dialog.js';
import { answersFrom } from '../src/conversation/form.js';
import type { Open } from '../src/conversation/talk.js';
import type { Filled } from '../src/conversation/turn.js';
import { answeredCard } from './pressed-cards.js';
import { goOn } from './report.js';
import { withOpen } from './report-asking.js';
import { formOf, heardOnCard, isCut, reportCard } from './report-card.js';
import { dangerCard } from './report-danger.js';
import { mostWords, reportForm } from './report-form.js';
import { oneAtATime, type ReportState, reportDialog, reportStateSchema } from './report-state.js';

const nothingFilled: Filled = { picked: {}, typed: {} };
const bareLink = /^(?:https?:\/\/|www\.)\S+$/i;

/** Takes the card of the report that is open, also when other questions of it were answered in between. */
export function fillReport(
  open: Open,
  { turn }: Message,
  services: Services,
): { open: Open; typed: string } | undefined {
  const state = stateOf(open);
  if (!state || questionOf(turn.pressed?.of) !== formOf(state)) return undefined;
  const filled = turn.pressed?.filled ?? nothingFilled;
  const { answers } = heardOnCard(state, filled, clockOf(turn, services));
  const typed = Object.values(filled.typed).filter((words) => words !== '' && !bareLink.test(words));
  return { open: { ...open, state: { ...oneAtATime(state), answers } }, typed: typed.join('\n') };
}

/** Goes on to the read-back, or shows beside each field what is wrong with it. */
export async function reportFilled(open: Open, message: Message, services: Services): Promise<Reply> {
  const state = stateOf(open);
  const { turn } = message;
  if (!state) return { cards: [] };
  if (!state.safe) return withOpen([dangerCard(state.draft, false)], state, turn.now);
  const clock = clockOf(turn, services);
  const filled = turn.pressed?.filled ?? nothingFilled;
  const { errors } = heardOnCard(state, filled, clock);
  const wrong = Object.keys(errors).length;
  if (wrong > 0) {
    const waiting = { ...state, form: true as const };
    const words = wrong === 1 ? 'One answer needs another look.' : `${wrong} answers need another look.`;
    const card = reportCard(waiting, clock, filled, errors);
    const reply = withOpen([card], waiting, turn.now);
    return { ...reply, cards: [say(`${words} The form says which.`)], instead: card, overtaken: true };
  }
  const cut = isCut(filled) ? [say(`That is long, so I have kept the first ${mostWords} characters.`)] : [];
  const card = reportCard(state, clock);
  const instead = answeredCard({ text: card.text }, card.form?.submit.label ?? '');
  return { ...(await goOn(state, message, services, cut)), instead };
}

function stateOf({ dialog, state }: Open): ReportState | undefined {
  const stored = dialog === reportDialog.name ? reportStateSchema.safeParse(state).data : undefined;
  return stored && { ...stored, answers: answersFrom(reportForm, stored.answers) };
}
