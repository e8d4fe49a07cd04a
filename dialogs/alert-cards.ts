import { type Card, type Shortcut, say } from '../src/cards/card.js';
import { incidentIdentity } from '../src/cards/identity.js';
import type { Services } from '../src/conversation/dialog.js';
import { changesIn, type Incident, type Status, transitions } from '../src/incidents/incident.js';
import type { ActionName } from '../src/language/commands.js';
import type { Kind } from '../src/language/facts.js';
import { actionChoices } from './headteacher-act.js';
import { pastWords, sayMoment, theRoleOf } from './headteacher-words.js';
import { kindLabels, statusLabels } from './labels.js';

/** What an alert may say of an incident. Never a name, and nothing of what was written. */
type Alerted = Pick<Incident, 'reference' | 'number' | 'kind'>;

/** Kinds in which the police come before a helpline. */
const forPolice: readonly Kind[] = ['threat', 'violent', 'illegal', 'extremism'];

/** The alert that a report has come in. */
export function newReportCard(one: Alerted): Card {
  const kind = kindLabels[one.kind].toLowerCase();
  return {
    ...say(
      `A new report is in the log: ${one.reference}. Kind: ${kind}.`,
      `Say show ${one.number} to see it.`,
    ),
    shortcuts: alertButtons(one, 'new', 1),
  };
}

/** The same for the DSL, who does not read the log. */
export function safetyReportCard({ reference, number, kind }: Alerted): Card {
  return {
    ...say(
      `A new report may concern somebody's safety: ${reference}. Kind: ${kindLabels[kind].toLowerCase()}.`,
      'Please ask the Headteacher to show it to you.',
    ),
    shortcuts: [seenButton(number, 1)],
  };
}

/** The DSL's alert once they have said that they saw it. */
export function seenReportCard({ reference, kind }: Alerted): Card {
  return say(
    `${reference} may concern somebody's safety. Kind: ${kindLabels[kind].toLowerCase()}.`,
    'You have seen this alert. Please ask the Headteacher to show you the report.',
  );
}

/** An alert as the incident stands now: its status, what was done last and by whom, and what can be done. */
export async function alertNow(incident: Incident, services: Services): Promise<Card> {
  const { reference, number, kind, status } = incident;
  const changes = changesIn(await services.incidents.history(number));
  const last = changes.at(-1);
  return {
    text: [
      `${reference} is ${statusLabels[status]}. Kind: ${kindLabels[kind].toLowerCase()}.`,
      ...(last && changes.length > 1
        ? [
            `Last: ${pastWords(last.what)}, by ${theRoleOf(last.by.account, incident, services)}, on ${sayMoment(last.at, services)}.`,
          ]
        : []),
      `Say show ${number} to see it.`,
    ],
    shortcuts: alertButtons(incident, status, changes.length),
  };
}

/** At most six, which is all that a card in Teams shows. */
function alertButtons({ number, kind }: Alerted, status: Status, version: number): Shortcut[] {
  const of = incidentIdentity('alert', number, version);
  const possible = transitions[status];
  const authority: ActionName = forPolice.includes(kind) ? 'authority_informed' : 'posh_contacted';
  const offered: readonly ActionName[] = ['deletion_requested', 'reported_to_platform', authority];
  return [
    { label: 'Show it', says: `show ${number}`, of },
    seenButton(number, version),
    ...actionChoices
      .filter(({ action }) => possible.act && offered.includes(action))
      .map(({ label, says }) => ({ label, says: says(number), of })),
    ...(possible.close ? [{ label: 'Close it', says: `close ${number}`, of }] : []),
    ...(possible.reopen ? [{ label: 'Open it again', says: `reopen ${number}`, of }] : []),
  ];
}

function seenButton(number: number, version: number): Shortcut {
  return { label: 'Seen', says: `seen ${number}`, of: incidentIdentity('alert', number, version) };
}
