import { askCard, type Card, say } from '../src/cards/card.js';
import { type Message, open, type Reply, type Services } from '../src/conversation/dialog.js';
import { answersFrom, readBack } from '../src/conversation/form.js';
import type { Report } from '../src/incidents/incident.js';
import { holds, voiceOf } from '../src/people.js';
import type { Owed } from '../src/storage/outbox.js';
import { newReportCard, safetyReportCard } from './alert-cards.js';
import { alertTimeWords, alertTo, someoneHolds } from './alerts.js';
import { gatheredAlert, gatheredWords } from './busy-hour.js';
import { helplineFacts, officeLine } from './contacts.js';
import { type ReportAnswers, reportForm, reportFormVersion } from './report-form.js';
import { type ReportState, reportDialog } from './report-state.js';
import { meanwhile, noPromise, schoolWill } from './report-words.js';

export const sendWords =
  /^(?:send|send it|yes|yes send(?: it)?|yes please|yep|yeah|y|ok send|confirm|looks? (?:right|good|fine)|thats right)$/;
export const changeWords =
  /^(?:change|edit|no|change something|change it|something is wrong|thats wrong|not right)$/;

/** What the buttons under the read-back say. */
export const readBackLabels = { send: 'Send', change: 'Change something', cancel: 'Cancel' } as const;

const choices = Object.values(readBackLabels).map((label) => ({ label }));

const lead = 'the DSL (Designated Safeguarding Lead)';

/** Kinds that the DSL is alerted to as well: children may be at risk (policy, Extremism; R65, R66). */
const alsoForDsl = ['extremism', 'threat'];

/** Everything that will be kept, and the question whether to send it. */
export function readBackCard(state: ReportState): Card {
  return {
    ...askCard(
      `report:${state.draft}:send`,
      'Shall I send this to the Headteacher? You can also say what to change.',
      choices,
    ),
    title: 'Please check your report',
    facts: readBack(reportForm, state.answers),
  };
}

/**
 * Stores the confirmed report and tells the reporter, to the letter, what has and has not been done. With
 * `copy` the reference is owed to their private chat as well, for a report that was made somewhere else.
 */
export async function send(
  state: ReportState,
  message: Message,
  services: Services,
  { copy = false } = {},
): Promise<Reply> {
  const { turn } = message;
  const { limits } = services.policy.school;
  const hourAgo = new Date(turn.now.getTime() - 3_600_000);
  if (
    (await services.incidents.countSince(turn.person.account, hourAgo, state.draft)) >= limits.reportsPerHour
  ) {
    return {
      noted: 'limit.reached',
      cards: [
        say(
          `You have sent ${limits.reportsPerHour} reports in the last hour, and that is as many as I can take. I have not sent this one.`,
          `Your answers stay here for now. Try send again later, or write to the school. ${officeLine(services.policy.school)}`,
        ),
      ],
      open: open(reportDialog, state, turn.now, choices, `report:${state.draft}:send`),
    };
  }
  const answers: ReportAnswers = answersFrom(reportForm, state.answers);
  const confirmed = toReport(state, answers, message);
  const together = await services.incidents.wereAsMany(limits.alertsPerHour, hourAgo);
  const { incident } = await services.incidents.confirm(
    confirmed,
    (reference, number) => [
      ...alerts(reference, number, confirmed, together, message, services),
      ...(copy ? [copyFor(reference, number, message)] : []),
    ],
    turn.now,
  );
  return {
    cards: [thanks(incident.reference, answers, together, message, services)],
    shown: incident.number,
  };
}

function toReport(state: ReportState, answers: ReportAnswers, { turn }: Message): Report {
  return {
    draft: state.draft,
    reporter: { account: turn.person.account, name: turn.person.name, role: voiceOf(turn.person) },
    kind: answers.kind ?? 'other',
    platform: answers.platform ?? 'other',
    visibility: answers.visibility ?? 'not_sure',
    postedBy: answers.postedBy ?? 'not_sure',
    stillUp: answers.stillUp ?? 'not_sure',
    affected: answers.affected ?? ['other'],
    ...(answers.when ? { when: answers.when } : {}),
    ...(answers.link ? { link: answers.link } : {}),
    words: answers.words ?? '',
    mayContact: answers.mayContact ?? false,
    formVersion: reportFormVersion,
    answers: { ...answers },
  };
}

/** A reference and a kind, never what was written. Whoever is both is told once, and at once; nobody is told of their own report. */
function alerts(
  reference: string,
  number: number,
  confirmed: Report,
  together: boolean,
  { turn }: Message,
  services: Services,
): Owed[] {
  const forSafety = alsoForDsl.includes(confirmed.kind);
  if (together && !forSafety) return gatheredAlert(number, turn, services);
  const card = newReportCard({ reference, number, kind: confirmed.kind });
  const alert = {
    key: `incident:${number}:new`,
    sort: 'alert',
    urgent: false,
    incident: number,
    card,
  } as const;
  const owed = alertTo(['headteacher', 'deputy_head'], alert, turn.now, services).filter(
    ({ recipient }) => recipient !== turn.person.account,
  );
  if (!forSafety) return owed;
  const forDsl = {
    ...alert,
    key: `incident:${number}:dsl`,
    urgent: true,
    card: safetyReportCard({ reference, number, kind: confirmed.kind }),
  };
  const dsls = someoneHolds(services, 'dsl')
    ? alertTo(['dsl', 'deputy_dsl'], forDsl, turn.now, services).filter(
        ({ recipient }) => recipient !== turn.person.account,
      )
    : [];
  const both = (one: Owed) => dsls.some(({ recipient }) => recipient === one.recipient);
  return [
    ...owed.map((one) =>
      both(one)
        ? { ...one, urgent: true, notBefore: turn.now, otherwise: ['deputy_head', 'deputy_dsl'] as const }
        : one,
    ),
    ...dsls.filter(({ recipient }) => !owed.some((one) => one.recipient === recipient)),
  ];
}

/** The reference for the reporter's private chat, at once because they are there now. */
function copyFor(reference: string, number: number, { turn }: Message): Owed {
  return {
    key: `incident:${number}:reporter`,
    recipient: turn.person.account,
    sort: 'reporter',
    urgent: false,
    incident: number,
    notBefore: turn.now,
    card: say(
      `Your report is in the log. Its reference is ${reference}.`,
      'Say my reports at any time to see how it stands, to add something, or to withdraw it.',
    ),
  };
}

function thanks(
  reference: string,
  answers: ReportAnswers,
  together: boolean,
  message: Message,
  services: Services,
): Card {
  const { school } = services.policy;
  const told = someoneHolds(services, 'headteacher', 'deputy_head')
    ? toldWords(alsoForDsl.includes(answers.kind ?? ''), together, message, services)
    : `I have no account for the Headteacher to message, so please tell the school that it is there. ${officeLine(school)}`;
  return {
    title: `Your report is in the log. Its reference is ${reference}.`,
    text: [told, ...schoolWill(answers.postedBy, answers.kind), meanwhile, noPromise],
    facts: helplineFacts(answers.kind === 'hate' ? ['true-vision'] : [], message.turn.person, services),
    ask: 'Say my reports at any time to see how it stands, to add something, or to withdraw it.',
  };
}

/** Who is sent a message, and when. One person may be both the Headteacher and the DSL. */
function toldWords(dslToo: boolean, together: boolean, { turn }: Message, services: Services): string {
  const { people } = services;
  const { now, person } = turn;
  const reader = someoneHolds(services, 'headteacher') ? 'headteacher' : 'deputy_head';
  const called = reader === 'headteacher' ? 'the Headteacher' : 'the deputy head';
  const others = people.holding(reader).filter(({ account }) => account !== person.account);
  const dsl = dslToo && people.holding('dsl').some(({ account }) => account !== person.account);
  if (others.length === 0)
    return dsl ? `I am telling ${lead} now.` : 'You read the log yourself, so I am writing to nobody.';
  if (dslToo && people.holding(reader).every((one) => holds(one, 'dsl'))) {
    return `I am sending ${called}, who is also ${lead}, a message about it now.`;
  }
  if (together && !dslToo) return gatheredWords(called, now, services);
  const when = alertTimeWords(now, services);
  const first = `I ${when === 'now' ? 'am sending' : 'will send'} ${called} a message about it ${when}.`;
  return dsl ? `${first} I am telling ${lead} now.` : first;
}
