import { decide, type Thresholds } from './decision.js';
import { clauseOf, meaningOf } from './labels.js';
import { chance, fitLogistic } from './logistic.js';
import { clearnessSignals, type Reading, scopeSignals, surenessSignals, urgentSignals } from './reading.js';

/** One training line read by a classifier that has not seen its voice. */
export interface Unseen {
  readonly label: string;
  readonly reading: Reading;
}

/**
 * Shares of unseen lines that may go wrong. A danger that is missed is worse than a false alarm, so alarms have the
 * largest share: the voices of the training are harder than the development set, where it comes to half of this.
 */
const FALSE_ALARMS = 0.05;
const FALSE_CERTAINTIES = 0.004;
const FALSE_BANNERS = 0.065;
const FALSE_REJECTIONS = 0.03;
/** Share of policy questions answered with "did you mean": a question more is a smaller harm than a wrong answer. */
const CLARIFY = 0.24;

/** Reports that show 999 first anyway (DESIGN section 2): an alarm there is no false alarm. */
const BORDERLINE = new Set([
  'report/threat',
  'report/extremism',
  'report/staff_contact',
  'complaint/about_headteacher',
]);

/** Fits every threshold on lines that were read by a classifier that had not seen them. */
export function fitThresholds(lines: readonly Unseen[]): Thresholds {
  const routeOf = (line: Unseen): string => meaningOf(line.label)?.route ?? '';
  const urgent = fitLogistic(
    lines.map((line) => ({ signals: urgentSignals(line.reading), yes: routeOf(line) === 'urgent' })),
  );
  const scope = fitLogistic(
    lines.map((line) => ({ signals: scopeSignals(line.reading), yes: routeOf(line) !== 'out_of_scope' })),
  );
  const sureness = fitLogistic(
    lines
      .filter(({ reading }) => reading.ranked[0]?.route === 'policy')
      .map((line) => ({
        signals: surenessSignals(line.reading),
        yes: line.reading.ranked[0]?.label === line.label,
      })),
  );
  const clearness = fitLogistic(
    lines.map(({ label, reading }) => ({
      signals: clearnessSignals(reading),
      yes: reading.ranked[0]?.label === label,
    })),
  );
  const calm = lines.filter((line) => routeOf(line) !== 'urgent' && !BORDERLINE.has(line.label));
  const dangers = calm.map(({ reading }) => chance(urgent, urgentSignals(reading)));
  const alarm = shareAbove(dangers, FALSE_ALARMS);
  const inside = lines.filter((line) => routeOf(line) !== 'out_of_scope');
  const inscope = shareBelow(
    inside.map(({ reading }) => chance(scope, scopeSignals(reading))),
    FALSE_REJECTIONS,
  );
  const certain = shareAbove(dangers, FALSE_CERTAINTIES);
  const fitted = { urgent, scope, sureness, clearness, alarm, certain, inscope, sure: 0 };
  const thresholds = { ...fitted, banner: Math.min(alarm, shareAbove(dangers, FALSE_BANNERS)) };
  return { ...thresholds, sure: fitSureness(lines, thresholds) };
}

/** The value that this share of the values lies above. */
function shareAbove(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => b - a);
  return (sorted[Math.floor(share * sorted.length)] ?? 0.5) + 1e-6;
}

/** The value that this share of the values lies below. */
function shareBelow(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(share * sorted.length)] ?? 0.5;
}

/** The sureness below which the bot asks, so that it asks as often as it may. */
function fitSureness(lines: readonly Unseen[], thresholds: Thresholds): number {
  const answers = lines
    .map(({ reading }) => decide(reading, thresholds))
    .filter(({ label }) => clauseOf(label) !== undefined)
    .map(({ sureness }) => sureness)
    .sort((a, b) => a - b);
  const policyLines = lines.filter(({ label }) => clauseOf(label) !== undefined).length;
  return answers[Math.floor(CLARIFY * policyLines)] ?? 0;
}
