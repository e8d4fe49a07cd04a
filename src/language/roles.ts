import type { Decision } from './decision.js';
import type { Ranked, Reading } from './reading.js';

/** Roles that may give the Headteacher's commands, and mostly write nothing else. */
const COMMANDING: ReadonlySet<string> = new Set(['headteacher', 'deputy_head', 'dsl', 'deputy_dsl']);

/** How much likelier a command is from somebody who may give one, in the classifier's own measure. */
const COMMAND_LIFT = 0.4;

/**
 * Leans a reading towards commands for those who may give them, and away from "other people's reports", which they
 * may see. Other roles are read as they write: whether they may give a command is decided elsewhere.
 */
export function readingForRole(reading: Reading, role: string): Reading {
  if (!COMMANDING.has(role)) return reading;
  const lifted = (ranked: Ranked): Ranked =>
    ranked.route === 'headteacher_command' ? { ...ranked, score: ranked.score + COMMAND_LIFT } : ranked;
  const ranked = reading.ranked
    .filter(({ label }) => label !== 'out_of_scope/leak')
    .map(lifted)
    .sort((a, b) => b.score - a.score);
  return { ...reading, ranked };
}

/** A child who tells of something online is never led through the form (DESIGN section 2, rule 4). */
export function forRole(decision: Decision, role: string): Decision {
  if (role !== 'pupil' || decision.route !== 'report' || decision.label.startsWith('mine/')) return decision;
  const { kind: _, ...rest } = decision;
  return { ...rest, route: 'urgent', kind: 'danger', label: 'urgent/child', banner: false };
}
