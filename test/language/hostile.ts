import assert from 'node:assert/strict';
import fc from 'fast-check';

/** Longest time for one message, in milliseconds. */
const MOST = 20;

const pieces = [
  'the mum ',
  'not ',
  'my sons mum of the ',
  'is it still ',
  'has not been ',
  'deleted ',
  '1/1 ',
  'monday ',
  'sat ',
  'on the 3rd of ',
  'half term ',
  'going to ',
  'called him a ',
  'to be ',
  'x ',
  'who ',
  'do not know ',
  '. ',
  ', ',
  '\n',
  '9.30 ',
  'about 8 ',
  'আমার ',
  'amar ',
  'ﷺ',
  '🙂',
  '\u0000',
  '\ud800',
  'aaaaaaaaaaaaaaaaaaaaaaaa',
  '(((',
  '\\',
  '£3.11 ',
];

/** Text of every sort, up to 10,000 characters and beyond what any person writes. */
export const someText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 2000 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 400 }).map((words) => words.join('')),
  fc.constantFrom(...pieces).map((piece) => piece.repeat(10_000).slice(0, 10_000)),
);

/** Fails when something throws, or takes too long three times in a row (a busy machine is not a fault). */
export function inTime(run: () => unknown): void {
  const took = () => {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  const first = took();
  if (first <= MOST) return;
  const best = Math.min(first, took(), took());
  assert.ok(best <= MOST, `took ${best.toFixed(1)} ms`);
}
