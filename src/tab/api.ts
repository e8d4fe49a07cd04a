import { commandsFor } from '../../dialogs/headteacher.js';
import { kindLabels, platformLabels, posterLabels } from '../../dialogs/labels.js';
import type { Services } from '../conversation/dialog.js';
import type { CommandName } from '../language/commands.js';
import type { Person } from '../people.js';
import { chartsFor } from './charts.js';
import { rowsFor, waitingFor } from './incidents.js';
import { carryOut, parseOrder } from './orders.js';
import type { Option, Start } from './shape.js';

/** A call for data, by somebody who is known. */
export interface Call {
  person: Person;
  query: URLSearchParams;
  /** Of an order alone. */
  body: unknown;
  services: Services;
  now: Date;
}

/** The data, or the status of a refusal. */
export type Answer = { ok: true; data: object } | { ok: false; status: 400 | 403 };

/** An entry of the table of what the page can ask: one of these commands must be the person's. */
export interface Endpoint {
  method: 'get' | 'post';
  path: string;
  needs: readonly CommandName[];
  answer(call: Call): Promise<object | 'wrong' | undefined>;
}

export const endpoints: readonly Endpoint[] = [
  {
    method: 'get',
    path: 'start',
    needs: ['list', 'pointers'],
    answer: async ({ person, services }) => startFor(person, services),
  },
  {
    method: 'get',
    path: 'waiting',
    needs: ['list', 'pointers'],
    answer: ({ person, services }) => waitingFor(person, services),
  },
  {
    method: 'get',
    path: 'incidents',
    needs: ['list'],
    answer: async ({ query, services }) => (await rowsFor(query, services)) ?? 'wrong',
  },
  {
    method: 'get',
    path: 'charts',
    needs: ['summary'],
    answer: async ({ query, services, now }) =>
      (await chartsFor(query.get('period'), services, now)) ?? 'wrong',
  },
  {
    method: 'post',
    path: 'orders',
    needs: ['list', 'pointers'],
    answer: async ({ body, person, services, now }) => {
      const order = parseOrder(body);
      return order ? carryOut(order, person, services, now) : 'wrong';
    },
  },
];

/** Answers one call. Whoever may not give the command is refused in the same way, whatever there is. */
export async function answerCall(endpoint: Endpoint, call: Call): Promise<Answer> {
  const may = commandsFor(call.person);
  if (!endpoint.needs.some((name) => may.includes(name))) return { ok: false, status: 403 };
  const data = await endpoint.answer(call);
  if (data === undefined) return { ok: false, status: 403 };
  return data === 'wrong' ? { ok: false, status: 400 } : { ok: true, data };
}

function startFor(person: Person, { policy }: Services): Start {
  return {
    school: policy.school.name,
    may: commandsFor(person),
    kinds: optionsOf(kindLabels),
    platforms: optionsOf(platformLabels),
    posters: optionsOf(posterLabels),
  };
}

function optionsOf(labels: Readonly<Record<string, string>>): Option[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}
