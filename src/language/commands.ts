import type { Clock } from './calendar.js';
import { type ActionName, actionsIn, isDenied, isQuestion } from './command-actions.js';
import { changeWordings, freeWordings } from './command-changes.js';
import { type Filters, filtersIn } from './command-filters.js';
import { laterWordings, matterWordings } from './command-matters.js';
import { logWordings } from './command-readings.js';
import { type CommandText, pieceAt, readCommand, withoutNumbers, wordsFrom } from './command-text.js';
import { type CommandName, commandNames, itWords, type Wording } from './command-wording.js';
import { dayAhead } from './dates.js';
import { type MissingTerms, type Period, periodIn } from './periods.js';
import { closeTo } from './words.js';

export type { ActionName } from './command-actions.js';
export type { StatusName } from './command-filters.js';
export { type CommandName, commandNames } from './command-wording.js';

/** A command as somebody said it. What was not said is absent. */
export interface Order extends Filters {
  command: CommandName;
  /** Incident numbers, or the numbers of a list of calls or questions. */
  numbers: number[];
  /** "it": the incident that was shown last. */
  it: boolean;
  actions: ActionName[];
  period?: Period | MissingTerms;
  outcome?: string;
  note?: string;
  /** The digest: on or off. */
  on?: boolean;
  /** The day of a reminder, `YYYY-MM-DD`. */
  when?: string;
  /** The incident that came in last. */
  newest?: boolean;
  /** Everything there is, whenever it was reported. */
  all?: boolean;
  /** For readers outside: no names, small numbers hidden. */
  anonymous?: boolean;
  /** A request for a call or a question is dealt with and may leave its list. */
  dealtWith?: boolean;
}

/** In the order of asking: a note may hold any words, so what begins one comes first. */
const wordings: readonly Wording[] = [
  ...freeWordings,
  ...matterWordings,
  ...changeWordings,
  ...laterWordings,
  ...logWordings,
];

/** Words that make the line about the policy or about a report of the person's own, whatever else it says. */
const notTheLog =
  /\bpolic(?:y|ies)\b|\bmy (?:own )?reports?\b(?! (?:to|for))|\b(?:allowed|banned|struck off|against the rules|permitted|my (?:personal )?data)\b/;
const readsTheLog = new Set(logWordings.map(({ command }) => command));

const anonymous =
  /\b(?:governors?|fgb|anonymi[sz]ed|anonymous(?:ly)?|no names|without (?:the |any )?names)\b/;
const newest = /\b(?:newest|latest|most recent)\b/;
const everything = /\b(?:all|everything|ever|whole|full)\b/;
const off =
  /\b(?:off|stop|no more|pause|cancel|unsubscribe|dont (?:send|want|need)|do not (?:send|want)|end)\b/;
const on = /\b(?:on|start|resume|subscribe|send me|sent to me|id like|i would like|i want|sign me up)\b/;
const dealtWith =
  /\b(?:remove|delete|drop|clear|take off|tick|called|rang|rung|phoned|spoken to|handled|done|sorted)\b/;
const courtesy =
  /^(?:please|pls|plz|thanks|thank you|ta|now|for me|you can (?:close|shut) it|close please|close it)*[\s.!?]*$/i;
/** The ways a person begins to tell what they did. */
const ownDoing =
  /^(?:(?:ok|okay|right|so|and|now|just|please) )*(?:i|ive|we|weve|have|log|record|mark|put|act|asked|told|reported|rang|called|phoned|emailed|flagged|messaged|spoke|contacted|wrote|passed|sent|requested|deletion|removal|posh|police|let)\b/;
/** First words worth mending when they are typed with a slip. */
const mended = [
  'show',
  'close',
  'reopen',
  'summary',
  'export',
  'history',
  'incidents',
  'digest',
  'note',
  'remind',
  'unanswered',
];
/** "record on 5 that ..." is a note, unless what follows is one of the four actions. */
const recording = /\b(?:record|log)\b/;
const bare =
  /^(?:(?:the|its|it is|i mean|i meant|no|yes|sorry|that|one|for|about|on|please) )*#(?: (?:please|thanks|one))*$/;
const placing = /^(?:for|on|against|to|in|about|re|regarding)$/;
const trailed = /[\s,]+(?:for|on|against|to|in|about|re|regarding)$/i;
const lead = /^(?:(?:that|to say|saying|because|as|since)\b[\s,:]*)/i;

/** The command that a message gives, or undefined when it gives none. */
export function commandIn(text: string, clock: Clock): Order | undefined {
  const read = readCommand(text);
  return understood(read, clock) ?? understood(spelled(read), clock);
}

/** What a message says for a command that was recognised in another way. */
export function orderFor(command: CommandName, text: string, clock: Clock): Order {
  const read = readCommand(text);
  return fill(
    { command, numbers: numbersOf(read), it: itWords.test(read.line), actions: actionsIn(read.line) },
    read,
    clock,
  );
}

/** The incident numbers of a message that says nothing else ("7", "number 7 please"); empty for any other. */
export function onlyNumbers(text: string): number[] {
  const read = readCommand(text);
  return bare.test(read.line) ? numbersOf(read) : [];
}

/** The name of a command, from a label such as `headteacher_command/list`. */
export function commandNamed(name: string): CommandName | undefined {
  return commandNames.find((one) => one === name);
}

function understood(read: CommandText, clock: Clock): Order | undefined {
  const elsewhere = notTheLog.test(read.line);
  for (const wording of wordings) {
    if (elsewhere && readsTheLog.has(wording.command)) continue;
    const found = wording.command === 'act' ? actOf(read) : orderOf(wording, read, clock);
    if (found) return found;
  }
  return undefined;
}

function orderOf(wording: Wording, read: CommandText, clock: Clock): Order | undefined {
  const { line, pieces } = read;
  for (const pattern of wording.patterns) {
    const match = pattern.exec(line);
    if (!match || (wording.changes && isNotMeant(line, match.index))) continue;
    if (
      wording.command === 'note' &&
      recording.test(match[0]) &&
      actionsIn(line.slice(match[0].length).trim()).length > 0
    )
      return undefined;
    const next = pieceAt(read, match.index + match[0].length);
    const own = pieces.slice(pieceAt(read, match.index), next).flatMap(({ numbers = [] }) => numbers);
    const numbers = own.length > 0 ? own : numbersOf(read, wording.changes);
    const order: Order = {
      command: wording.command,
      numbers,
      it: numbers.length === 0 && itWords.test(line),
      actions: [],
    };
    if (wording.free) {
      const words = freeWords(read, next, own.length > 0);
      if (words && wording.command === 'close') order.outcome = words;
      else if (words) order.note = words;
    }
    return fill(order, read, clock);
  }
  return undefined;
}

/** What was done about an incident: said of a number, of "it", or as something that the person did. */
function actOf(read: CommandText): Order | undefined {
  const { line } = read;
  const actions = actionsIn(line);
  const numbers = numbersOf(read, true);
  const told = line.includes('#') || ownDoing.test(line);
  if (actions.length === 0 || !told) return undefined;
  return { command: 'act', numbers, it: !line.includes('#') && itWords.test(line), actions };
}

function isNotMeant(line: string, at: number): boolean {
  return isQuestion(line) || isDenied(line.slice(0, at));
}

/** Words after the command, as typed. A number at their end is the incident's when none was said before. */
function freeWords(read: CommandText, next: number, numbered: boolean): string | undefined {
  const { pieces, text } = read;
  const [before, last] = pieces.slice(-2);
  const apart =
    before && last && (/[,;:.-]/.test(text.slice(before.end, last.at)) || placing.test(before.word));
  const trailing = !numbered && last?.numbers && apart ? pieces.length - 1 : undefined;
  const words = wordsFrom(read, next, trailing)
    .replace(lead, '')
    .replace(trailing === undefined ? /$^/ : trailed, '');
  return courtesy.test(words) ? undefined : words;
}

/** All incident numbers; of two separate ones in a command that changes the log it is not clear which is meant. */
function numbersOf({ pieces }: CommandText, changes = false): number[] {
  const runs = pieces.flatMap(({ numbers }) => (numbers ? [numbers] : []));
  return changes && runs.length > 1 ? [] : [...new Set(runs.flat())];
}

function fill(order: Order, read: CommandText, clock: Clock): Order {
  const { line } = read;
  switch (order.command) {
    case 'list':
    case 'summary':
    case 'export': {
      const period = periodIn(withoutNumbers(read), clock);
      return {
        ...order,
        ...filtersIn(line),
        ...(period ? { period } : {}),
        ...(!period && everything.test(line) ? { all: true } : {}),
        ...(anonymous.test(line) ? { anonymous: true } : {}),
      };
    }
    case 'show':
      return newest.test(line) ? { ...order, newest: true } : order;
    case 'remind': {
      const when = dayAhead(withoutNumbers(read), clock);
      return when ? { ...order, when } : order;
    }
    case 'digest': {
      if (off.test(line)) return { ...order, on: false };
      return on.test(line) ? { ...order, on: true } : order;
    }
    case 'pointers':
    case 'unanswered':
      return order.numbers.length > 0 && dealtWith.test(line) ? { ...order, dealtWith: true } : order;
    default:
      return order;
  }
}

/** With a slip in the first word mended ("shwo 7"). */
function spelled(read: CommandText): CommandText {
  const first = read.pieces[0];
  const typed = first && !first.numbers && first.word.length >= 4 ? first.word : undefined;
  const meant =
    typed && mended.find((word) => word !== typed && word !== `${typed}s` && closeTo(typed, word));
  if (!first || !meant) return read;
  const pieces = [{ ...first, word: meant }, ...read.pieces.slice(1)];
  return { ...read, pieces, line: pieces.map(({ word }) => word).join(' ') };
}
