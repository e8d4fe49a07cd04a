import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { IncidentStore, type Remark } from '../../src/incidents/store.js';
import type { Database } from '../../src/storage/database.js';
import { closeDatabase } from '../../src/storage/database.js';
import { OutboxStore } from '../../src/storage/outbox.js';
import { testFolder } from '../storage/folder.js';
import { alert, lineOf, now, report, zone } from './reports.js';

const none = () => [];

describe('the incident log', () => {
  const folder = testFolder();
  let database: Database;
  let store: IncidentStore;

  beforeEach(async () => {
    database = await folder.open();
    store = new IncidentStore(database, zone);
  });

  async function rowsIn(...tables: string[]): Promise<number[]> {
    const counts: number[] = [];
    for (const table of tables) counts.push((await database(table)).length);
    return counts;
  }

  it('keeps every field of a confirmed report, with its history and its alert', async () => {
    const { incident, already } = await store.confirm(report('d1'), alert, now);
    assert.equal(already, false);
    assert.deepEqual(incident, {
      ...report('d1'),
      number: 1,
      reference: 'SM-2026-0001',
      status: 'new',
      reportedAt: now,
      changedAt: now,
    });
    assert.deepEqual(await store.find(1), incident);
    assert.deepEqual(await store.history(1), [
      { at: now, by: { account: 'teams:parent', name: 'Sam Reporter' }, what: 'reported' },
    ]);
    const [owed] = await new OutboxStore(database).forIncident(1);
    assert.deepEqual(owed?.card, { text: ['SM-2026-0001'] });
  });

  it('keeps a report without the fields that may be absent', async () => {
    const { when: _, link: __, ...bare } = report('d1');
    const { incident } = await store.confirm(bare, none, now);
    const found = await store.find(1);
    assert.deepEqual(found, incident);
    assert.ok(found && !('when' in found) && !('link' in found) && !('outcome' in found));
  });

  it('is there after a restart', async () => {
    const { incident } = await store.confirm(report('d1'), alert, now);
    await closeDatabase(await folder.openUntracked());
    assert.deepEqual(await new IncidentStore(await folder.open(), zone).find(1), incident);
  });

  it('keeps nothing when anything fails', async () => {
    const failing = () => {
      throw new Error('no such person');
    };
    await assert.rejects(store.confirm(report('d1'), failing, now), /no such person/);
    const wrongIncident = (reference: string) => alert(reference, 404);
    await assert.rejects(store.confirm(report('d1'), wrongIncident, now), /FOREIGN KEY/);
    assert.deepEqual(await rowsIn('incident', 'history', 'outbox'), [0, 0, 0]);
    assert.equal((await store.confirm(report('d1'), alert, now)).incident.reference, 'SM-2026-0001');
  });

  it('keeps a draft once, as it was first confirmed', async () => {
    const first = await store.confirm(report('d1'), alert, now);
    const again = await store.confirm(
      report('d1', { words: 'Something else' }),
      alert,
      new Date('2026-11-21T09:00:00Z'),
    );
    assert.deepEqual(again, { incident: first.incident, already: true });
    assert.deepEqual(await rowsIn('incident', 'history', 'outbox'), [1, 1, 1]);
    assert.equal((await store.confirm(report('d2'), alert, now)).incident.number, 2);
  });

  it('keeps a draft once when two processes confirm it together', async () => {
    const other = new IncidentStore(await folder.open(), zone);
    const both = await Promise.all([
      store.confirm(report('d1'), alert, now),
      other.confirm(report('d1'), alert, now),
    ]);
    assert.equal(both.filter(({ already }) => already).length, 1);
    assert.deepEqual(await rowsIn('incident', 'history', 'outbox'), [1, 1, 1]);
  });

  it('gives distinct consecutive references to concurrent reports in two processes', async () => {
    const other = new IncidentStore(await folder.open(), zone);
    const confirmed = await Promise.all(
      Array.from({ length: 40 }, (_, i) => (i % 2 ? store : other).confirm(report(`d${i}`), alert, now)),
    );
    const references = confirmed.map(({ incident }) => incident.reference).sort();
    assert.deepEqual(
      references,
      Array.from({ length: 40 }, (_, i) => `SM-2026-${String(i + 1).padStart(4, '0')}`),
    );
    assert.deepEqual(await rowsIn('incident', 'history', 'outbox'), [40, 40, 40]);
  });

  it('never gives a number a second time', async () => {
    await store.confirm(report('d1'), none, now);
    await database('history').delete();
    await database('incident').delete();
    assert.equal((await store.confirm(report('d2'), none, now)).incident.reference, 'SM-2026-0002');
  });

  it('takes the year from the school’s clock', async () => {
    const newYear = new Date('2026-12-31T23:30:00Z');
    const abroad = new IncidentStore(database, 'Europe/Berlin');
    assert.equal((await store.confirm(report('d1'), none, newYear)).incident.reference, 'SM-2026-0001');
    assert.equal((await abroad.confirm(report('d2'), none, newYear)).incident.reference, 'SM-2027-0002');
  });

  it('gives a reporter their own reports, and counts the recent ones', async () => {
    const other = { account: 'teams:other', name: 'Other', role: 'staff' } as const;
    const later = new Date('2026-11-20T09:30:00Z');
    await store.confirm(report('d1'), none, now);
    await store.confirm(report('d2', { reporter: other }), none, now);
    await store.confirm(report('d3'), none, later);
    assert.deepEqual(
      (await store.of('teams:parent')).map(({ draft }) => draft),
      ['d3', 'd1'],
    );
    assert.deepEqual(await store.of('teams:nobody'), []);
    assert.equal(await store.countSince('teams:parent', now, 'd9'), 2);
    assert.equal(await store.countSince('teams:parent', later, 'd9'), 1);
    assert.equal(await store.countSince('teams:parent', now, 'd1'), 1, 'the draft itself does not count');
    assert.equal(await store.countSince('teams:nobody', now, 'd9'), 0);
  });

  it('adds to the history in order; only what a reporter adds changes the incident', async () => {
    await store.confirm(report('d1'), none, now);
    await store.confirm(report('d2'), none, now);
    const later = new Date('2026-11-20T10:00:00Z');
    const by = { account: 'teams:parent', name: 'Sam Reporter' };
    const viewed: Remark = { at: later, by, what: 'viewed' };
    const added: Remark = { at: later, by, what: 'added', detail: 'It is gone now.' };
    await store.write(1, viewed);
    assert.deepEqual((await store.find(1))?.changedAt, now);
    await store.write(1, added, alert('SM-2026-0001', 1));
    assert.deepEqual((await store.find(1))?.changedAt, later);
    await store.writeEach([1, 2], { at: later, by, what: 'exported' });
    assert.deepEqual(
      (await store.history(1)).map(({ what }) => what),
      ['reported', 'viewed', 'added', 'exported'],
    );
    assert.deepEqual(
      (await store.history(2)).map(({ what }) => what),
      ['reported', 'exported'],
    );
    assert.deepEqual((await store.history(1))[2], added);
    assert.equal((await new OutboxStore(database).forIncident(1)).length, 1);
    await assert.rejects(store.writeEach([2, 404], viewed), /FOREIGN KEY/);
    assert.equal((await store.history(2)).length, 2);
  });

  it('leaves no byte of an erased text in its file', async () => {
    await store.confirm(report('d1', { words: 'canary-canary '.repeat(500) }), none, now);
    await store.move(1, 'note', lineOf('note'));
    await database('history').delete();
    await database('incident').delete();
    await database.raw('PRAGMA wal_checkpoint(TRUNCATE)');
    for (const file of [folder.file(), `${folder.file()}-wal`])
      assert.ok(!readFileSync(file).includes('canary'));
  });
});
