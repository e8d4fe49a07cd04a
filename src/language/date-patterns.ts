import { addDays, dayOf, easterSunday, monthDays, monthOf, weekdayOf, yearOf } from './calendar.js';
import type { DatePattern, Found, Reading } from './date-reading.js';
import { MONTH, months, ORDINAL_NAME, ordinalOf, WEEKDAY, weekdays, YEAR } from './date-words.js';

/** Months that are also names or verbs: they need a word before them or a number beside them. */
const doubtful = '(?:march|mar|april|may|june|august|jan|sep|dec)';

const namedDays: readonly { pattern: string; day: (year: number) => string | undefined }[] = [
  { pattern: 'halloween', day: (year) => dayOf(year, 10, 31) },
  { pattern: '(?:bonfire|guy fawkes|fireworks?) night', day: (year) => dayOf(year, 11, 5) },
  { pattern: 'remembrance sunday', day: (year) => sundayOf(year, 11, 2) },
  { pattern: '(?:remembrance|armistice) day', day: (year) => dayOf(year, 11, 11) },
  { pattern: 'christmas eve(?:ning)?', day: (year) => dayOf(year, 12, 24) },
  { pattern: 'christmas day', day: (year) => dayOf(year, 12, 25) },
  { pattern: 'boxing day', day: (year) => dayOf(year, 12, 26) },
  { pattern: 'new years? eve', day: (year) => dayOf(year, 12, 31) },
  { pattern: 'new years? day', day: (year) => dayOf(year, 1, 1) },
  { pattern: 'valentines?(?: day)?', day: (year) => dayOf(year, 2, 14) },
  { pattern: '(?:pancake day|shrove tuesday)', day: (year) => addDays(easterSunday(year), -47) },
  { pattern: '(?:mothers day|mothering sunday)', day: (year) => addDays(easterSunday(year), -21) },
  { pattern: 'good friday', day: (year) => addDays(easterSunday(year), -2) },
  { pattern: 'easter (?:sunday|day)', day: (year) => easterSunday(year) },
  { pattern: 'easter monday', day: (year) => addDays(easterSunday(year), 1) },
  { pattern: 'fathers day', day: (year) => sundayOf(year, 6, 3) },
];

/** Dates that name a day or a month of the calendar, the surest first. */
export const calendarPatterns: readonly DatePattern[] = [
  {
    pattern: new RegExp(`\\b(${YEAR})-(\\d\\d)-(\\d\\d)\\b`, 'g'),
    read: ([, year, month, day]) => oneDay(dayOf(Number(year), Number(month), Number(day))),
  },
  {
    pattern: /(?<![\d/.:£$-])(\d{1,2})([/.-])(\d{1,2})\2(20\d\d|\d\d)(?![\d/])/g,
    read: ([, day, , month, year]) => oneDay(dayOf(fullYear(Number(year)), Number(month), Number(day))),
  },
  {
    pattern: /(?<![\d/.:£$-])(\d{1,2})\/(\d{1,2})(?![\d/:%]|\.\d)/g,
    read: (match, on) => (isFraction(match) ? undefined : nearest(on, Number(match[2]), Number(match[1]))),
  },
  {
    pattern:
      /(?<=\b(?:on|dated|posted|date was|date is) (?:the )?)(\d{1,2})[.-](\d{1,2})(?![\d.:-]| ?[ap]m)/g,
    read: ([, day, month], on) => nearest(on, Number(month), Number(day)),
  },
  {
    pattern: new RegExp(
      `(?:${WEEKDAY},? )?(?:the )?(\\b\\d{1,2})(?:st|nd|rd|th)?(?: ?(?:-|to|until|till|and|&) ?)(?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH})\\b(?:,? (${YEAR}))?`,
      'g',
    ),
    read: ([, first, last, month, year], on) => {
      const to = inMonth(on, months.get(month ?? ''), Number(last), year);
      const from = to && dayOf(yearOf(to.from), monthOf(to.from), Number(first));
      return from && to && from < to.from ? { from, to: to.from } : to;
    },
  },
  {
    pattern: new RegExp(
      `(?:\\b${WEEKDAY},? )?(?:the )?(?<![\\d/.:£$-])(\\d{1,2}(?:st|nd|rd|th)?|\\b${ORDINAL_NAME})(?: of)?,? ?(${MONTH})\\b(?:,? (${YEAR}|\\d\\d\\b(?! ?(?:am|pm|people|parents|times|kids|children))))?`,
      'g',
    ),
    read: ([, day, month, year], on) => inMonth(on, months.get(month ?? ''), ordinalOf(day ?? ''), year),
  },
  {
    pattern: new RegExp(
      `(?:\\b${WEEKDAY},? )?\\b(${MONTH}) (?:the )?(\\d{1,2}(?:st|nd|rd|th)|${ORDINAL_NAME}|\\d{1,2}(?=[,.;)]|$| (?:at|in|on|it|i|20)))\\b(?:,? (${YEAR}))?`,
      'g',
    ),
    read: ([, month, day, year], on) => inMonth(on, months.get(month ?? ''), ordinalOf(day ?? ''), year),
  },
  ...namedDays.map(
    ({ pattern, day }): DatePattern => ({
      pattern: new RegExp(`\\b${pattern}\\b(?: (${YEAR}))?`, 'g'),
      read: ([, year], on) => (year ? oneDay(day(Number(year))) : yearly(on, day)),
    }),
  ),
  {
    pattern: /\b(?:the )?(\d{1,2})(?:st|nd|rd|th) (?:of )?(last|this|next) month\b/g,
    read: ([, day, which], on) => {
      const month = monthOf(on.today) + (which === 'last' ? -1 : which === 'next' ? 1 : 0);
      const first = monthDays(yearOf(on.today), month).from;
      return oneDay(dayOf(yearOf(first), monthOf(first), Number(day)));
    },
  },
  {
    pattern: new RegExp(`\\b(${WEEKDAY}),? (?:the )?(\\d{1,2})(?:st|nd|rd|th)\\b`, 'g'),
    read: ([, weekday, day], on) => nearestDay(on, Number(day), weekdays.get(weekday ?? '')),
  },
  {
    pattern:
      /(?:\b(?:the|on|date) )(\d{1,2})(?:st|nd|rd|th)\b(?! (?:time|one|year|child|kid|class|place|mum|dad|birthday|grade|floor|person|post|message|comment|photo|picture|party|day|week|term|month|century|attempt|account|group))/g,
    read: ([, day], on) => nearestDay(on, Number(day)),
  },
  {
    pattern: new RegExp(`\\b(?:on|was|it was|till|until|since) the (${ORDINAL_NAME})(?=$|[,.;!?])`, 'g'),
    read: ([, day], on) => nearestDay(on, ordinalOf(day ?? '')),
  },
  {
    pattern: /^(?:it was |was |i think )?(\d{1,2})(?:st|nd|rd|th)\b(?=$|[,.;!?]| (?:i think|at|in))/g,
    read: ([, day], on) => nearestDay(on, Number(day)),
  },
  {
    pattern: new RegExp(
      `\\b(?:(early|mid|late|beginning of|start of|middle of|end of)[ -](?:in )?|(?:in|during|since|back in|of|for|this|last|from|until|till|around|about|by|through|throughout|and|to) )(${MONTH})\\b(?! \\d\\d?\\b)(?:,? (${YEAR}))?`,
      'g',
    ),
    read: ([whole, stage, month, year], on) =>
      wholeMonth(on, months.get(month ?? ''), year, stage, /\blast /.test(whole)),
  },
  {
    pattern: new RegExp(
      `(?<!\\d(?:st|nd|rd|th)?(?: of)? ?)(?:^|\\b(?!${doubtful}\\b))(${MONTH})\\b(?! \\d\\d?\\b)(?:,? (${YEAR}))?(?=$|[,.;!?]| )`,
      'g',
    ),
    read: ([whole, month, year], on, text) =>
      new RegExp(`^${doubtful}$`).test(whole) && text !== whole
        ? undefined
        : wholeMonth(on, months.get(month ?? ''), year),
  },
];

function oneDay(day: string | undefined): Found | undefined {
  return day === undefined ? undefined : { from: day };
}

function fullYear(year: number): number {
  return year < 100 ? 2000 + year : year;
}

/** Ratings, "24/7" and class names are no dates, however well they fit the calendar. */
function isFraction(match: RegExpExecArray): boolean {
  const before = match.input.slice(0, match.index);
  const after = match.input.slice(match.index + match[0].length);
  if (/\b(?:year|yr|years|y|class|form|ages?|aged) ?$/.test(before)) return true;
  const rating = /^(?:5|10)$/.test(match[2] ?? '') && Number(match[1]) <= Number(match[2]);
  if (rating && /\b(?:gave|give|giving|scored?|rated?|rating|marks?)\b.{0,30}$/.test(before)) return true;
  if (/^ ?(?:mixed|class|of|the|kids|children|people|years?|yrs?|stars?|out|split|inch|for)\b/.test(after))
    return true;
  return match[0] === '24/7';
}

function inMonth(
  on: Reading,
  month: number | undefined,
  day: number | undefined,
  year?: string,
): Found | undefined {
  if (month === undefined || day === undefined) return undefined;
  if (year === undefined) return nearest(on, month, day);
  return oneDay(dayOf(fullYear(Number(year)), month, day));
}

/** The last such day up to today, or the next one where the reader looks ahead. */
function nearest(on: Reading, month: number, day: number): Found | undefined {
  return yearly(on, (year) => dayOf(year, month, day));
}

/** Eight years hold every date that there is, 29 February too. */
function yearly(on: Reading, dayIn: (year: number) => string | undefined): Found | undefined {
  const step = on.ahead ? 1 : -1;
  for (let years = -1; years <= 8; years += 1) {
    const day = dayIn(yearOf(on.today) + years * step);
    if (day !== undefined && (on.ahead ? day >= on.today : day <= on.today)) return { from: day };
  }
  return undefined;
}

/** The last day with this number, on this weekday where one is named; looks back at most a year. */
function nearestDay(on: Reading, day: number | undefined, weekday?: number): Found | undefined {
  if (day === undefined) return undefined;
  const step = on.ahead ? 1 : -1;
  let first: string | undefined;
  for (let count = 0; count <= 12; count += 1) {
    const month = monthDays(yearOf(on.today), monthOf(on.today) + count * step).from;
    const found = dayOf(yearOf(month), monthOf(month), day);
    if (found === undefined || (on.ahead ? found < on.today : found > on.today)) continue;
    if (weekday === undefined || weekdayOf(found) === weekday) return { from: found };
    first ??= found;
  }
  return oneDay(first);
}

function wholeMonth(
  on: Reading,
  month: number | undefined,
  year?: string,
  stage?: string,
  last = false,
): Found | undefined {
  if (month === undefined) return undefined;
  const current = yearOf(on.today);
  const passed = month < monthOf(on.today) || (month === monthOf(on.today) && !last);
  const { from, to } = monthDays(year ? Number(year) : passed || on.ahead ? current : current - 1, month);
  if (stage === undefined) return { from, to, span: 'month' };
  if (/early|beginning|start/.test(stage)) return { from, to: addDays(from, 9), span: 'month' };
  if (/mid/.test(stage)) return { from: addDays(from, 10), to: addDays(from, 19), span: 'month' };
  return { from: addDays(from, 20), to, span: 'month' };
}

function sundayOf(year: number, month: number, which: number): string {
  const first = monthDays(year, month).from;
  return addDays(first, ((7 - weekdayOf(first)) % 7) + 7 * (which - 1));
}
