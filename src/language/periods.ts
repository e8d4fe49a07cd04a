import { addDays, type Clock, localNow, monthDays, monthOf, weekOf, yearOf } from './calendar.js';
import { datesIn } from './date-sightings.js';
import { COUNT, countOf, spellTimes } from './date-words.js';
import { legible } from './legible.js';
import { sayDay, sayDays } from './say-dates.js';
import { halfTermBy, termAt, termBefore, termNamed } from './terms.js';

/** A span of days as the Headteacher asked for it. Dates are `YYYY-MM-DD`, both inclusive. */
export interface Period {
  from: string;
  to: string;
  /** The period said back in full. */
  words: string;
}

/** A term was asked for whose dates the school has not set (`terms`), or days that have not begun (`future`). */
export interface MissingTerms {
  missing: 'terms' | 'future';
}

const termAsked =
  /\b(?:(this|the|last|previous|current) )?(?:(autumn|winter|spring|summer) )?(?:school )?(half )?term\b/;
/** "for autumn": the term, unless it is an autumn fair or a summer holiday. */
const seasonAsked =
  /\b(?:for|in|since|from|during|over|of) (?:(?:this|the|last) )?(autumn|spring|summer)(?: (?:so far|\d{4}))?(?: please| thanks)?$/;
const ahead = /\bnext (?:[a-z]+ )?(?:term|half|week|month|year)\b/;
const sinceHalfTerm = /\b(?:since|after|from) (?:the |last )?(?:[a-z]+ )?half term\b/;
const schoolYear = /\b(?:this|the) (?:school|academic) year\b/;
const lastCount = new RegExp(`\\b(?:last|past|previous) (?:(${COUNT}) )?(day|week|fortnight|month)s?\\b`);
const onward = /\b(?:since|from) (?:the )?$/;
const untilNow = /^ ?(?:and now|to today|onwards?|on|until now|till now|to now|up to now|to date|so far)\b/;

/**
 * The period that a message asks for, ending today where it is still running. Undefined when it names
 * none; `missing` when it names a term whose dates the school has not set, or days to come.
 */
export function periodIn(text: string, clock: Clock): Period | MissingTerms | undefined {
  const read = spellTimes(legible(text));
  const today = localNow(clock).day;
  if (ahead.test(read)) return { missing: 'future' };
  return termPeriod(read, today, clock) ?? countedPeriod(read, today) ?? datedPeriod(read, today, clock);
}

function termPeriod(text: string, today: string, clock: Clock): Period | MissingTerms | undefined {
  const season = seasonAsked.exec(text)?.[1];
  const asked = termAsked.exec(text) ?? (season ? [`${season} term`, undefined, season, undefined] : null);
  if (!asked && !schoolYear.test(text)) return undefined;
  if (schoolYear.test(text)) {
    const year = monthOf(today) >= 9 ? yearOf(today) : yearOf(today) - 1;
    const first = clock.terms
      .filter(({ from }) => from >= `${year}-08-01` && from <= today)
      .toSorted((a, b) => (a.from < b.from ? -1 : 1))[0];
    return said(first?.from ?? `${year}-09-01`, today, today);
  }
  const [whole = '', whose, name, half] = asked ?? [];
  if (whole === 'term') return undefined;
  if (sinceHalfTerm.test(text)) {
    const days = halfTermBy(today, clock.terms);
    return days ? said(addDays(days.to, 1), today, today) : { missing: 'terms' };
  }
  if (half) {
    const current = termAt(today, clock.terms);
    const days = current?.halfTerm;
    if (!current || (whose !== 'this' && whose !== 'last')) return undefined;
    if (whose === 'this')
      return said(days && days.to < today ? addDays(days.to, 1) : current.from, today, today);
    return days && days.to < today ? said(current.from, addDays(days.from, -1), today) : { missing: 'terms' };
  }
  const earlier = whose === 'last' || whose === 'previous';
  const term = name
    ? termNamed(name, today, clock.terms)
    : earlier
      ? termBefore(today, clock.terms)
      : termAt(today, clock.terms);
  return term ? said(term.from, term.to, today) : { missing: 'terms' };
}

/** "the last 7 days" counts today; "the last fortnight" goes back to the same day of the week. */
function countedPeriod(text: string, today: string): Period | undefined {
  const match = lastCount.exec(text);
  if (!match) return undefined;
  const [, count, unit] = match;
  const many = countOf(count ?? 'a') ?? 1;
  if (unit === 'day') return count === undefined ? undefined : said(addDays(today, 1 - many), today, today);
  if (unit === 'fortnight') return said(addDays(today, -14 * many), today, today);
  if (count === undefined && !/\bpast /.test(match[0])) return undefined;
  if (unit === 'week') return said(addDays(today, -7 * many), today, today);
  const month = monthDays(yearOf(today), monthOf(today) - many).from;
  const day = `${month.slice(0, 8)}${today.slice(8)}`;
  return said(
    day.slice(8) > monthDays(yearOf(month), monthOf(month)).to.slice(8)
      ? monthDays(yearOf(month), monthOf(month)).to
      : day,
    today,
    today,
  );
}

function datedPeriod(text: string, today: string, clock: Clock): Period | undefined {
  const seen = datesIn(text, clock).filter((one) => !one.denied && one.from <= today);
  const [first] = seen;
  if (!first) return undefined;
  const open =
    first.to === undefined || first.span !== undefined
      ? onward.test(text.slice(0, first.at)) || untilNow.test(text.slice(first.end))
      : false;
  const asOneWeek =
    /^ ?(?:week|commencing)/.test(text.slice(first.end)) ||
    /\bweek (?:commencing|beginning|starting|of) (?:the )?$/.test(text.slice(0, first.at));
  if (asOneWeek && first.to === undefined) return said(weekOf(first.from).from, weekOf(first.from).to, today);
  return said(first.from, open ? today : (first.to ?? first.from), today);
}

function said(from: string, to: string, today: string): Period {
  const until = to > today && from <= today ? today : to;
  return { from, to: until, words: from === until ? sayDay(from) : sayDays(from, until) };
}
