import { z } from 'zod';
import { clauseOf, type Kind, meaningOf, type Route } from './labels.js';
import { chance } from './logistic.js';
import {
  clausesOf,
  clearnessSignals,
  type Reading,
  scopeSignals,
  surenessSignals,
  urgentSignals,
} from './reading.js';

const logistic = z.object({ weights: z.array(z.number()), bias: z.number() });

/** Everything about the decision that is fitted by cross-validation and stored with the model. */
export const thresholdsSchema = z.object({
  urgent: logistic,
  scope: logistic,
  sureness: logistic,
  clearness: logistic,
  /** Chance of danger from which the message is treated as urgent. */
  alarm: z.number(),
  /** Chance of danger from which one sentence alone makes a whole message urgent. */
  certain: z.number(),
  /** Chance of danger from which the safeguarding banner stands above the answer. */
  banner: z.number(),
  /** Chance of being in scope below which the message is out of scope. */
  inscope: z.number(),
  /** Chance of the right clause below which the bot asks "did you mean". */
  sure: z.number(),
});

export type Thresholds = z.infer<typeof thresholdsSchema>;

/** The decision about one text. */
export interface Decision {
  readonly route: Route;
  readonly kind?: Kind;
  readonly label: string;
  readonly clauses: string[];
  readonly clarify: boolean;
  readonly banner: boolean;
  readonly inscope: number;
  readonly urgent: number;
  /** Chance that the first clause is the right answer. */
  readonly sureness: number;
  /** Chance that the label is right, whatever its route. */
  readonly clearness: number;
  /** True when words spell the danger out, whatever was learned. */
  readonly spelled: boolean;
  /** True when the danger is plain enough to make a longer message urgent that holds this text. */
  readonly certain: boolean;
}

/**
 * Danger first, then whether the bot is the right place at all, then clause or route, then "did you mean".
 * The danger words add an alarm to what is learned. A danger that is only supposed or
 * denied gets the banner; what is said beside a denial is read again without it.
 */
export function decide(reading: Reading, thresholds: Thresholds): Decision {
  const { danger } = reading;
  const urgent = chance(thresholds.urgent, urgentSignals(reading));
  const inscope = chance(thresholds.scope, scopeSignals(reading));
  const sureness = chance(thresholds.sureness, surenessSignals(reading));
  const denied = danger.undenied !== undefined;
  const softened = denied || danger.hypothetical;
  // One word tells too little to be alarmed by what is only supposed of it.
  const { alarm: alarmed, banner } =
    reading.words === 1 ? { alarm: thresholds.certain, banner: thresholds.certain } : thresholds;
  const alarm = !softened && urgent >= alarmed;
  const spelled = !softened && danger.alarm !== undefined;
  const label = labelFor(reading, alarm || spelled, inscope < thresholds.inscope);
  const meaning = meaningOf(label) ?? { route: 'out_of_scope' };
  const urgently = meaning.route === 'urgent';
  return {
    ...meaning,
    label,
    clauses: clausesOf(reading),
    clarify: clauseOf(label) !== undefined && sureness < thresholds.sure,
    banner: !urgently && (urgent >= banner || danger.alarm !== undefined || denied || danger.supposed),
    inscope,
    urgent: spelled ? Math.max(urgent, thresholds.alarm) : urgent,
    sureness,
    clearness: chance(thresholds.clearness, clearnessSignals(reading)),
    spelled: urgently && spelled,
    certain: urgently && (spelled || urgent >= thresholds.certain),
  };
}

/** A message without a word, such as a lone full stop, is answered with what the bot can do. */
export function wordless(decision: Decision): Decision {
  const { kind: _, ...rest } = decision;
  const calm = { clarify: false, banner: false, spelled: false, certain: false, urgent: 0, inscope: 1 };
  return { ...rest, ...calm, route: 'smalltalk', label: 'smalltalk/capabilities' };
}

function labelFor(reading: Reading, alarmed: boolean, outside: boolean): string {
  const first = (wanted: (route: Route) => boolean): string | undefined =>
    reading.ranked.find(({ route }) => wanted(route))?.label;
  if (alarmed) return urgentLabel(reading) ?? 'urgent/danger';
  if (outside) return first((route) => route === 'out_of_scope') ?? 'out_of_scope/other';
  return first((route) => route !== 'urgent' && route !== 'out_of_scope') ?? 'out_of_scope/other';
}

/** The learned kind of danger; the danger words name it only where the classifier sees none. */
function urgentLabel({ ranked, danger, routes }: Reading): string | undefined {
  if (danger.alarm !== undefined && routes.urgent < 0) return danger.alarm;
  return ranked.find(({ route }) => route === 'urgent')?.label;
}
