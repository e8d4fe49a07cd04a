import { askCard, type Choice, say } from '../src/cards/card.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import { type Incident, transitions } from '../src/incidents/incident.js';
import type { Order } from '../src/language/commands.js';
import type { Owed } from '../src/storage/outbox.js';
import { messageFor } from './alerts.js';
import { doneWith } from './headteacher-act.js';
import { waitFor } from './headteacher-state.js';
import { incidentsMeant } from './headteacher-which.js';
import { byline, listed, mostDetail, refusedWords } from './headteacher-words.js';

/** Outcomes that are said often; any other words are taken as well. */
const outcomes: readonly Choice[] = [
  { label: 'The post was deleted' },
  { label: 'Settled in person' },
  { label: 'No further action' },
];

/**
 * Closes incidents with an outcome, which is asked for when it is missing: an incident is never closed
 * without a reason. The reporter hears that it is closed if they agreed to be contacted, and never how.
 */
export async function close(order: Order, message: Message, services: Services): Promise<Reply> {
  const meant = await incidentsMeant(order, message, services);
  if (!meant.ok) return meant.reply;
  const closable = meant.incidents.filter(({ status }) => transitions[status].close !== undefined);
  const refused = meant.incidents
    .filter((one) => !closable.includes(one))
    .map(({ reference, status }) =>
      status === 'closed'
        ? `${reference} is closed already.`
        : `${reference} was withdrawn, so it cannot be closed.`,
    );
  const before = [...meant.missing, ...refused];
  if (closable.length === 0) return doneWith(meant.incidents, say(...before));
  const { outcome } = order;
  if (!outcome) {
    const numbers = closable.map(({ number }) => number);
    const ask = `How did ${listed(closable.map(({ reference }) => reference))} end? Your words are kept as the outcome.`;
    const cards = [askCard('headteacher:outcome', ask, outcomes, before)];
    return waitFor({ step: 'words', order: { ...order, numbers } }, cards, message);
  }
  const kept = outcome.slice(0, mostDetail);
  const lines: string[] = [];
  for (const incident of closable) lines.push(...(await closeOne(incident, kept, message, services)));
  const cut =
    outcome.length > mostDetail ? [`It is long, so I kept the first ${mostDetail} characters.`] : [];
  return doneWith(closable, {
    text: [...before, ...lines, ...cut],
    facts: [{ label: 'Outcome', value: kept }],
  });
}

async function closeOne(
  incident: Incident,
  outcome: string,
  message: Message,
  services: Services,
): Promise<string[]> {
  const { number, reference } = incident;
  const line = { at: message.turn.now, by: byline(message), what: 'closed', detail: outcome } as const;
  const owed = await toldTo(incident, message, services);
  const moved = await services.incidents.move(number, 'close', line, owed, message.turn.pressed?.seen);
  if (!moved.ok) return [refusedWords(number, reference, moved)];
  return [`${reference} is closed.`, reporterWords(incident, message)];
}

/** The message to the reporter: that it is closed, nothing else. Each closing has its own. */
async function toldTo(incident: Incident, message: Message, services: Services): Promise<Owed[]> {
  const { number, reference, reporter, mayContact } = incident;
  if (!mayContact || reporter.account === message.turn.person.account) return [];
  const times = (await services.incidents.history(number)).filter(({ what }) => what === 'closed').length;
  const alert = {
    key: `incident:${number}:closed:${times + 1}`,
    sort: 'reporter',
    urgent: false,
    incident: number,
    card: say(`Your report ${reference} has been closed.`, 'Say my reports to see it.'),
  } as const;
  return [messageFor(reporter.account, alert, message.turn.now, services)];
}

function reporterWords({ mayContact, reporter }: Incident, { turn }: Message): string {
  if (reporter.account === turn.person.account) return 'You sent this report yourself.';
  return mayContact
    ? 'I am telling the person who sent it that it is closed, and not how it ended.'
    : 'The person who sent it did not want to be contacted, so I am not writing to them. They can see in their reports that it is closed.';
}
