import assert from 'node:assert/strict';
import fc from 'fast-check';
import { periodIn } from '../../src/language/periods.js';
import { inTime, someText } from './hostile.js';
import { clock } from './scored-sets.js';

const spans: readonly (readonly [string, string, string])[] = [
  ['this week', '2026-11-16', '2026-11-18'],
  ["list this week's reports", '2026-11-16', '2026-11-18'],
  ['last week', '2026-11-09', '2026-11-15'],
  ['last month', '2026-10-01', '2026-10-31'],
  ['this month', '2026-11-01', '2026-11-18'],
  ['october', '2026-10-01', '2026-10-31'],
  ['today', '2026-11-18', '2026-11-18'],
  ['since monday', '2026-11-16', '2026-11-18'],
  ['since the 2nd', '2026-11-02', '2026-11-18'],
  ['racist posts since september', '2026-09-01', '2026-11-18'],
  ['between 1 and 14 november', '2026-11-01', '2026-11-14'],
  ['from 1/9 to 31/10', '2026-09-01', '2026-10-31'],
  ['from 2 nov to 13 nov', '2026-11-02', '2026-11-13'],
  ['from 1 october', '2026-10-01', '2026-11-18'],
  ['last 7 days', '2026-11-12', '2026-11-18'],
  ['the last fortnight', '2026-11-04', '2026-11-18'],
  ['last 3 months', '2026-08-18', '2026-11-18'],
  ['week commencing 2 november', '2026-11-02', '2026-11-08'],
  ['this term', '2026-09-01', '2026-11-18'],
  ['autumn term', '2026-09-01', '2026-11-18'],
  ['summary for governors for autumn', '2026-09-01', '2026-11-18'],
  ['how many bullying ones in the autumn', '2026-09-01', '2026-11-18'],
  ['since half term', '2026-10-31', '2026-11-18'],
  ['this school year', '2026-09-01', '2026-11-18'],
];

describe('periods', () => {
  for (const [text, from, to] of spans) {
    it(`reads "${text}"`, () => {
      const period = periodIn(text, clock);
      assert.ok(period !== undefined && 'from' in period);
      assert.deepEqual([period.from, period.to], [from, to]);
    });
  }

  it('says the period back in full', () => {
    const period = periodIn('last month', clock);
    assert.ok(period !== undefined && 'words' in period);
    assert.equal(period.words, 'Thursday 1 to Saturday 31 October 2026');
  });

  it('asks for dates where the term asked for is not configured', () => {
    for (const text of ['last term', 'summer term', 'last spring term']) {
      assert.deepEqual(periodIn(text, clock), { missing: 'terms' }, text);
    }
    for (const text of ['this term', 'autumn term', 'since half term']) {
      assert.deepEqual(periodIn(text, { ...clock, terms: [] }), { missing: 'terms' }, text);
    }
  });

  it('does not take days to come for everything', () => {
    for (const text of ['summary next term', 'list next week', 'next half term', 'next school year']) {
      assert.deepEqual(periodIn(text, clock), { missing: 'future' }, text);
    }
    assert.equal(periodIn('close 3 she posted about the autumn fair', clock), undefined);
  });

  it('finds none where none is asked for', () => {
    for (const text of ['everything', 'show 7', 'all the whatsapp ones', 'close 12']) {
      assert.equal(periodIn(text, clock), undefined, text);
    }
  });

  it('stands any text in time, and never ends before it begins', () => {
    fc.assert(
      fc.property(someText, (text) => {
        inTime(() => periodIn(text, clock));
        const period = periodIn(text, clock);
        if (period && 'from' in period) assert.ok(period.from <= period.to);
      }),
    );
  });
});
