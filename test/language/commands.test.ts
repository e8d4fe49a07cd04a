import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { z } from 'zod';
import { commandIn, type Order, onlyNumbers } from '../../src/language/commands.js';
import { clock } from './scored-sets.js';

const days = z.object({ from: z.string(), to: z.string() });
const scored = z.object({
  id: z.string(),
  text: z.string(),
  expect: z.strictObject({
    command: z.string(),
    numbers: z.array(z.number()).optional(),
    it: z.boolean().optional(),
    status: z.string().optional(),
    platform: z.string().optional(),
    kind: z.string().optional(),
    on: z.boolean().optional(),
    period: days.optional(),
    actions: z.array(z.string()).optional(),
    outcome: z.string().optional(),
    note: z.string().optional(),
  }),
});
type Scored = z.infer<typeof scored>;

const routed = z.object({ text: z.string(), route: z.string() });

describe('commands in everyday words', () => {
  const set = lines('commands.jsonl', scored);
  const dev = lines('dev.jsonl', routed);

  it('are understood in 118 of the 120 wordings, with every field', () => {
    const wrong = set.filter((one) => !isRight(one));
    assert.ok(set.length === 120 && wrong.length <= 2, wrong.map(({ text }) => text).join('\n'));
  });

  it('are all known on the development set, and are none of its other lines', () => {
    const missed = dev.filter(
      ({ text, route }) => route === 'headteacher_command' && !commandIn(text, clock),
    );
    const taken = dev.filter(({ text, route }) => route !== 'headteacher_command' && commandIn(text, clock));
    assert.deepEqual(missed, []);
    assert.ok(taken.length <= 1, taken.map(({ text }) => text).join('\n'));
  });

  const none = [
    'close the school?',
    'someone posted about my son',
    'should I report 7 to the platform?',
    'don’t close 7',
    'I have not reported 7 to Instagram yet',
    'I was told to delete my post',
    'remind me what the policy says about photos',
    'he is 12 and a man wants to meet him',
    'I want to end it',
    'show me how to report it',
    'what is 17 times 23',
  ];
  for (const text of none) {
    it(`“${text}” is none`, () => assert.equal(commandIn(text, clock), undefined));
  }

  const understood: [string, Partial<Order>][] = [
    [
      'reported 2 to instagram and rang posh',
      { command: 'act', numbers: [2], actions: ['reported_to_platform', 'posh_contacted'] },
    ],
    ['asked them to delete it', { command: 'act', it: true, actions: ['deletion_requested'] }],
    ['2 is waiting for the platform', { command: 'wait', numbers: [2] }],
    ['who reported 42', { command: 'show', numbers: [42] }],
    ['delete 42', { command: 'erase', numbers: [42] }],
    ['incidents about me', { command: 'about_me' }],
    ['remove question 2', { command: 'unanswered', numbers: [2], dealtWith: true }],
    ['called back 3', { command: 'pointers', numbers: [3], dealtWith: true }],
    ['rang 101 about 3', { command: 'act', numbers: [3], actions: ['authority_informed'] }],
    [
      'close 7 asked mum to delete it and rang posh',
      { command: 'close', numbers: [7], outcome: 'asked mum to delete it and rang posh' },
    ],
    ['note 7 close this on friday', { command: 'note', numbers: [7], note: 'close this on friday' }],
    ['close 7, 14 parents saw it', { command: 'close', numbers: [7], outcome: '14 parents saw it' }],
    [
      'record on 5 that I reported it to TikTok',
      { command: 'act', numbers: [5], actions: ['reported_to_platform'] },
    ],
    [
      'put on record that the deputy is handling number 3',
      { command: 'note', numbers: [3], note: 'the deputy is handling number 3' },
    ],
    ['has 7 been closed?', { command: 'show', numbers: [7] }],
    ['summary this term for governors', { command: 'summary', anonymous: true }],
    ['any incidents involving Y4', { command: 'list', yearGroup: 'year 4' }],
    ['shwo 7', { command: 'show', numbers: [7] }],
    ['show the latest one', { command: 'show', newest: true, it: false }],
    ['everything by parents on facebook', { command: 'list', platform: 'facebook', poster: 'parent' }],
  ];
  for (const [text, expected] of understood) {
    it(`“${text}”`, () => {
      const order = commandIn(text, clock);
      assert.deepEqual({ ...order, ...expected }, order);
    });
  }

  it('keep a number apart from the words of an answer', () => {
    assert.deepEqual(onlyNumbers('number 7 please'), [7]);
    assert.deepEqual(onlyNumbers('SM-2026-0007'), [7]);
    assert.deepEqual(onlyNumbers('rang posh about 7'), []);
  });

  it('are looked for in any text without a fault', () => {
    const bits = fc.constantFrom(
      'close',
      'it',
      '7',
      '#',
      'and',
      ',',
      'asked',
      'to delete',
      'SM-2026-0007',
      'the',
      'please',
      '‘',
      '1/2',
      '-',
      'twenty',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(bits, { maxLength: 60 }).map((list) => list.join(' ')),
        ),
        (text) => {
          const order = commandIn(text, clock);
          assert.ok(order === undefined || order.numbers.every(Number.isInteger));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are looked for in a bounded time', () => {
    const hostile = [
      'please ',
      'asked 7 ',
      '# ',
      '1 and ',
      'any new open facebook ',
      'history ',
      'remind me about ',
      'told a ',
    ];
    for (const one of hostile) {
      const text = one.repeat(Math.ceil(10_000 / one.length));
      const before = process.cpuUsage();
      commandIn(text, clock);
      const { user, system } = process.cpuUsage(before);
      const took = (user + system) / 1000;
      assert.ok(took < 250, `${one}: ${took} ms`);
    }
  });
});

function isRight({ text, expect }: Scored): boolean {
  const order = commandIn(text, clock);
  if (!order) return false;
  const { period, outcome, note, ...plain } = expect;
  const said = order.command === 'remind' && order.when ? { from: order.when, to: order.when } : order.period;
  const inPeriod =
    !period || (said !== undefined && 'from' in said && said.from === period.from && said.to === period.to);
  const holds = (kept: string | undefined, wanted: string | undefined) =>
    wanted === undefined || kept?.toLowerCase().includes(wanted.toLowerCase()) === true;
  const fields = Object.entries(plain).every(
    ([key, value]) =>
      JSON.stringify(Object.entries(order).find(([name]) => name === key)?.[1]) === JSON.stringify(value),
  );
  return inPeriod && fields && holds(order.outcome, outcome) && holds(order.note, note);
}

function lines<T>(file: string, schema: z.ZodType<T>): T[] {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => schema.parse(JSON.parse(line)));
}
