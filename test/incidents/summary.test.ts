import assert from 'node:assert/strict';
import { rangesOf } from '../../src/incidents/period-ranges.js';
import { IncidentStore } from '../../src/incidents/store.js';
import { hideSmall, type Summary, summarise } from '../../src/incidents/summary.js';
import { testFolder } from '../storage/folder.js';
import { lineOf, report, zone } from './reports.js';

describe('the summary', () => {
  const folder = testFolder();

  it('counts what was reported in the period, and nothing else', async () => {
    const store = new IncidentStore(await folder.open(), zone);
    const reported = async (day: string, part: Parameters<typeof report>[1]) =>
      (await store.confirm(report(day, part), () => [], new Date(`${day}T12:00:00Z`))).incident.number;
    await reported('2026-11-01', { kind: 'hate' });
    await reported('2026-11-02', { kind: 'threat', platform: 'snapchat', postedBy: 'pupil' });
    const closed = await reported('2026-11-08', { kind: 'insult' });
    await reported('2026-11-09', { kind: 'insult' });
    const withdrawn = await reported('2026-11-20', { kind: 'image', postedBy: 'outside' });
    await reported('2026-11-21', { kind: 'hate' });
    await store.move(closed, 'close', lineOf('close'));
    await store.move(withdrawn, 'withdraw', lineOf('withdraw'));

    const expected: Summary = {
      total: 4,
      byStatus: [
        { value: 'new', count: 2 },
        { value: 'closed', count: 1 },
        { value: 'withdrawn', count: 1 },
      ],
      byKind: [
        { value: 'insult', count: 2 },
        { value: 'threat', count: 1 },
        { value: 'image', count: 1 },
      ],
      byPlatform: [
        { value: 'whatsapp', count: 3 },
        { value: 'snapchat', count: 1 },
      ],
      byPoster: [
        { value: 'parent', count: 2 },
        { value: 'pupil', count: 1 },
        { value: 'outside', count: 1 },
      ],
      byWeek: [
        { value: '2026-11-02', count: 2 },
        { value: '2026-11-09', count: 1 },
        { value: '2026-11-16', count: 1 },
      ],
      open: { count: 2, oldestDays: 18 },
    };
    const period = { from: '2026-11-02', to: '2026-11-20' };
    assert.deepEqual(await store.summary(period, new Date('2026-11-20T09:00:00Z')), expected);
  });

  it('of a period without reports is empty', async () => {
    const store = new IncidentStore(await folder.open(), zone);
    assert.deepEqual(
      await store.summary({ from: '2026-01-01', to: '2026-12-31' }, new Date('2026-11-20T09:00:00Z')),
      {
        total: 0,
        byStatus: [],
        byKind: [],
        byPlatform: [],
        byPoster: [],
        byWeek: [],
        open: { count: 0 },
      },
    );
  });

  it('reads kept counts, and no incident', async () => {
    const database = await folder.open();
    const queries: string[] = [];
    database.on('query', ({ sql }: { sql: string }) => queries.push(sql));
    await summarise(database, { from: '2026-01-05', to: '2026-12-18' }, '2026-11-20');
    assert.equal(queries.length, 2);
    for (const sql of queries.splice(0)) {
      const plan: { detail: string }[] = await database.raw(
        `explain query plan ${sql.replace(/\?/g, "'x'")}`,
      );
      const tables = plan.filter(({ detail }) => /period_count|incident/.test(detail));
      assert.ok(tables.length > 0);
      for (const { detail } of tables)
        assert.match(detail, /^SEARCH period_count USING PRIMARY KEY \(period>/);
    }
  });

  it('divides a period into whole months and the days around them', () => {
    const ranges = (from: string, to: string) => rangesOf({ from, to });
    assert.deepEqual(ranges('2026-09-01', '2026-12-18'), [
      ['month:2026-09', 'month:2026-11'],
      ['2026-12-01', '2026-12-18'],
    ]);
    assert.deepEqual(ranges('2026-01-05', '2026-02-28'), [
      ['month:2026-02', 'month:2026-02'],
      ['2026-01-05', '2026-01-31'],
    ]);
    assert.deepEqual(ranges('2026-01-05', '2026-02-27'), [['2026-01-05', '2026-02-27']]);
    assert.deepEqual(ranges('2026-01-01', '2026-12-31'), [['month:2026-01', 'month:2026-12']]);
    assert.deepEqual(ranges('2026-03-07', '2026-03-07'), [['2026-03-07', '2026-03-07']]);
  });

  it('is what counting every incident gives, after any number of moves and erasures', async () => {
    const database = await folder.open();
    const store = new IncidentStore(database, zone);
    const kinds = ['hate', 'insult', 'threat'] as const;
    for (let i = 0; i < 60; i++) {
      const at = new Date(Date.UTC(2026, 9, 1 + ((i * 7) % 40), 12));
      const part = { kind: kinds[i % 3] ?? 'hate', platform: i % 4 ? 'whatsapp' : 'tiktok' } as const;
      const { incident } = await store.confirm(report(`draft-${i}`, part), () => [], at);
      if (i % 2) await store.move(incident.number, 'close', lineOf('close'));
      if (i % 6 === 5) await store.move(incident.number, 'reopen', lineOf('reopen'));
      if (i % 9 === 8) {
        await database('history').where({ incident: incident.number }).delete();
        await database('incident').where({ number: incident.number }).delete();
      }
    }
    for (const period of [
      { from: '2026-10-03', to: '2026-11-05' },
      { from: '2026-10-01', to: '2026-11-05' },
      { from: '2026-09-03', to: '2026-10-31' },
    ]) {
      const { total, byStatus, byKind, byWeek } = await store.summary(
        period,
        new Date('2026-11-20T09:00:00Z'),
      );
      const counted = async (value: string) => {
        const rows: { value: string; count: number }[] = await database('incident')
          .select({ value: database.raw(value) })
          .count({ count: '*' })
          .whereBetween('reported_on', [period.from, period.to])
          .groupByRaw('1');
        return new Map(rows.map((row) => [row.value, row.count]));
      };
      const mapOf = (counts: readonly { value: string; count: number }[]) =>
        new Map(counts.map(({ value, count }) => [value, count]));
      const sorted = (map: Map<string, number>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
      assert.deepEqual(sorted(mapOf(byStatus)), sorted(await counted('status')));
      assert.deepEqual(sorted(mapOf(byKind)), sorted(await counted('kind')));
      assert.deepEqual(
        sorted(mapOf(byWeek)),
        sorted(await counted(`date(reported_on, 'weekday 0', '-6 days')`)),
      );
      assert.deepEqual(new Map([['all', total]]), await counted(`'all'`));
    }
    await database('history').delete();
    await database('incident').delete();
    assert.deepEqual(await database('period_count'), [], 'an erased incident is still counted');
  });

  it('hides counts that could point at somebody', () => {
    assert.deepEqual([0, 1, 2, 3, 40].map(hideSmall), ['0', '1 or 2', '1 or 2', '3', '40']);
  });
});
