import { askCard, type Card, type Choice, say } from '../src/cards/card.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import type { HistoryLine, Incident, Move } from '../src/incidents/incident.js';
import type { ActionName, Order } from '../src/language/commands.js';
import { waitFor } from './headteacher-state.js';
import { incidentsMeant } from './headteacher-which.js';
import { byline, listed, mostDetail, refusedWords, typedWords } from './headteacher-words.js';
import { actionLabels } from './labels.js';

/** The buttons for the four actions; what each says is understood like typed words. */
export const actionChoices: readonly {
  action: ActionName;
  label: string;
  says: (number: number) => string;
}[] = [
  {
    action: 'deletion_requested',
    label: 'Asked for deletion',
    says: (number) => `${number}: deletion requested`,
  },
  {
    action: 'reported_to_platform',
    label: 'Told the platform',
    says: (number) => `reported ${number} to the platform`,
  },
  {
    action: 'posh_contacted',
    label: 'Helpline contacted',
    says: (number) => `contacted the helpline about ${number}`,
  },
  {
    action: 'authority_informed',
    label: 'Police or other told',
    says: (number) => `${number}: police informed`,
  },
];

/** POSH asks schools to wait 48 hours after a report to the platform, except for a safeguarding worry (SWGfL). */
const afterPlatform =
  'If it is still there after 48 hours, the Professionals Online Safety Helpline (POSH) can help. If a child may be at risk, ask them at once.';

/** A sentence of so few words says no more than the line of the history that it makes. */
const bare = 3;

/** Records which of the policy's four actions were taken (R62 to R65). */
export async function act(said: Order, message: Message, services: Services): Promise<Reply> {
  const order = withWords(said, message);
  const meant = await incidentsMeant(order, message, services);
  if (!meant.ok) return meant.reply;
  if (order.actions.length === 0) {
    const numbers = meant.incidents.map(({ number }) => number);
    const ask = `What was done about ${listed(meant.incidents.map(({ reference }) => reference))}?`;
    const card = askCard(
      'headteacher:action',
      ask,
      actionChoices.map(({ label }) => ({ label })),
    );
    return waitFor({ step: 'action', order: { ...order, numbers } }, [card], message);
  }
  const lines: string[] = [...meant.missing];
  let recorded = false;
  for (const incident of meant.incidents) {
    const { done, words } = await record(incident, order, message, services);
    recorded ||= done;
    lines.push(words);
  }
  const next =
    recorded && order.actions.includes('reported_to_platform') && !order.actions.includes('posh_contacted')
      ? [afterPlatform]
      : [];
  return doneWith(meant.incidents, say(...lines, ...next));
}

async function record(
  incident: Incident,
  { actions, note: detail }: Order,
  message: Message,
  services: Services,
): Promise<{ done: boolean; words: string }> {
  let seen = message.turn.pressed?.seen;
  for (const [index, what] of actions.entries()) {
    const line = { ...lineBy(message), what, ...(detail && index === 0 ? { detail } : {}) };
    const moved = await services.incidents.move(incident.number, 'act', line, [], seen);
    seen = undefined;
    if (!moved.ok) return { done: false, words: refusedWords(incident.number, incident.reference, moved) };
  }
  const words = `I have recorded for ${incident.reference}: ${listed(actions.map(lowered))}.`;
  return { done: true, words };
}

/** "asked for the post to be deleted", but POSH keeps its capitals. */
function lowered(action: ActionName): string {
  const label = actionLabels[action];
  return label.charAt(0).toLowerCase() + label.slice(1);
}

export async function note(order: Order, message: Message, services: Services): Promise<Reply> {
  const meant = await incidentsMeant(order, message, services);
  if (!meant.ok) return meant.reply;
  const { note: words } = order;
  if (!words) {
    const numbers = meant.incidents.map(({ number }) => number);
    const ask = `What should the note on ${listed(meant.incidents.map(({ reference }) => reference))} say?`;
    return waitFor(
      { step: 'words', order: { ...order, numbers } },
      [askCard('headteacher:words', ask)],
      message,
    );
  }
  const line = { ...lineBy(message), what: 'noted', detail: words.slice(0, mostDetail) } as const;
  const lines = await moveEach(
    'note',
    meant.incidents,
    line,
    message,
    services,
    (reference) => `I have added your note to ${reference}.`,
  );
  const cut = words.length > mostDetail ? [`It is long, so I kept the first ${mostDetail} characters.`] : [];
  return doneWith(meant.incidents, say(...meant.missing, ...lines, ...cut));
}

export async function wait(said: Order, message: Message, services: Services): Promise<Reply> {
  const order = withWords(said, message);
  const meant = await incidentsMeant(order, message, services);
  if (!meant.ok) return meant.reply;
  const { note: detail } = order;
  const line = { ...lineBy(message), what: 'waiting', ...(detail ? { detail } : {}) } as const;
  const lines = await moveEach(
    'wait',
    meant.incidents,
    line,
    message,
    services,
    (reference) => `${reference} is now waiting.`,
  );
  return doneWith(
    meant.incidents,
    say(...meant.missing, ...lines, 'Say, for example, remind me about it on Friday.'),
  );
}

export async function reopen(said: Order, message: Message, services: Services): Promise<Reply> {
  const order = withWords(said, message);
  const meant = await incidentsMeant(order, message, services);
  if (!meant.ok) return meant.reply;
  const { note: detail } = order;
  const line = { ...lineBy(message), what: 'reopened', ...(detail ? { detail } : {}) } as const;
  const done = (reference: string) => `${reference} is open again. Its history keeps how it was closed.`;
  const lines = await moveEach('reopen', meant.incidents, line, message, services, done);
  return doneWith(meant.incidents, say(...meant.missing, ...lines));
}

/** Moves each of the incidents and says for each what came of it. */
export async function moveEach(
  move: Move,
  incidents: readonly Incident[],
  line: HistoryLine,
  { turn }: Message,
  services: Services,
  done: (reference: string) => string,
): Promise<string[]> {
  const lines: string[] = [];
  for (const { number, reference } of incidents) {
    const moved = await services.incidents.move(number, move, line, [], turn.pressed?.seen);
    lines.push(moved.ok ? done(reference) : refusedWords(number, reference, moved));
  }
  return lines;
}

/** The reply to something done: "it" is the incident, if it was one. */
export function doneWith(incidents: readonly Incident[], card: Card): Reply {
  const [only, other] = incidents;
  return { cards: [card], ...(only && !other ? { shown: only.number } : {}) };
}

/** The action that a press or an answer names. */
export function actionChosen(said: string, choices: readonly Choice[]): ActionName | undefined {
  const label = choices.find((choice) => choice.label === said)?.label;
  return actionChoices.find((one) => one.label === label)?.action;
}

/** With the person's own sentence for the record, kept from the first message while something is asked. */
function withWords(order: Order, message: Message): Order {
  const typed = typedWords(message);
  const words = order.note ?? (typed && typed.split(/\s+/).length > bare ? typed : undefined);
  return words ? { ...order, note: words } : order;
}

function lineBy(message: Message): Pick<HistoryLine, 'at' | 'by'> {
  return { at: message.turn.now, by: byline(message) };
}
