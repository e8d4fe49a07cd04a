import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { afterQuiet, type QuietHours } from '../../src/conversation/quiet.js';

const zone = 'Europe/London';
const nights: QuietHours = { from: '19:00', to: '07:00', weekends: true };
const weekNights: QuietHours = { ...nights, weekends: false };
const lessons: QuietHours = { from: '09:00', to: '15:30', weekends: false };
const smallHours: QuietHours = { from: '00:30', to: '01:30', weekends: false };

/** Moments in UTC: what is made at the first is sent at the second. */
const table: readonly [what: string, quiet: QuietHours, made: string, sent: string][] = [
  ['by day', nights, '2026-11-18T10:30:15.250Z', '2026-11-18T10:30:15.250Z'],
  ['just before the evening', nights, '2026-11-18T18:59:59.999Z', '2026-11-18T18:59:59.999Z'],
  ['when the evening begins', nights, '2026-11-18T19:00:00.000Z', '2026-11-19T07:00:00.000Z'],
  ['after midnight', nights, '2026-11-19T00:00:00.000Z', '2026-11-19T07:00:00.000Z'],
  ['just before the morning', nights, '2026-11-19T06:59:59.999Z', '2026-11-19T07:00:00.000Z'],
  ['when the morning begins', nights, '2026-11-19T07:00:00.000Z', '2026-11-19T07:00:00.000Z'],
  ['in summer, by the clock on the wall', nights, '2026-07-01T18:30:00.000Z', '2026-07-02T06:00:00.000Z'],
  ['on Friday evening', nights, '2026-11-20T20:00:00.000Z', '2026-11-23T07:00:00.000Z'],
  ['on Saturday at noon', nights, '2026-11-21T12:00:00.000Z', '2026-11-23T07:00:00.000Z'],
  ['on Sunday at 23:59', nights, '2026-11-22T23:59:00.000Z', '2026-11-23T07:00:00.000Z'],
  ['on Monday before the morning', nights, '2026-11-23T05:00:00.000Z', '2026-11-23T07:00:00.000Z'],
  ['on Friday evening, weekends open', weekNights, '2026-11-20T20:00:00.000Z', '2026-11-21T07:00:00.000Z'],
  ['on Saturday at noon, weekends open', weekNights, '2026-11-21T12:00:00.000Z', '2026-11-21T12:00:00.000Z'],
  ['over New Year', weekNights, '2026-12-31T22:00:00.000Z', '2027-01-01T07:00:00.000Z'],
  ['in the night of the spring change', weekNights, '2027-03-27T20:00:00.000Z', '2027-03-28T06:00:00.000Z'],
  ['in the night of the autumn change', weekNights, '2026-10-24T20:00:00.000Z', '2026-10-25T07:00:00.000Z'],
  ['in the weekend of the spring change', nights, '2027-03-26T20:00:00.000Z', '2027-03-29T06:00:00.000Z'],
  ['in the weekend of the autumn change', nights, '2026-10-23T20:00:00.000Z', '2026-10-26T07:00:00.000Z'],
  ['before lessons', lessons, '2026-11-18T08:59:00.000Z', '2026-11-18T08:59:00.000Z'],
  ['in lessons', lessons, '2026-11-18T09:00:00.000Z', '2026-11-18T15:30:00.000Z'],
  ['after lessons', lessons, '2026-11-18T15:30:00.000Z', '2026-11-18T15:30:00.000Z'],
  ['when an end of quiet is skipped', smallHours, '2027-03-28T00:45:00.000Z', '2027-03-28T01:30:00.000Z'],
  [
    'when an hour comes twice, second time',
    smallHours,
    '2026-10-25T01:15:00.000Z',
    '2026-10-25T01:30:00.000Z',
  ],
];

const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const anyQuiet = fc.record({ from: times, to: times, weekends: fc.boolean() });
const anyMoment = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true });

function isQuiet(moment: Date, { from, to, weekends }: QuietHours): boolean {
  const local = DateTime.fromJSDate(moment, { zone });
  const clock = local.toFormat('HH:mm');
  if (weekends && local.weekday > 5) return true;
  return from > to ? clock >= from || clock < to : clock >= from && clock < to;
}

describe('quiet hours', () => {
  for (const [what, quiet, made, sent] of table) {
    it(`end at the right moment for what is made ${what}`, () => {
      assert.equal(afterQuiet(new Date(made), quiet, zone).toISOString(), sent);
    });
  }

  it('are none when none are set', () => {
    const moment = new Date('2026-11-21T03:00:00Z');
    assert.equal(afterQuiet(moment, null, zone), moment);
    assert.equal(afterQuiet(moment, undefined, zone), moment);
  });

  it('never end in the past, in other quiet hours, or later than four days on', () => {
    fc.assert(
      fc.property(anyMoment, anyQuiet, (made, quiet) => {
        const sent = afterQuiet(made, quiet, zone);
        assert.ok(sent >= made);
        assert.ok(!isQuiet(sent, quiet), `${sent.toISOString()} is quiet`);
        assert.ok(sent.getTime() - made.getTime() < 4 * 24 * 3_600_000);
        if (!isQuiet(made, quiet)) assert.equal(sent.getTime(), made.getTime());
      }),
      { numRuns: 2000 },
    );
  });
});
