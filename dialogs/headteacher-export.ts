import { askCard, say } from '../src/cards/card.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import { answersFrom, type Question, readBack } from '../src/conversation/form.js';
import { type ExportColumn, exportCsv } from '../src/incidents/export.js';
import { actions, type HistoryLine, type Incident } from '../src/incidents/incident.js';
import type { Order } from '../src/language/commands.js';
import { askPeriod, filterOf, narrowing } from './headteacher-list.js';
import { historyWords } from './headteacher-show.js';
import { waitFor } from './headteacher-state.js';
import { incidentsMeant } from './headteacher-which.js';
import { byline, dayOf, roleLabels, sayDate } from './headteacher-words.js';
import { actionLabels, statusLabels } from './labels.js';
import { reportForm } from './report-form.js';

/** A school has tens of incidents a year; this is the guard against the unthinkable. */
const mostRows = 10_000;

export const namesChoices = [
  { label: 'With names' },
  { label: 'Without names' },
  { label: 'No file' },
] as const;

/** Answers in the reporter's own words, in which a name may stand. */
const ownWords = ['words', 'link'];

interface Row {
  incident: Incident;
  history: readonly HistoryLine[];
}

/** A period, or named incidents, as a CSV file. Each incident's history keeps that it was exported. */
export async function exportLog(order: Order, message: Message, services: Services): Promise<Reply> {
  const { period, all, numbers } = order;
  if ((!period && !all && numbers.length === 0) || (period && 'missing' in period))
    return askPeriod(order, message);
  const meant = await rowsMeant(order, message, services);
  if (!('incidents' in meant)) return meant;
  const { incidents } = meant;
  if (incidents.length === 0)
    return { cards: [say(`There are no incidents to export: ${narrowing(order)}.`)] };
  if (order.anonymous === undefined) return askNames(order, incidents.length, message);
  const rows: Row[] = [];
  for (const incident of incidents)
    rows.push({ incident, history: await services.incidents.history(incident.number) });
  const detail = order.anonymous ? 'without names' : 'with names';
  const line = { at: message.turn.now, by: byline(message), what: 'exported', detail } as const;
  await services.incidents.writeEach(
    incidents.map(({ number }) => number),
    line,
  );
  const content = exportCsv(rows, order.anonymous ? anonymousColumns(services) : namedColumns(services));
  const name = `incidents-${fileDays(order, message, services)}${order.anonymous ? '-without-names' : ''}.csv`;
  const many = incidents.length === 1 ? 'one incident' : `${incidents.length} incidents`;
  const words = order.anonymous
    ? 'It has no names, no links and nothing in people’s own words. A small group can still be guessed, so check it before you pass it on.'
    : 'It holds names and people’s own words. Please keep it where only the right people can open it.';
  return {
    cards: [
      {
        text: [`Here is the file, with ${many}: ${narrowing(order)}.`, words],
        file: { name, type: 'text/csv', content },
      },
    ],
  };
}

async function rowsMeant(
  order: Order,
  message: Message,
  services: Services,
): Promise<{ incidents: Incident[] } | Reply> {
  if (order.numbers.length > 0) {
    const meant = await incidentsMeant(order, message, services);
    return meant.ok ? { incidents: meant.incidents } : meant.reply;
  }
  const { incidents } = await services.incidents.list(filterOf(order), mostRows, 0);
  return { incidents: incidents.toReversed() };
}

/** Names leave the log only when somebody says so. */
function askNames(order: Order, many: number, message: Message): Reply {
  const ask = `The file would hold ${many === 1 ? 'one incident' : `${many} incidents`}. Shall I put in the names and the words of the people who sent them?`;
  return waitFor({ step: 'names', order }, [askCard('headteacher:names', ask, namesChoices)], message);
}

function namedColumns(services: Services): ExportColumn<Row>[] {
  return [
    ...recordColumns(services),
    { header: 'Sent by', value: ({ incident }) => incident.reporter.name },
    { header: 'Role', value: ({ incident }) => roleLabels[incident.reporter.role] },
    ...reportForm.map((one) => answerColumn(one)),
    { header: 'Outcome', value: ({ incident }) => incident.outcome ?? '' },
    {
      header: 'History',
      value: ({ history }) => history.map((line) => historyWords(line, services)).join('\n'),
    },
  ];
}

/** No names, and nothing in which a name may stand: own words, links, notes, outcomes. */
function anonymousColumns(services: Services): ExportColumn<Row>[] {
  return [
    ...recordColumns(services),
    ...reportForm.filter(({ key }) => !ownWords.includes(key)).map((one) => answerColumn(one)),
  ];
}

function recordColumns(services: Services): ExportColumn<Row>[] {
  return [
    { header: 'Reference', value: ({ incident }) => incident.reference },
    { header: 'Sent on', value: ({ incident }) => dayOf(incident.reportedAt, services) },
    { header: 'Status', value: ({ incident }) => statusLabels[incident.status] },
    {
      header: 'Closed on',
      value: ({ incident }) => (incident.closedAt ? dayOf(incident.closedAt, services) : ''),
    },
    {
      header: 'Actions',
      value: ({ history }) => history.flatMap((line) => actionWords(line, services)).join('; '),
    },
  ];
}

/** One question of the form as a column, so that a new question is exported without a change here. */
function answerColumn(one: Question): ExportColumn<Row> {
  return {
    header: one.label,
    value: ({ incident }) => readBack([one], answersFrom(reportForm, incident.answers))[0]?.value ?? '',
  };
}

function actionWords({ what, at }: HistoryLine, services: Services): string[] {
  const action = actions.find((one) => one === what);
  return action ? [`${actionLabels[action]} (${sayDate(at, services)})`] : [];
}

function fileDays({ period, numbers }: Order, { turn }: Message, services: Services): string {
  if (period && 'from' in period) return `${period.from}-to-${period.to}`;
  return numbers.length > 0 ? numbers.join('-') : `to-${dayOf(turn.now, services)}`;
}
