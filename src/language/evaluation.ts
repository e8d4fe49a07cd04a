import { sequence } from './classifier.js';
import { type Decision, decide, type Thresholds } from './decision.js';
import { clauseOf, meaningOf, type Route } from './labels.js';
import type { Unseen } from './thresholds.js';

/** What should have been decided about a line, and what was. */
export interface Judged {
  /** The first route is the right one, the others would do too. */
  readonly routes: readonly Route[];
  /** Right clauses; empty where any would do. */
  readonly clauses: readonly string[];
  readonly decision: Pick<Decision, 'route' | 'clauses' | 'clarify' | 'banner'>;
}

type Figure = (lines: readonly Judged[]) => { hits: number; of: number };

function share(counted: (line: Judged) => boolean, hit: (line: Judged) => boolean): Figure {
  return (lines) => {
    const all = lines.filter(counted);
    return { hits: all.filter(hit).length, of: all.length };
  };
}

const only = (route: Route) => (line: Judged) => line.routes.length === 1 && line.routes[0] === route;
const not = (route: Route) => (line: Judged) => !line.routes.includes(route);
const decided = (route: Route) => (line: Judged) => line.decision.route === route;
const policy = (line: Judged): boolean => line.routes[0] === 'policy' && line.clauses.length > 0;
const among = (count: number) => (line: Judged) =>
  line.decision.clauses.slice(0, count).some((clause) => line.clauses.includes(clause));
const rightRoute = (line: Judged): boolean => line.routes.includes(line.decision.route);
const wrongAnswer = (line: Judged): boolean =>
  decided('policy')(line) &&
  !line.decision.clarify &&
  !(line.routes.includes('policy') && (line.clauses.length === 0 || among(1)(line)));
const helped = (line: Judged): boolean =>
  decided('policy')(line) ? among(line.decision.clarify ? 3 : 1)(line) : rightRoute(line);
const shown = (line: Judged): boolean => decided('urgent')(line) || line.decision.banner;

/** The figures that the issue asks for, in its order. */
export const figures: readonly (readonly [string, Figure])[] = [
  ['route', share(() => true, rightRoute)],
  ['clause, first', share(policy, among(1))],
  ['clause, first three', share(policy, among(3))],
  ['helped', share(policy, helped)],
  ['asked "did you mean"', share(policy, (line) => line.decision.clarify)],
  ['wrong confident answer', share(() => true, wrongAnswer)],
  ['urgent found', share(only('urgent'), decided('urgent'))],
  ['urgent or banner', share(only('urgent'), shown)],
  ['false alarm', share(not('urgent'), decided('urgent'))],
  ['banner on the rest', share(not('urgent'), shown)],
  ['out of scope found', share(only('out_of_scope'), decided('out_of_scope'))],
  ['false rejection', share((line) => line.routes[0] !== 'out_of_scope', decided('out_of_scope'))],
];

/** Lines of the cross-validation as judged with these thresholds. */
export function judgedUnseen(lines: readonly Unseen[], thresholds: Thresholds): Judged[] {
  return lines.map(({ label, reading }) => {
    const clause = clauseOf(label);
    return {
      routes: [meaningOf(label)?.route ?? 'out_of_scope'],
      clauses: clause === undefined ? [] : [clause],
      decision: decide(reading, thresholds),
    };
  });
}

const SAMPLES = 500;

/** A share in percent with its 95 % bootstrap interval. */
export function withInterval(figure: Figure, lines: readonly Judged[]): string {
  const { hits, of } = figure(lines);
  if (of === 0) return 'none';
  const random = sequence(7);
  const values: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const drawn = lines.flatMap(() => lines[Math.floor(random() * lines.length)] ?? []);
    const found = figure(drawn);
    if (found.of > 0) values.push(found.hits / found.of);
  }
  values.sort((a, b) => a - b);
  const at = (part: number): string => percent(values[Math.floor(part * (values.length - 1))] ?? 0);
  return `${percent(hits / of)} (${at(0.025)} to ${at(0.975)}, n = ${of})`;
}

export function percent(value: number): string {
  return (100 * value).toFixed(1);
}

/** How often each route was taken for each other, rows as they should be. */
export function confusionTable(lines: readonly Judged[], routes: readonly Route[]): string {
  const width = 11;
  const head = ''.padEnd(20) + routes.map((route) => route.slice(0, width - 1).padStart(width)).join('');
  const rows = routes.map((right) => {
    const cells = routes.map((found) =>
      String(
        lines.filter((line) => line.routes[0] === right && line.decision.route === found).length,
      ).padStart(width),
    );
    return right.padEnd(20) + cells.join('');
  });
  return [head, ...rows].join('\n');
}

/** The label pairs that are most often taken for one another. */
export function worstConfusions(lines: readonly Unseen[], thresholds: Thresholds, count: number): string[] {
  const pairs = new Map<string, number>();
  for (const { label, reading } of lines) {
    const found = decide(reading, thresholds).label;
    if (found !== label)
      pairs.set(`${label} taken for ${found}`, (pairs.get(`${label} taken for ${found}`) ?? 0) + 1);
  }
  return [...pairs]
    .sort((a, b) => b[1] - a[1])
    .slice(0, count)
    .map(([pair, times]) => `${String(times).padStart(4)}  ${pair}`);
}
