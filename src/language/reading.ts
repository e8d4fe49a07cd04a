import type { Danger } from './danger.js';
import { clauseOf, meaningOf, type Route } from './labels.js';

/** Names of the extra targets that ask for a whole route at once; `=urgent` and so on. */
export const ROUTE_TARGETS: readonly Route[] = [
  'policy',
  'report',
  'complaint',
  'urgent',
  'headteacher_command',
  'smalltalk',
  'out_of_scope',
];

/** How much the score of a label's whole route counts beside the label's own. */
const ROUTE_SHARE = 0.15;

/** How much it counts which clause a text is, once it is known to ask about the policy. */
const CLAUSE_SHARE = 0.5;

/** A score below any that a text gets. */
const FAR = -3;

export interface Ranked {
  readonly label: string;
  readonly route: Route;
  readonly score: number;
}

/** What the classifier and the danger words say about one text, before any threshold. */
export interface Reading {
  /** Every label, likeliest first. */
  readonly ranked: readonly Ranked[];
  readonly routes: Readonly<Record<Route, number>>;
  readonly words: number;
  /** Share of the words that the model has met. */
  readonly familiarity: number;
  readonly danger: Danger;
}

/** The name of the target that asks for a whole route. */
export function routeTarget(route: Route): string {
  return `=${route}`;
}

/** The name of the target that asks which clause it is, of policy questions only. */
export function clauseTarget(label: string): string {
  return `~${label}`;
}

/** Joins each label's score with its route's, and a clause's with its lead over the other clauses, and ranks them. */
export function readingOf(
  names: readonly string[],
  scores: Float32Array,
  rest: Pick<Reading, 'words' | 'familiarity' | 'danger'>,
): Reading {
  const scoreOf = new Map(names.map((name, at) => [name, scores[at] ?? 0]));
  const of = (route: Route): number => scoreOf.get(routeTarget(route)) ?? 0;
  const routes: Record<Route, number> = {
    policy: of('policy'),
    report: of('report'),
    complaint: of('complaint'),
    urgent: of('urgent'),
    headteacher_command: of('headteacher_command'),
    smalltalk: of('smalltalk'),
    out_of_scope: of('out_of_scope'),
  };
  const bestClause = Math.max(
    ...names.map((name, at) => (name.startsWith(clauseTarget('')) ? (scores[at] ?? 0) : FAR)),
  );
  const ranked: Ranked[] = [];
  for (const [label, score] of scoreOf) {
    const route = meaningOf(label)?.route;
    if (route === undefined) continue;
    const behind = (scoreOf.get(clauseTarget(label)) ?? bestClause) - bestClause;
    ranked.push({ label, route, score: score + ROUTE_SHARE * routes[route] + CLAUSE_SHARE * behind });
  }
  ranked.sort((a, b) => b.score - a.score);
  return { ranked, routes, ...rest };
}

function best(reading: Reading, wanted: (ranked: Ranked) => boolean): number {
  return reading.ranked.find(wanted)?.score ?? FAR;
}

/** Signals for "somebody is at risk". */
export function urgentSignals(reading: Reading): number[] {
  const { routes, danger } = reading;
  return [
    routes.urgent,
    best(reading, ({ route }) => route === 'urgent'),
    best(reading, ({ route }) => route !== 'urgent'),
    routes.policy,
    routes.report,
    danger.hypothetical ? 1 : 0,
    danger.undenied ? 1 : 0,
    Math.log(1 + reading.words),
  ];
}

/** Signals for "this bot is the right place". */
export function scopeSignals(reading: Reading): number[] {
  return [
    reading.routes.out_of_scope,
    best(reading, ({ route }) => route === 'out_of_scope'),
    best(reading, ({ route }) => route !== 'out_of_scope'),
    reading.routes.policy,
    reading.routes.smalltalk,
    reading.familiarity,
    Math.log(1 + reading.words),
  ];
}

/** Signals for "the first clause is the right answer". */
export function surenessSignals(reading: Reading): number[] {
  const [first, second] = reading.ranked.filter(({ label }) => clauseOf(label) !== undefined);
  const top = first?.score ?? FAR;
  return [
    top,
    top - (second?.score ?? FAR),
    top - best(reading, ({ label }) => clauseOf(label) === undefined),
    reading.routes.policy,
    reading.familiarity,
  ];
}

/** Signals for "the first label is right", whatever its route. */
export function clearnessSignals(reading: Reading): number[] {
  const [first, second] = reading.ranked;
  const top = first?.score ?? FAR;
  return [top, top - (second?.score ?? FAR), reading.familiarity, Math.log(1 + reading.words)];
}

/** Clause ids, likeliest first. */
export function clausesOf(reading: Reading): string[] {
  return reading.ranked.flatMap(({ label }) => clauseOf(label) ?? []);
}
