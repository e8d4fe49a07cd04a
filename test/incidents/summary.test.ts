import assert from 'node:assert/strict';
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

  it('reads one index and sorts nothing', async () => {
    const database = await folder.open();
    const queries: string[] = [];
    database.on('query', ({ sql }: { sql: string }) => queries.push(sql));
    await summarise(database, { from: '2026-01-01', to: '2026-12-31' }, '2026-11-20');
    const [sql = ''] = queries;
    assert.equal(queries.length, 1);
    const plan: { detail: string }[] = await database.raw(`explain query plan ${sql.replace(/\?/g, "'x'")}`);
    assert.deepEqual(
      plan.map(({ detail }) => detail),
      ['SEARCH incident USING COVERING INDEX incident_summary (reported_on>? AND reported_on<?)'],
    );
  });

  it('hides counts that could point at somebody', () => {
    assert.deepEqual([0, 1, 2, 3, 40].map(hideSmall), ['0', '1 or 2', '1 or 2', '3', '40']);
  });
});
