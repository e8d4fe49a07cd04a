import { monitorEventLoopDelay } from 'node:perf_hooks';
import fc from 'fast-check';
import { someText } from '../language/hostile.js';
import type { SignedBot } from './signed-turns.js';

/** Characters of a message that the bot reads, and about what a body may hold. */
const readable = 10_000;
const wholeBody = 250_000;

const seeds = [
  'my son says he wants to kill himself ',
  'the mum not deleted on the 3rd of monday 1/1 half term called him a x who ',
  '[18/11/2026, 10:30:12] Sam: hello\n',
  '18/11/2026, 10:30 - Sam: no\n',
  'close 7 ',
  'list reports about facebook from 1/1 to 2/2 by sam, ',
  'not not not ',
  'monday tuesday next last week ago ',
  'https://www.facebook.com/a?b=c ',
  '+44 7700 900123 ',
  '<at>a</at> ',
  '<at ',
  '&nbsp;',
  '{{DATE(',
  '"',
  'à́̂',
  'আমার ',
  '🙂',
  'ﷺ',
  '\t \n',
  'a.',
  '((((',
  '? ',
  'a',
] as const;

/** Messages made to be slow: by the words, the length, the mark-up and the parts of the Activity. */
export function hostileMessages(
  random: number,
  seed: number,
): { what: string; text: string; more?: object }[] {
  const repeated = seeds.flatMap((piece) =>
    [readable, wholeBody].map((most) => ({
      what: `${JSON.stringify(piece)} to ${most}`,
      text: piece.repeat(Math.ceil(most / piece.length)).slice(0, most),
    })),
  );
  const drawn = fc
    .sample(someText, { numRuns: random, seed })
    .map((text, at) => ({ what: `drawn ${seed}/${at}`, text }));
  const mention = { type: 'mention', mentioned: { id: '28:bot' }, text: ' ' };
  return [
    ...repeated,
    ...drawn,
    { what: 'many mentions', text: 'a '.repeat(40_000), more: { entities: Array(100).fill(mention) } },
    {
      what: 'many mentions that grow',
      text: 'a'.repeat(40_000),
      more: {
        entities: Array(100).fill({ ...mention, mentioned: { id: 'me' }, text: 'a' }),
        recipient: { id: 'me' },
      },
    },
    { what: 'many members', text: '', more: { type: 'conversationUpdate', membersAdded: many(4000) } },
    {
      what: 'many files',
      text: 'hello',
      more: { attachments: Array(100).fill({ contentType: 'x'.repeat(2000) }) },
    },
    { what: 'a filled form', text: '', more: { value: filled(12, 19_000) } },
    {
      what: 'a press of a card with much else',
      text: '',
      more: { value: { say: 'help', ...filled(2000, 100) } },
    },
  ];
}

function many(count: number): { id: string }[] {
  return Array.from({ length: count }, (_, at) => ({ id: `29:${at}` }));
}

function filled(count: number, length: number): Record<string, unknown> {
  const inputs = Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `typed:${at}`,
      'the 3rd of monday '.repeat(length).slice(0, length),
    ]),
  );
  return { say: 'next', form: true, ...inputs };
}

export interface BlockFigures {
  messages: number;
  /** Other than 200, and 400 or 413 for what no Activity is. */
  otherStatus: number;
  /** The longest that the event loop stood still, in milliseconds, and by which message. */
  worst: number;
  by: string;
  over: readonly string[];
}

/** Sends them as several people in several states, each again where it was slow: a busy machine is not a fault. */
export async function blocked(
  bot: SignedBot,
  people: readonly string[],
  messages: ReturnType<typeof hostileMessages>,
  most = 100,
): Promise<BlockFigures> {
  let count = 0;
  let otherStatus = 0;
  const send = async (from: string, { text, more = {} }: (typeof messages)[number]): Promise<number> => {
    count += 1;
    const activity = { ...bot.microsoft.activity(from, text, `hostile-${count}`), ...more };
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    // What this process itself needs to write the body is not the bot's.
    await new Promise((resolve) => setTimeout(resolve, 3));
    delay.reset();
    const status = await bot.post(activity);
    await new Promise((resolve) => setTimeout(resolve, 3));
    delay.disable();
    if (![200, 400, 413].includes(status)) otherStatus += 1;
    return delay.max / 1e6;
  };
  let worst = 0;
  let by = '';
  const over: string[] = [];
  for (const from of people) {
    for (const message of messages) {
      let took = await send(from, message);
      for (let again = 0; took > most && again < 3; again += 1)
        took = Math.min(took, await send(from, message));
      if (took > worst) {
        worst = took;
        by = `${from}: ${message.what}`;
      }
      if (took > most) over.push(`${from}: ${message.what}: ${Math.round(took)} ms`);
    }
  }
  return { messages: count, otherStatus, worst: Math.round(worst), by, over };
}

/** People in the states that read messages in different ways. */
export async function peopleInStates(bot: SignedBot): Promise<string[]> {
  for (const words of ['someone put a rude post about a teacher on facebook', 'no']) {
    await bot.say('reporter', words);
  }
  await bot.say('asker', 'report a post');
  return ['reporter', 'asker', 'head', 'newcomer'];
}
