import { type Name, names } from './transcript-people.js';

/** Where something is said or arrives: somebody's private chat with the bot, or the class group. */
export type Spot = Name | 'group';

/** One thing that happens, or that must be true after it. */
export type Happening =
  | { does: 'say'; who: Name; group: boolean; text: string }
  | { does: 'press'; who: Name; label: string }
  | { does: 'fill'; who: Name; inputs: Readonly<Record<string, string>> }
  | { does: 'picture'; who: Name; group: boolean; text: string }
  | { does: 'unreadable'; who: Name; what: keyof typeof unreadables }
  | { does: 'edit'; who: Name; text: string }
  | { does: 'letters'; who: Name; count: number }
  | { does: 'add'; who: Name; group: boolean }
  | { does: 'again' }
  | { does: 'restart' }
  | { does: 'wait'; minutes: number }
  | { does: 'clock'; moment: string }
  | { does: 'channel'; refuses: 'nothing' | 'messages' | 'private chats' };

export type Expectation =
  | { must: 'arrive'; at: Spot | 'bot'; text: string }
  | { must: 'have' | 'lack'; at: Spot | 'bot'; text: string }
  | { must: 'silence' }
  | { must: 'become'; text: string }
  | { must: 'stay' }
  | { must: 'count'; tables: readonly { table: string; rows: number }[] }
  | { must: 'be as before' }
  | { must: 'not be kept'; text: string };

export type Step = { line: number } & (Happening | Expectation);

export interface Transcript {
  file: string;
  /** What differs from an ordinary school on an ordinary Wednesday. */
  settings: readonly string[];
  now: string;
  channel: string;
  /** These have never written to the bot, so it cannot write to them. */
  strangers: readonly Name[];
  /** Reports that are in the log already. */
  reported: readonly string[];
  /** A fault that is known and not mended: the transcript must fail until it is. */
  fault: string | undefined;
  steps: readonly Step[];
}

/** What may come on WhatsApp in place of words, as it is delivered. */
export const unreadables = {
  'voice note': { type: 'audio', audio: { mime_type: 'audio/ogg; codecs=opus', id: '1', voice: true } },
  sticker: { type: 'sticker', sticker: { mime_type: 'image/webp', id: '2', animated: false } },
  reaction: { type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '👍' } },
  contact: { type: 'contacts', contacts: [{ name: { formatted_name: 'Somebody' } }] },
  location: { type: 'location', location: { latitude: 55.95, longitude: -3.19 } },
  poll: { type: 'unsupported', errors: [{ code: 131051, title: 'Message type unknown' }] },
} as const;

const who = `(${names.join('|')})`;
const group = '(in group: )?';
const place = `(bot|group|${names.join('|')})`;

/** What may be written, each line's form beside what it means. */
const forms: readonly [RegExp, (found: readonly string[]) => Happening | Expectation][] = [
  [/^again$/, () => ({ does: 'again' })],
  [/^restart$/, () => ({ does: 'restart' })],
  [/^an? (minute|hour|day) later$/, ([unit = '']) => ({ does: 'wait', minutes: minutesIn(unit) })],
  [
    /^(\d+) (minute|hour|day)s later$/,
    ([count, unit = '']) => ({ does: 'wait', minutes: Number(count) * minutesIn(unit) }),
  ],
  [/^now: (\d{4}-\d\d-\d\d \d\d:\d\d)$/, ([moment = '']) => ({ does: 'clock', moment })],
  [/^the channel works$/, () => ({ does: 'channel', refuses: 'nothing' })],
  [/^the channel refuses messages$/, () => ({ does: 'channel', refuses: 'messages' })],
  [/^the channel refuses private chats$/, () => ({ does: 'channel', refuses: 'private chats' })],
  [
    form(`^${who} fills in: (.+)$`),
    ([name, text = '']) => ({ does: 'fill', who: nameOf(name), inputs: inputsIn(text) }),
  ],
  [/^the card becomes: (.+)$/, ([text = '']) => ({ must: 'become', text })],
  [/^the card stays$/, () => ({ must: 'stay' })],
  [form(`^${who} presses: (.+)$`), ([name, label = '']) => ({ does: 'press', who: nameOf(name), label })],
  [
    form(`^${group}${who} sends a picture(?:: (.+))?$`),
    ([at, name, text = '']) => ({ does: 'picture', who: nameOf(name), group: at !== '', text }),
  ],
  [
    form(`^${who} sends a (${Object.keys(unreadables).join('|')})$`),
    ([name, what]) => ({ does: 'unreadable', who: nameOf(name), what: unreadableOf(what) }),
  ],
  [
    form(`^${who} pastes: (.+)$`),
    ([name, text = '']) => ({
      does: 'say',
      who: nameOf(name),
      group: false,
      text: text.split(' / ').join('\n'),
    }),
  ],
  [form(`^${who} edits: (.+)$`), ([name, text = '']) => ({ does: 'edit', who: nameOf(name), text })],
  [
    form(`^${who} sends (\\d+) letters$`),
    ([name, count]) => ({ does: 'letters', who: nameOf(name), count: Number(count) }),
  ],
  [
    form(`^${group}${who} adds the bot$`),
    ([at, name]) => ({ does: 'add', who: nameOf(name), group: at !== '' }),
  ],
  [/^nothing arrives$/, () => ({ must: 'silence' })],
  [/^database has: (.+)$/, ([text = '']) => ({ must: 'count', tables: countsIn(text) })],
  [/^database is as before$/, () => ({ must: 'be as before' })],
  [/^database has not: (.+)$/, ([text = '']) => ({ must: 'not be kept', text })],
  [form(`^${place} has: (.+)$`), ([at, text = '']) => ({ must: 'have', at: spotOf(at), text })],
  [form(`^${place} has not: (.+)$`), ([at, text = '']) => ({ must: 'lack', at: spotOf(at), text })],
  [/^bot: (.+)$/, ([text = '']) => ({ must: 'arrive', at: 'bot', text })],
  [/^group sees: (.+)$/, ([text = '']) => ({ must: 'arrive', at: 'group', text })],
  [form(`^${who} gets: (.+)$`), ([name, text = '']) => ({ must: 'arrive', at: nameOf(name), text })],
  [
    form(`^${group}${who}: (.*)$`),
    ([at, name, text = '']) => ({ does: 'say', who: nameOf(name), group: at !== '', text }),
  ],
];

/** Tables by the words for their rows. */
const tables: Readonly<Record<string, string>> = {
  incident: 'incident',
  call: 'pointer',
  question: 'question',
  message: 'outbox',
  draft: 'bot_state',
};

/** Reads a transcript; throws with file and line where it cannot be read. */
export function readTranscript(text: string, file: string): Transcript {
  const head = new Map<string, string>();
  const steps: Step[] = [];
  for (const { line, words } of linesOf(text)) {
    const setting = steps.length === 0 ? /^(school|now|channel|new|reported|fault): (.+)$/.exec(words) : null;
    if (setting?.[1] && setting[2]) {
      head.set(setting[1], setting[2]);
      continue;
    }
    const step = stepIn(words);
    if (!step) throw new Error(`${file}:${line}: this line has none of the known forms: ${words}`);
    const last = steps[steps.length - 1];
    const goesOn =
      last && 'must' in last && 'must' in step && last.must === 'arrive' && step.must === 'arrive';
    if (goesOn && last.at === step.at)
      steps[steps.length - 1] = { ...last, text: `${last.text} ${step.text}` };
    else steps.push({ line, ...step });
  }
  const list = (key: string): string[] => head.get(key)?.split(/, */) ?? [];
  return {
    file,
    settings: list('school'),
    now: head.get('now') ?? '2026-11-18 10:30',
    channel: head.get('channel') ?? 'emulator',
    strangers: list('new').map(nameOf),
    reported: list('reported'),
    fault: head.get('fault'),
    steps,
  };
}

/** The lines that say something; an indented line goes on with the one before it. */
function linesOf(text: string): { line: number; words: string }[] {
  const lines: { line: number; words: string }[] = [];
  for (const [at, raw] of text.split('\n').entries()) {
    const words = raw.trim();
    if (words === '' || words.startsWith('#')) continue;
    const last = lines[lines.length - 1];
    if (/^\s/.test(raw) && last) last.words += ` ${words}`;
    else lines.push({ line: at + 1, words });
  }
  return lines;
}

function stepIn(words: string): Happening | Expectation | undefined {
  for (const [pattern, step] of forms) {
    const found = pattern.exec(words);
    if (found) return step(found.slice(1).map((part) => part ?? ''));
  }
  return undefined;
}

function countsIn(text: string): { table: string; rows: number }[] {
  return text.split(/, */).map((part) => {
    const [count, word = ''] = part.split(' ');
    const table = tables[word.replace(/s$/, '')];
    if (!table) throw new Error(`no table is known for "${part}"`);
    return { table, rows: Number(count) };
  });
}

/** "Where = WhatsApp; When = 2026-11-17". */
function inputsIn(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(/; */).map((part) => {
      const [label = '', value = ''] = part.split(/ *= */, 2);
      return [label, value];
    }),
  );
}

function nameOf(word: string | undefined): Name {
  const name = names.find((one) => one === word);
  if (!name) throw new Error(`nobody is called "${word}"`);
  return name;
}

function unreadableOf(word: string | undefined): keyof typeof unreadables {
  const found = Object.keys(unreadables).find((one): one is keyof typeof unreadables => one === word);
  if (!found) throw new Error(`nothing is called "${word}"`);
  return found;
}

function spotOf(word: string | undefined): Spot | 'bot' {
  return word === 'bot' || word === 'group' ? word : nameOf(word);
}

function minutesIn(unit: string): number {
  return unit === 'day' ? 24 * 60 : unit === 'hour' ? 60 : 1;
}

function form(pattern: string): RegExp {
  return new RegExp(pattern);
}
