import { say } from '../src/cards/card.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import type { HistoryLine, Incident } from '../src/incidents/incident.js';
import type { Order } from '../src/language/commands.js';
import { seenReportCard } from './alert-cards.js';
import { capital } from './contacts.js';
import { refusal } from './headteacher-refusals.js';
import { incidentsMeant } from './headteacher-which.js';
import { listed, sayMoment, theRoleOf } from './headteacher-words.js';

/** Puts down that the person has seen the alert, which is not the same as having looked at the report. */
export async function seen(order: Order, message: Message, services: Services): Promise<Reply> {
  const meant = await incidentsMeant(order, message, services);
  if (!meant.ok) return meant.reply;
  const lines: string[] = [];
  for (const incident of meant.incidents) lines.push(...(await acknowledge(incident, message, services)));
  const references = listed(meant.incidents.map(({ reference }) => reference));
  const card = say(...meant.missing, `You have seen the alert about ${references}.`, ...lines);
  const [only, other] = meant.incidents;
  return { cards: [card], ...(only && !other ? { shown: only.number } : {}) };
}

/** The DSL, who does not read the log, can say it of an alert that they were sent, and of nothing else. */
export async function dslSeen(number: number, message: Message, services: Services): Promise<Reply> {
  const { account } = message.turn.person;
  const sent = (await services.outbox.forIncident(number)).some(
    ({ sort, recipient }) => sort === 'alert' && recipient === account,
  );
  const incident = sent ? await services.incidents.find(number) : undefined;
  if (!incident) return refusal();
  const lines = await acknowledge(incident, message, services);
  return {
    cards: [say(`You have seen the alert about ${incident.reference}.`, ...lines)],
    instead: seenReportCard(incident),
  };
}

/** Kept once for each person. Who else has seen it is said by role. */
async function acknowledge(incident: Incident, { turn }: Message, services: Services): Promise<string[]> {
  const { account, name } = turn.person;
  const before = (await services.incidents.history(incident.number)).filter(
    ({ what }) => what === 'acknowledged',
  );
  const own = before.find(({ by }) => by.account === account);
  const other = before.find(({ by }) => by.account !== account);
  if (!own) {
    const line = { at: turn.now, by: { account, name }, what: 'acknowledged' } as const;
    await services.incidents.write(incident.number, line);
  }
  return [
    own ? 'I had put that down already.' : 'I have put that down in its history, and nothing else.',
    ...(other ? [otherWords(other, incident, services)] : []),
  ];
}

function otherWords({ by, at }: HistoryLine, incident: Incident, services: Services): string {
  const who = theRoleOf(by.account, incident, services);
  return `${capital(who)} had seen it before you, on ${sayMoment(at, services)}.`;
}
