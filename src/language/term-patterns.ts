import { addDays, type Days, type Term, weekOf } from './calendar.js';
import type { DatePattern, Found, Reading } from './date-reading.js';
import { MONTH, months } from './date-words.js';
import {
  firstDayBack,
  halfTermBy,
  holidayBy,
  schoolDayFrom,
  schoolDayUntil,
  termAt,
  termBefore,
  termNamed,
  weekBeside,
} from './terms.js';

const TERM = '(?:(this|last|the) )?(?:(autumn|winter|spring|summer) )?term';
const HALF_TERM = `(?:the |last |this )?(?:(?:(${MONTH})|autumn|spring|summer|winter) )?half term(?: (?:break|holidays?|week))?`;

/** The months in which a holiday begins. */
const holidays: Readonly<Record<string, readonly number[]>> = {
  christmas: [12],
  easter: [3, 4],
  summer: [7, 8],
};

/** Dates that are counted from the school's own terms. Without terms they are no dates. */
export const termPatterns: readonly DatePattern[] = [
  {
    pattern: new RegExp(
      `\\b(?:the )?(?:last|final) (?:school )?day (?:of school )?before ${HALF_TERM}\\b`,
      'g',
    ),
    read: ([, month], on) => day(halfTerm(on, month), ({ from }) => schoolDayUntil(addDays(from, -1))),
  },
  {
    pattern: new RegExp(
      `\\b(?:the )?(?:first|1st) (?:school )?day (?:back |of school )?(?:after|from) ${HALF_TERM}\\b`,
      'g',
    ),
    read: ([, month], on) => day(halfTerm(on, month), ({ to }) => schoolDayFrom(addDays(to, 1))),
  },
  {
    pattern: new RegExp(`\\b(?:the )?(first|1st|last|final) day of ${HALF_TERM}\\b`, 'g'),
    read: ([, which, month], on) =>
      day(halfTerm(on, month), ({ from, to }) => (/1|f.*r/.test(which ?? '') ? from : to)),
  },
  {
    pattern: new RegExp(`\\b(?:the )?weekend (before|after) ${HALF_TERM}\\b`, 'g'),
    read: ([, side, month], on) => {
      const found = halfTerm(on, month);
      if (found === undefined) return undefined;
      const friday = side === 'before' ? addDays(schoolDayFrom(found.from), -3) : schoolDayUntil(found.to);
      return { from: addDays(friday, 1), to: addDays(friday, 2), span: 'week' };
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:the )?(?:week )?(?:(?:just|right|shortly) )?(before|after) ${HALF_TERM}\\b`,
      'g',
    ),
    read: ([, side, month], on) => {
      const found = halfTerm(on, month);
      return found && { ...weekBeside(found, side === 'before' ? 'before' : 'after'), span: 'week' };
    },
  },
  {
    pattern: new RegExp(`\\b${HALF_TERM}\\b`, 'g'),
    read: ([, month], on) => {
      const found = halfTerm(on, month);
      return found && { ...found, span: 'week' };
    },
  },
  {
    pattern: new RegExp(`\\b(?:the )?(first|1st|last|final) (day|week) (?:of|in) ${TERM}\\b`, 'g'),
    read: ([, which, unit, whose, name], on) => {
      const first = which === 'first' || which === '1st';
      const term = termOf(on, whose, name, !first);
      return edge(term, first ? 'start' : 'end', unit === 'day');
    },
  },
  {
    pattern: new RegExp(`\\b(?:the )?(start|beginning|end) of ${TERM}\\b`, 'g'),
    read: ([, which, whose, name], on) =>
      edge(termOf(on, whose, name, which === 'end'), which === 'end' ? 'end' : 'start', false),
  },
  {
    pattern: /\b(?:the )?first day back(?: at school)?\b/g,
    read: (_, { clock }) => {
      const from = firstDayBack(clock);
      return from === undefined ? undefined : { from };
    },
  },
  {
    pattern:
      /\b(?:over|in|during|before|after|at) (?:the )?(christmas|easter|summer)(?: (?:holidays?|hols|break))?\b/g,
    read: ([whole, name], on) => {
      const found = /^(?:before|after)/.test(whole)
        ? undefined
        : holidayBy(on.today, on.clock.terms, holidays[name ?? ''] ?? []);
      return found && { ...found, span: 'month' };
    },
  },
  {
    pattern: new RegExp(`\\b(?:earlier |later )?${TERM}\\b`, 'g'),
    read: ([whole, whose, name], on) => {
      const term = whole === 'term' ? undefined : termOf(on, whose, name, false);
      return term && { from: term.from, to: term.to, span: 'month' };
    },
  },
];

function halfTerm(on: Reading, month: string | undefined): Days | undefined {
  return halfTermBy(on.today, on.clock.terms, month === undefined ? undefined : months.get(month));
}

function day(days: Days | undefined, pick: (days: Days) => string): Found | undefined {
  return days && { from: pick(days) };
}

/** The term meant; `ended` asks for one whose last day has passed. */
function termOf({ today, clock }: Reading, whose?: string, name?: string, ended = false): Term | undefined {
  if (name !== undefined) return termNamed(name, today, clock.terms);
  if (whose === 'last') return termBefore(today, clock.terms);
  const current = termAt(today, clock.terms);
  return ended && current && current.to > today ? termBefore(today, clock.terms) : current;
}

function edge(term: Term | undefined, which: 'start' | 'end', single: boolean): Found | undefined {
  if (term === undefined) return undefined;
  if (single) return { from: which === 'start' ? term.from : term.to };
  return which === 'start'
    ? { from: term.from, to: weekOf(term.from).to, span: 'week' }
    : { from: weekOf(term.to).from, to: term.to, span: 'week' };
}
