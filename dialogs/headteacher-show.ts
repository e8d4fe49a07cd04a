import type { Card, Choice, Fact } from '../src/cards/card.js';
import { incidentIdentity } from '../src/cards/identity.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import { answersFrom, readBack } from '../src/conversation/form.js';
import {
  changesIn,
  type HistoryLine,
  type Incident,
  type Move,
  transitions,
} from '../src/incidents/incident.js';
import type { Order } from '../src/language/commands.js';
import { actionChoices } from './headteacher-act.js';
import { deliveryLines } from './headteacher-delivery.js';
import { noteLook } from './headteacher-look.js';
import { waitFor } from './headteacher-state.js';
import { incidentsMeant } from './headteacher-which.js';
import { roleLabels, sayMoment } from './headteacher-words.js';
import { historyLabels, statusLabels } from './labels.js';
import { reportForm } from './report-form.js';

/** Buttons beside the four actions; each belongs to a move of the transition table. */
const moveChoices: readonly { move: Move; label: string; says: (number: number) => string }[] = [
  { move: 'note', label: 'Add a note', says: (number) => `note on ${number}` },
  { move: 'close', label: 'Close it', says: (number) => `close ${number}` },
  { move: 'reopen', label: 'Open it again', says: (number) => `reopen ${number}` },
];

/** Everything that is known of an incident. That it was looked at is recorded. */
export async function show(order: Order, message: Message, services: Services): Promise<Reply> {
  const [latest] = order.newest ? (await services.incidents.list({}, 1, 0)).incidents : [];
  const meant = await incidentsMeant(
    latest ? { ...order, numbers: [latest.number] } : order,
    message,
    services,
  );
  if (!meant.ok) return meant.reply;
  const { incidents, missing } = meant;
  const [only, other] = incidents;
  const cards: Card[] = [];
  for (const incident of incidents) {
    const draw = other ? incidentCard : wholeIncident;
    cards.push(await draw(incident, message, services));
    await noteLook(incident.number, message, services);
  }
  const [first, ...rest] = cards;
  const all = first ? [{ ...first, text: [...missing, ...first.text] }, ...rest] : rest;
  if (!only || other) {
    const numbers = incidents.map(({ number }) => number);
    return waitFor({ step: 'listed', order, next: 0, numbers }, all, message);
  }
  return { ...waitFor({ step: 'shown', number: only.number }, all, message), shown: only.number };
}

/** Everything about one incident, with the buttons for what can be done from its status. */
export async function wholeIncident(incident: Incident, message: Message, services: Services): Promise<Card> {
  const version = changesIn(await services.incidents.history(incident.number)).length;
  return {
    ...(await incidentCard(incident, message, services)),
    ask: nextWords(incident),
    choices: choicesFor(incident),
    of: incidentIdentity('incident', incident.number, version),
  };
}

async function incidentCard(incident: Incident, message: Message, services: Services): Promise<Card> {
  const history = await services.incidents.history(incident.number);
  return {
    title: `${incident.reference} is ${statusLabels[incident.status]}`,
    text: await deliveryLines(incident, message, services),
    facts: [
      ...readBack(reportForm, answersFrom(reportForm, incident.answers)),
      ...recordFacts(incident, services),
    ],
    list: history.filter(({ what }) => what !== 'viewed').map((line) => historyWords(line, services)),
  };
}

/** Who sent it and how it stands. */
function recordFacts({ reporter, mayContact, reportedAt, outcome }: Incident, services: Services): Fact[] {
  const contact = mayContact ? 'You may contact them' : 'They do not want to be contacted';
  return [
    { label: 'Sent by', value: `${reporter.name}, ${roleLabels[reporter.role]}. ${contact}.` },
    { label: 'Sent on', value: sayMoment(reportedAt, services) },
    ...(outcome ? [{ label: 'Outcome', value: outcome }] : []),
  ];
}

/** "Tuesday 3 November 2026, 9:12am: Note by Ms Head: rang home". */
export function historyWords({ at, by, what, detail }: HistoryLine, services: Services): string {
  const words = `${sayMoment(at, services)}: ${historyLabels[what]}, by ${by.name}`;
  return detail ? `${words}: ${detail}` : words;
}

/** What can be done from the incident's status, at most six (a Teams card has no room for more). */
function choicesFor({ number, status }: Incident): Choice[] {
  const possible = transitions[status];
  return [
    ...(possible.act ? actionChoices : []),
    ...moveChoices.filter(({ move }) => possible[move] !== undefined && !(move === 'reopen' && possible.act)),
  ].map(({ label, says }) => ({ label, says: says(number) }));
}

function nextWords({ number, status }: Incident): string {
  switch (status) {
    case 'new':
    case 'open':
    case 'waiting':
      return `Tell me what was done, or say for example: note ${number} rang home. History ${number} shows who has looked.`;
    case 'closed':
      return `Say reopen ${number} if it starts again. History ${number} shows who has looked.`;
    case 'withdrawn':
      return `It can be read and noted, and nothing else. History ${number} shows who has looked.`;
  }
}
