import { z } from 'zod';
import { commandsFor, run } from '../../dialogs/headteacher.js';
import { filterOf } from '../../dialogs/headteacher-list.js';
import { sortsFor } from '../../dialogs/headteacher-lists.js';
import { roleLabels, sayDate, sayMoment } from '../../dialogs/headteacher-words.js';
import {
  historyLabels,
  kindLabels,
  platformLabels,
  posterLabels,
  statusLabels,
} from '../../dialogs/labels.js';
import type { Message, Services } from '../conversation/dialog.js';
import type { IncidentFilter } from '../incidents/filter.js';
import { type Incident, type Status, statuses, transitions } from '../incidents/incident.js';
import { kinds, platforms, posters } from '../language/facts.js';
import type { Person } from '../people.js';
import { dayInWords } from '../policy/school.js';
import type { IncidentView, Row, Rows, Waiting } from './shape.js';

/** How many lines the page is given at a time. */
const page = 25;
/** Nobody leaves more than this waiting; the list of incidents has all. */
const mostWaiting = 100;

const day = z.iso.date().optional();

/** The filters of the page, as its address carries them. An empty one does not narrow. */
const querySchema = z.object({
  status: z.enum([...statuses, 'all']).default('open'),
  kind: z.enum(kinds).optional(),
  platform: z.enum(platforms).optional(),
  poster: z.enum(posters).optional(),
  from: day,
  to: day,
  words: z.string().max(200).optional(),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

/** A page of the list, newest first. Undefined: the filters are none. */
export async function rowsFor(query: URLSearchParams, services: Services): Promise<Rows | undefined> {
  const given = Object.fromEntries([...query].filter(([, value]) => value !== ''));
  const parsed = querySchema.safeParse(given);
  if (!parsed.success) return undefined;
  const { status, kind, platform, poster, from, to, words, offset } = parsed.data;
  const narrow = {
    ...(status === 'all' ? {} : { status }),
    ...(kind ? { kind } : {}),
    ...(platform ? { platform } : {}),
    ...(poster ? { poster } : {}),
  };
  const filter = filterOf({ command: 'list', numbers: [], it: false, actions: [], ...narrow });
  return rows({ ...filter, from, to, words }, page, offset, services);
}

/** What waits for somebody, as far as this person may see it. */
export async function waitingFor(person: Person, services: Services): Promise<Waiting> {
  const may = commandsFor(person);
  const standing = (status: Status) => rows({ statuses: [status] }, mostWaiting, 0, services);
  return {
    ...(may.includes('list') ? { fresh: await standing('new'), waiting: await standing('waiting') } : {}),
    ...(may.includes('pointers') ? { calls: await callsFor(person, services) } : {}),
    ...(may.includes('unanswered') ? { questions: await questionsIn(services) } : {}),
  };
}

/** Everything about an incident, looked at through the command `show`, which records the look. */
export async function incidentView(
  number: number,
  message: Message,
  services: Services,
): Promise<IncidentView | 'missing' | undefined> {
  const incident = await services.incidents.find(number);
  const reply = await run({ command: 'show', numbers: [number], it: false, actions: [] }, message, services);
  if (!reply) return undefined;
  const [card] = reply.cards;
  if (!incident || !card) return 'missing';
  const history = await services.incidents.history(number);
  return {
    number,
    reference: incident.reference,
    status: statusLabels[incident.status],
    seen: incident.changedAt.toISOString(),
    facts: card.facts ?? [],
    delivery: card.text,
    chronology: history
      .filter(({ what }) => what !== 'viewed')
      .map(({ at, what, by, detail }) => ({
        when: sayMoment(at, services),
        what: historyLabels[what],
        by: by.name,
        ...(detail ? { detail } : {}),
      })),
    moves: Object.keys(transitions[incident.status]).filter((move) => move !== 'withdraw'),
  };
}

async function rows(
  filter: IncidentFilter,
  limit: number,
  offset: number,
  services: Services,
): Promise<Rows> {
  const { incidents, total } = await services.incidents.list(filter, limit, offset);
  return { rows: incidents.map((one) => rowOf(one, services)), total };
}

function rowOf(one: Incident, services: Services): Row {
  return {
    number: one.number,
    reference: one.reference,
    sentOn: sayDate(one.reportedAt, services),
    kind: kindLabels[one.kind],
    platform: platformLabels[one.platform],
    postedBy: posterLabels[one.postedBy],
    status: one.status,
  };
}

async function callsFor(person: Person, services: Services) {
  const kept = await services.pointers.list({ sorts: sortsFor(person), unhandledOnly: true });
  return kept.toReversed().map(({ id, name, role, at }) => ({
    id,
    words: `${name} (${roleLabels[role]}), asked on ${sayMoment(at, services)}`,
  }));
}

async function questionsIn(services: Services) {
  const questions = await services.questions.list();
  return questions.map(({ id, words, askedOn }) => ({ id, words: `${words} (${dayInWords(askedOn)})` }));
}
