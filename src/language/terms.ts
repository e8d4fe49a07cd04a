import {
  addDays,
  type Clock,
  type Days,
  localNow,
  monthOf,
  type Term,
  weekdayOf,
  weekOf,
} from './calendar.js';

/** The term that a day is in, or else the last one that began before it. */
export function termAt(day: string, terms: readonly Term[]): Term | undefined {
  return inOrder(terms).findLast((term) => term.from <= day);
}

/** The term before that one. */
export function termBefore(day: string, terms: readonly Term[]): Term | undefined {
  const current = termAt(day, terms);
  return current && inOrder(terms).findLast((term) => term.to < current.from);
}

/** The latest term of a name ("autumn") that began by a day. */
export function termNamed(name: string, day: string, terms: readonly Term[]): Term | undefined {
  return inOrder(terms).findLast((term) => term.from <= day && term.name.toLowerCase().includes(name));
}

/** The latest half term that began by a day, in the month asked for where one is. */
export function halfTermBy(day: string, terms: readonly Term[], month?: number): Days | undefined {
  const breaks = inOrder(terms).flatMap((term) => (term.halfTerm ? [term.halfTerm] : []));
  return breaks.findLast(({ from }) => from <= day && (month === undefined || monthOf(from) === month));
}

/** The days between two terms, for a holiday that starts in one of the months. */
export function holidayBy(
  day: string,
  terms: readonly Term[],
  startMonths: readonly number[],
): Days | undefined {
  const ordered = inOrder(terms);
  const ended = ordered.findLast(({ to }) => to < day && startMonths.includes(monthOf(addDays(to, 1))));
  const next = ended && ordered.find(({ from }) => from > ended.to);
  return ended && next ? { from: addDays(ended.to, 1), to: addDays(next.from, -1) } : undefined;
}

/** The first Monday to Friday on or after a day. */
export function schoolDayFrom(day: string): string {
  const weekday = weekdayOf(day);
  return weekday > 5 ? addDays(day, 8 - weekday) : day;
}

/** The last Monday to Friday on or before a day. */
export function schoolDayUntil(day: string): string {
  const weekday = weekdayOf(day);
  return weekday > 5 ? addDays(day, 5 - weekday) : day;
}

/** Monday to Sunday before or after a break. A break may be written with its weekends. */
export function weekBeside(days: Days, side: 'before' | 'after'): Days {
  return side === 'before'
    ? weekOf(schoolDayUntil(addDays(schoolDayFrom(days.from), -1)))
    : weekOf(schoolDayFrom(addDays(schoolDayUntil(days.to), 1)));
}

/** The last day on which school began again, after a break or at the start of a term. */
export function firstDayBack(clock: Clock): string | undefined {
  const today = localNow(clock).day;
  const starts = clock.terms.flatMap(({ from, halfTerm }) => [
    from,
    ...(halfTerm ? [schoolDayFrom(addDays(halfTerm.to, 1))] : []),
  ]);
  return starts
    .filter((day) => day <= today)
    .toSorted()
    .at(-1);
}

function inOrder(terms: readonly Term[]): Term[] {
  return terms.toSorted((a, b) => (a.from < b.from ? -1 : 1));
}
