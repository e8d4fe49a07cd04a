import { closeTo } from './words.js';

/** Names of the days from Monday, 1; the first spelling is the full one. */
const weekdaySpellings = [
  'monday mon munday',
  'tuesday tues tue teusday tuseday tuesdy',
  'wednesday weds wed wednes wensday wendsday wednsday',
  'thursday thurs thur thu thirsday thursdy',
  'friday fri firday fryday',
  'saturday sat satuday saterday satday',
  'sunday sun sundy',
];

const monthSpellings = [
  'january jan',
  'february feb febuary',
  'march mar',
  'april apr',
  'may',
  'june jun',
  'july jul',
  'august aug',
  'september sept sep',
  'october oct',
  'november nov',
  'december dec',
];

/** Text-speak and slips in words about time: as typed, then as meant. */
const slips: Readonly<Record<string, string>> = {
  yday: 'yesterday',
  yest: 'yesterday',
  yesturday: 'yesterday',
  yesterdy: 'yesterday',
  ystrday: 'yesterday',
  '2day': 'today',
  tday: 'today',
  '2moro': 'tomorrow',
  '2morrow': 'tomorrow',
  tmrw: 'tomorrow',
  tmr: 'tomorrow',
  tomoz: 'tomorrow',
  tomorow: 'tomorrow',
  tommorow: 'tomorrow',
  tommorrow: 'tomorrow',
  '2nite': 'tonight',
  '2night': 'tonight',
  tonite: 'tonight',
  nite: 'night',
  b4: 'before',
  morn: 'morning',
  mornin: 'morning',
  arvo: 'afternoon',
  aft: 'afternoon',
  evenin: 'evening',
  wk: 'week',
  wks: 'weeks',
  wkend: 'weekend',
  wknd: 'weekend',
  wkends: 'weekend',
  weekends: 'weekend',
  hr: 'hour',
  hrs: 'hours',
  min: 'minute',
  mins: 'minutes',
  xmas: 'christmas',
  noon: 'midday',
  halfterm: 'half term',
  'half-term': 'half term',
  til: 'till',
};

const numberNames =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );

const ordinalNames =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  );

/** Every spelling of a weekday with its number, Monday 1. */
export const weekdays = numbered(weekdaySpellings);

/** Every spelling of a month with its number, January 1. */
export const months = numbered(monthSpellings);

/** Full names, for words that were typed with a slip. */
const fullNames = [
  ...[...weekdaySpellings, ...monthSpellings].map((spellings) => spellings.split(' ')[0] ?? ''),
  'yesterday',
  'tomorrow',
  'morning',
  'afternoon',
  'evening',
  'weekend',
].filter((name) => name.length >= 6);

/** Other words that are one letter away from one of the names. */
const notSlips = new Set(['moaning', 'mourning']);

/** "a", "two", "a couple of", "3" as a number; undefined for other words. */
export function countOf(words: string): number | undefined {
  if (/^\d{1,3}$/.test(words)) return Number(words);
  if (/^(?:an?|the)$/.test(words)) return 1;
  if (/^(?:a )?couple(?: of)?$/.test(words)) return 2;
  const found = numberNames.indexOf(words);
  return found < 0 ? undefined : found;
}

/** "3rd", "third", "twenty first" as a number; undefined for other words. */
export function ordinalOf(words: string): number | undefined {
  const digits = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(words)?.[1];
  if (digits !== undefined) return Number(digits);
  const [tens, ones] = words.split(/[ -]/);
  if (ones !== undefined) return (tens === 'thirty' ? 30 : 20) + ordinalNames.indexOf(ones);
  if (words === 'thirtieth') return 30;
  const found = ordinalNames.indexOf(words);
  return found < 0 ? undefined : found;
}

/** Parts of regular expressions, to be put together into patterns. */
export const WEEKDAY = either(weekdays.keys());
export const MONTH = either(months.keys());
export const COUNT = `(?:\\d{1,3}|(?:a )?couple(?: of)?|an?|${either(numberNames)})`;
export const ORDINAL_NAME = `(?:(?:twenty|thirty)[ -]${either(ordinalNames.slice(1, 10))}|thirtieth|${either(ordinalNames.slice(1))})`;
export const YEAR = '(?:20\\d\\d)';

/** Lower-case words about time in their usual spelling; everything else stays as it is. */
export function spellTimes(text: string): string {
  return text
    .toLowerCase()
    .replace(/\bhalf-term/g, 'half term')
    .replace(/[a-z0-9]+/g, (word) => slips[word] ?? meant(word))
    .replace(/(?<!christmas |new years |year )\beve\b/g, 'evening');
}

function meant(word: string): string {
  if (word.length < 6 || notSlips.has(word) || weekdays.has(word) || months.has(word)) return word;
  return fullNames.find((name) => name[0] === word[0] && closeTo(word, name) && !plural(word, name)) ?? word;
}

function plural(word: string, name: string): boolean {
  return word === `${name}s`;
}

function numbered(spellings: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    spellings.flatMap((line, index) => line.split(' ').map((word): [string, number] => [word, index + 1])),
  );
}

function either(words: Iterable<string>): string {
  return `(?:${[...words].sort((a, b) => b.length - a.length).join('|')})`;
}
