import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Clock, dayAhead, pastWhenIn, sayDay, sayWhen, whenIn } from '../../src/language/dates.js';
import { inTime, someText } from './hostile.js';
import { clock, precision, recall, scoreDates } from './scored-sets.js';

const at = (moment: string, more: Partial<Clock> = {}): Clock => ({
  ...clock,
  now: new Date(moment),
  ...more,
});

describe('dates in words', () => {
  it('reads the scored set', () => {
    const score = scoreDates();
    assert.ok(precision(score) >= 0.98, score.lines.join('\n'));
    assert.ok(recall(score) >= 0.98, score.lines.join('\n'));
  });

  it('reads numbers in UK order', () => {
    assert.equal(whenIn('03/11', clock)?.from, '2026-11-03');
    assert.equal(whenIn('it was on 3.11.26', clock)?.from, '2026-11-03');
    assert.equal(whenIn('11/25', clock), undefined);
  });

  it('never takes an age, a class, a count, a price, a rating or a phone number for a date', () => {
    const none = [
      'my son is 10',
      'he turns 9 in may',
      'she is in Y4',
      'the year 3/4 class',
      'it cost £3.11',
      'about 8 people saw it',
      'at least 12 mums',
      'ring me on 020 7946 0958',
      'i would give it 9/10',
      'she is on it 24/7',
      'half of them laughed',
      'a second post',
      'the third time this happened',
      'sats week',
      'march down there',
      'sat in class',
      "we'd like to report",
      '30th feb',
      'it may be him',
    ];
    for (const text of none) assert.equal(whenIn(text, clock), undefined, text);
  });

  it('lies in the past unless the words say otherwise', () => {
    assert.equal(whenIn('on friday', clock)?.from, '2026-11-13');
    assert.equal(whenIn('5 december', clock)?.from, '2025-12-05');
    assert.equal(whenIn('next friday', clock)?.from, '2026-11-20');
    assert.equal(pastWhenIn('the disco is next friday', clock), undefined);
    assert.equal(pastWhenIn('i will tell you tomorrow', clock), undefined);
  });

  it('keeps to the date of the post among others', () => {
    const last = (text: string) => pastWhenIn(text, clock)?.from;
    assert.equal(last('we had the PTA meeting on monday and it was posted on saturday'), '2026-11-14');
    assert.equal(last('his birthday was the 3rd, the comment went up last night'), '2026-11-17');
    assert.equal(last('not monday, tuesday'), '2026-11-17');
    assert.equal(last('she took it down this morning'), undefined);
    assert.equal(last('he wrote that he will get my son on friday'), undefined);
    assert.equal(last('tuesday evening, 10 november'), '2026-11-10');
    assert.equal(last('can you ring me today please'), undefined);
  });

  it('says how late it was only where morning and evening are known', () => {
    assert.deepEqual(whenIn('about 8 this morning', clock), {
      from: '2026-11-18',
      time: '08:00',
      part: 'morning',
    });
    assert.deepEqual(whenIn('yesterday at 8', clock), { from: '2026-11-17' });
    assert.deepEqual(whenIn('yesterday at 8pm', clock), { from: '2026-11-17', time: '20:00' });
  });

  it('needs term dates for a date counted from a term', () => {
    const bare = at('2026-11-18T10:30:00Z', { terms: [] });
    assert.equal(whenIn('just before half term', bare), undefined);
    assert.deepEqual(whenIn('just before half term', clock), { from: '2026-10-19', to: '2026-10-25' });
  });

  it("uses the school's own day, also on the night the clocks change", () => {
    assert.equal(whenIn('today', at('2026-10-24T23:30:00Z'))?.from, '2026-10-25');
    assert.equal(whenIn('last night', at('2026-10-25T00:30:00Z'))?.from, '2026-10-24');
    assert.deepEqual(whenIn('2 hours ago', at('2026-10-25T01:30:00Z')), {
      from: '2026-10-25',
      time: '00:30',
    });
    assert.equal(
      whenIn('today', at('2026-11-18T10:30:00Z', { zone: 'Pacific/Auckland' }))?.from,
      '2026-11-18',
    );
    assert.equal(
      whenIn('today', at('2026-11-18T12:30:00Z', { zone: 'Pacific/Auckland' }))?.from,
      '2026-11-19',
    );
  });

  it('knows the weekend at the weekend, and 29 February', () => {
    assert.deepEqual(whenIn('over the weekend', at('2026-11-14T12:00:00Z')), { from: '2026-11-14' });
    assert.deepEqual(whenIn('over the weekend', at('2026-11-15T12:00:00Z')), {
      from: '2026-11-14',
      to: '2026-11-15',
    });
    assert.equal(whenIn('29 february', clock)?.from, '2024-02-29');
    assert.equal(whenIn('31/2', clock), undefined);
  });

  it('names the coming day for a reminder', () => {
    assert.equal(dayAhead('remind me on friday', clock), '2026-11-20');
    assert.equal(dayAhead('in a week', clock), '2026-11-25');
    assert.equal(dayAhead('1 december', clock), '2026-12-01');
    assert.equal(dayAhead('some day', clock), undefined);
  });

  it('is said back in full', () => {
    assert.equal(sayDay('2026-11-03'), 'Tuesday 3 November 2026');
    assert.equal(sayWhen({ from: '2026-11-03', part: 'evening' }), 'Tuesday 3 November 2026, in the evening');
    assert.equal(sayWhen({ from: '2026-11-14', to: '2026-11-15' }), 'Saturday 14 to Sunday 15 November 2026');
    assert.equal(
      sayWhen({ from: '2026-10-30', to: '2026-11-01' }),
      'Friday 30 October to Sunday 1 November 2026',
    );
    assert.equal(
      sayWhen({ from: '2025-12-31', to: '2026-01-01' }),
      'Wednesday 31 December 2025 to Thursday 1 January 2026',
    );
    assert.equal(
      sayWhen({ from: '2026-11-18', time: '08:00', part: 'morning' }),
      'Wednesday 18 November 2026, about 8am',
    );
    assert.equal(sayWhen({ from: '2026-11-18', time: '20:30' }), 'Wednesday 18 November 2026, about 8:30pm');
    assert.equal(sayWhen({ from: '2026-11-18', time: '12:00' }), 'Wednesday 18 November 2026, about midday');
  });

  it('reads what it says', () => {
    const days = fc
      .integer({ min: 1, max: 700 })
      .map((back) => new Date(clock.now.getTime() - back * 86_400_000));
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10);
        assert.equal(whenIn(sayDay(day), clock)?.from, day);
      }),
    );
  });

  it('stands any text in time', () => {
    fc.assert(fc.property(someText, (text) => inTime(() => whenIn(text, clock))));
  });
});
