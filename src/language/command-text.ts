import { LONGEST_READ } from './legible.js';

/** One word of a command, or a run of incident numbers ("4 and 6"), with its place in the text. */
export interface Piece {
  /** Lower case without apostrophes; `#` for incident numbers. */
  word: string;
  at: number;
  end: number;
  numbers?: readonly number[];
}

/** A message read for a command. */
export interface CommandText {
  text: string;
  pieces: readonly Piece[];
  /** The words with single spaces, every run of incident numbers as `#`; patterns are met here. */
  line: string;
}

type Raw = Omit<Piece, 'numbers'> & { digits?: number; sure?: boolean; split: boolean };

const token =
  /(?<ref>\b(?:sm|inc)[\s-]*(?:20\d\d[\s-]+)?0*(?<refNumber>\d{1,6})\b)|(?<hash>#\s?0*(?<hashNumber>\d{1,6})\b)|(?<date>\d{1,2}[/.:]\d{1,2}(?:[/.]\d{2,4})?|\d{1,4}-\d{1,2}-\d{1,4})|(?<word>[\p{L}\p{N}]+(?:['’‘`´][\p{L}\p{N}]+)*)|(?<mark>[,&+])|(?<stop>[:;.?!—–-])/giu;

/** Text-speak that commands are typed in. */
const shortForms = new Map(
  'u you,ur your,r are,w with,wot what,wat what,wots whats,wats whats,wk week,wks weeks,govs governors,any1 anyone,sum1 someone,ppl people,abt about,bout about,wud would,cud could,dis this,n and,yr year'
    .split(',')
    .map((pair): [string, string] => [pair.split(' ')[0] ?? '', pair.split(' ')[1] ?? '']),
);

const cue = /^(?:no|nos|nr|num|numbers?|incidents?|cases?|reports?|records?)$/;
const foreignCue = /^(?:crime|police|cad|phone|mobile|telephone|room|house|log)$/;
const referenceWord = /^(?:no|nos|num|number|ref|reference)$/;
const joining = /^(?:and|plus)$/;
const ageOrClass = /^(?:hes|shes|im|aged?|year|years|yr|y|class|form|ks|last|past|next|under|turned|turns)$/;
const unit =
  /^(?:parents|mums|dads|people|kids|children|pupils|boys|girls|lads|teachers|families|posts|comments|messages|likes|shares|views|followers|times|days|weeks|months|years?|yrs?|yo|hours|hrs|mins|minutes|terms|stars|percent|pm|am|oclock|things|reports|incidents|cases|ones|occasions|screenshots|photos|pics|videos|accounts|groups|chats|pounds|quid|others|more|of|jan\w*|feb\w*|mar|march|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)$/;
const monthName =
  /^(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/;
const helpNumbers = [101, 105, 111, 999];
const ordering = /^(?:show|see|open|close|reopen|note|history|act|export)$/;
const beforeNumberName =
  /^(?:show|see|open|close|reopen|note|about|of|on|history|act|for|regarding|re|against)$/;

const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = new Map([
  ['twenty', 20],
  ['thirty', 30],
  ['forty', 40],
  ['fifty', 50],
]);

/** Reads the beginning of a message (at most 1,000 characters) into words and incident numbers. */
export function readCommand(text: string): CommandText {
  const raw = rawPieces(text);
  const pieces = inRuns(withCues(raw));
  return { text, pieces, line: pieces.map(({ word }) => word).join(' ') };
}

/** The piece that stands at a place of the line; one past the last when the place is the end. */
export function pieceAt({ pieces }: CommandText, place: number): number {
  let at = 0;
  for (const [index, { word }] of pieces.entries()) {
    if (at >= place) return index;
    at += word.length + 1;
  }
  return pieces.length;
}

/** The text as typed from a piece on, or up to another one, without the marks around it. */
export function wordsFrom({ text, pieces }: CommandText, first: number, last = pieces.length): string {
  const from = pieces[first]?.at ?? text.length;
  const to = pieces[last]?.at ?? text.length;
  return text.slice(from, Math.max(from, to)).replace(/^[\s,:;.\-–—]+|[\s,:;\-–—]+$/gu, '');
}

/** The text with the incident numbers as "it", so that they are not read as dates. */
export function withoutNumbers({ text, pieces }: CommandText): string {
  let rest = text.slice(0, LONGEST_READ);
  for (const { at, end, numbers } of pieces.toReversed()) {
    if (numbers) rest = `${rest.slice(0, at)}it${rest.slice(end)}`;
  }
  return rest;
}

function rawPieces(text: string): Raw[] {
  const raw: Raw[] = [];
  let split = false;
  for (const { 0: whole, index: at, groups = {} } of text.slice(0, LONGEST_READ).matchAll(token)) {
    const place = { at, end: at + whole.length, split };
    split = groups.stop !== undefined;
    if (split) continue;
    const sure = groups.refNumber ?? groups.hashNumber;
    const typed = (groups.mark ?? whole).toLowerCase().replace(/['’‘`´]/g, '');
    const word = shortForms.get(typed) ?? typed;
    if (sure) raw.push({ ...place, word, digits: Number(sure), sure: true });
    else if (/^\d{1,6}$/.test(word)) raw.push({ ...place, word, digits: Number(word) });
    else raw.push({ ...place, word });
  }
  return withNames(raw);
}

/** "nine" and "twenty-two" as numbers where a word before them says that one is meant. */
function withNames(raw: readonly Raw[]): Raw[] {
  const named: Raw[] = [];
  for (let index = 0; index < raw.length; index += 1) {
    const piece = raw[index];
    if (!piece) continue;
    const before = raw[index - 1]?.word ?? '';
    const next = raw[index + 1];
    const ten = tens.get(piece.word);
    const one = next ? ones.indexOf(next.word) : -1;
    const compound = ten !== undefined && next && one >= 1 && one <= 9 && next.at - piece.end <= 1;
    const value = ten !== undefined ? ten + (compound ? one : 0) : ones.indexOf(piece.word);
    const last = compound ? next : piece;
    const after = raw[index + (compound ? 2 : 1)]?.word ?? '';
    const meant =
      (cue.test(before) && !(before === 'no' && value === 1)) ||
      (value >= 2 && beforeNumberName.test(before));
    if (value < 1 || !meant || unit.test(after)) {
      named.push(piece);
      continue;
    }
    named.push({ ...piece, end: last.end, digits: value });
    if (compound) index += 1;
  }
  return named;
}

/** Keeps the digits of what is an incident's number, and takes "number", "no" and "incident" into it. */
function withCues(raw: readonly Raw[]): Raw[] {
  const read: Raw[] = [];
  for (const [index, piece] of raw.entries()) {
    const { digits: _, ...plain } = piece;
    if (piece.digits === undefined) {
      read.push(piece);
      continue;
    }
    const before = read.at(-1);
    const cued = before !== undefined && before.digits === undefined && cue.test(before.word);
    if (!piece.sure && (isForeign(raw, index) || !(cued || isNumber(raw, index)))) {
      read.push(plain);
      continue;
    }
    let { at, split } = piece;
    while (read.length > 0 && cue.test(read.at(-1)?.word ?? '') && read.at(-1)?.digits === undefined) {
      const taken = read.pop();
      at = taken?.at ?? at;
      split = taken?.split ?? split;
    }
    read.push({ ...piece, at, split });
  }
  return read;
}

/** Whether bare digits are an incident's number and not an age, a count, a date, a time or a phone number. */
function isNumber(raw: readonly Raw[], index: number): boolean {
  const digits = raw[index]?.digits ?? 0;
  const [before = '', earlier = ''] = [raw[index - 1]?.word, raw[index - 2]?.word];
  const [next = '', second = '', third = ''] = [1, 2, 3].map((ahead) => raw[index + ahead]?.word);
  const closed = raw[index + 1]?.split === true;
  if (digits < 1 || (digits >= 1900 && digits < 2100)) return false;
  if (ageOrClass.test(before) || (!closed && unit.test(next))) return false;
  if (before === 'at' && !earlier.startsWith('look')) return false;
  if (monthName.test(before) && digits <= 31) return false;
  if (/^(?:and|to|until|till)$/.test(next) && /^\d{1,2}$/.test(second) && unit.test(third)) return false;
  return !(helpNumbers.includes(digits) && !ordering.test(before));
}

/** A crime reference, a room, a phone number: digits that belong to something else. */
function isForeign(raw: readonly Raw[], index: number): boolean {
  const [before = '', earlier = ''] = [raw[index - 1]?.word, raw[index - 2]?.word];
  return foreignCue.test(before) || (referenceWord.test(before) && foreignCue.test(earlier));
}

/** "4, 6 and 9" as one piece. */
function inRuns(raw: readonly Raw[]): Piece[] {
  const pieces: Piece[] = [];
  for (const [index, { word, at, end, digits, split }] of raw.entries()) {
    if (digits === undefined) {
      const between = joining.test(word) || /^[,&+]$/.test(word);
      const joins = between && !split && pieces.at(-1)?.numbers && !raw[index + 1]?.split;
      const more =
        raw[index + 1]?.digits !== undefined ||
        (word === ',' && joining.test(raw[index + 1]?.word ?? '') && raw[index + 2]?.digits !== undefined);
      if ((joins && more) || /^[,&+]$/.test(word)) continue;
      pieces.push({ word, at, end });
      continue;
    }
    const run = pieces.at(-1);
    const touching = !split && isJoined(raw, index);
    if (run?.numbers && touching) {
      pieces[pieces.length - 1] = { ...run, end, numbers: [...new Set([...run.numbers, digits])] };
    } else pieces.push({ word: '#', at, end, numbers: [digits] });
  }
  return pieces;
}

function isJoined(raw: readonly Raw[], index: number): boolean {
  const before = raw[index - 1];
  return before !== undefined && !before.split && (joining.test(before.word) || /^[,&+]$/.test(before.word));
}
