import assert from 'node:assert/strict';
import {
  type HistoryEvent,
  historyEvents,
  type Move,
  type Status,
  statuses,
  transitions,
} from '../../src/incidents/incident.js';
import { eventsOf } from '../../src/incidents/move.js';
import { IncidentStore } from '../../src/incidents/store.js';
import { OutboxStore } from '../../src/storage/outbox.js';
import { testFolder } from '../storage/folder.js';
import { alert, lineOf, now, report, zone } from './reports.js';

/** How an incident comes to each status. */
const ways: Readonly<Record<Status, readonly Move[]>> = {
  new: [],
  open: ['act'],
  waiting: ['wait'],
  closed: ['close'],
  withdrawn: ['withdraw'],
};

const moves: readonly Move[] = ['act', 'note', 'wait', 'close', 'reopen', 'withdraw'];

describe('moving an incident', () => {
  const folder = testFolder();
  let store: IncidentStore;
  let outbox: OutboxStore;

  beforeEach(async () => {
    const database = await folder.open();
    store = new IncidentStore(database, zone);
    outbox = new OutboxStore(database);
  });

  for (const from of statuses) {
    for (const move of moves) {
      const to = transitions[from][move];
      it(`${from}: ${move} ${to ? `leads to ${to}` : 'is refused'}`, async () => {
        await store.confirm(report('d1'), () => [], now);
        for (const way of ways[from]) await store.move(1, way, lineOf(way));
        const before = await store.find(1);
        const history = await store.history(1);
        assert.equal(before?.status, from);
        const later = new Date('2026-11-21T09:00:00Z');
        const moved = await store.move(1, move, lineOf(move, later), alert('x', 1));
        const after = await store.find(1);
        if (to) {
          assert.deepEqual(moved, { ok: true, incident: after });
          assert.equal(after?.status, to);
          assert.deepEqual(after?.changedAt, later);
          assert.deepEqual(await store.history(1), [...history, lineOf(move, later)]);
          assert.equal((await outbox.forIncident(1)).length, 1);
        } else {
          assert.deepEqual(moved, { ok: false, reason: 'status', status: from });
          assert.deepEqual(after, before);
          assert.deepEqual(await store.history(1), history);
          assert.deepEqual(await outbox.forIncident(1), []);
        }
      });
    }
  }

  it('keeps the outcome when it is closed, and clears it when it is reopened', async () => {
    await store.confirm(report('d1'), () => [], now);
    const closedAt = new Date('2026-11-21T09:00:00Z');
    await store.move(1, 'close', lineOf('close', closedAt, 'Deleted by the parent'));
    const closed = await store.find(1);
    assert.deepEqual(closed?.closedAt, closedAt);
    assert.equal(closed?.outcome, 'Deleted by the parent');
    await store.move(1, 'note', lineOf('note', now, 'Still quiet'));
    assert.equal((await store.find(1))?.outcome, 'Deleted by the parent');
    await store.move(1, 'reopen', lineOf('reopen', now, 'It is back'));
    const reopened = await store.find(1);
    assert.ok(reopened && !('closedAt' in reopened) && !('outcome' in reopened));
    assert.deepEqual(
      (await store.history(1)).map(({ what, detail }) => [what, detail]),
      [
        ['reported', undefined],
        ['closed', 'Deleted by the parent'],
        ['noted', 'Still quiet'],
        ['reopened', 'It is back'],
      ],
    );
  });

  it('says when there is no such incident', async () => {
    assert.deepEqual(await store.move(7, 'note', lineOf('note')), { ok: false, reason: 'missing' });
  });

  it('changes nothing when a message cannot be kept', async () => {
    const { incident } = await store.confirm(report('d1'), () => [], now);
    await assert.rejects(store.move(1, 'close', lineOf('close'), alert('x', 404)), /FOREIGN KEY/);
    assert.deepEqual(await store.find(1), incident);
    assert.equal((await store.history(1)).length, 1);
  });

  it('lets one of two processes close it', async () => {
    await store.confirm(report('d1'), () => [], now);
    const other = new IncidentStore(await folder.open(), zone);
    const both = await Promise.all([
      store.move(1, 'close', lineOf('close')),
      other.move(1, 'close', lineOf('close')),
    ]);
    assert.equal(both.filter(({ ok }) => ok).length, 1);
  });

  it('does nothing when it has changed since the person saw it', async () => {
    const { incident } = await store.confirm(report('d1'), () => [], now);
    const seen = incident.changedAt;
    const first = new Date('2026-11-21T09:00:00Z');
    const second = new Date('2026-11-21T09:00:01Z');
    const by = async (at: Date) => store.move(1, 'act', lineOf('act', at), alert(String(at), 1), seen);
    assert.equal((await by(first)).ok, true);
    assert.deepEqual(await by(second), { ok: false, reason: 'changed' });
    assert.deepEqual((await store.find(1))?.changedAt, first);
    assert.equal((await store.history(1)).length, 2);
    assert.equal((await outbox.forIncident(1)).length, 1);
    const latest = (await store.find(1))?.changedAt;
    assert.equal((await store.move(1, 'close', lineOf('close', second), [], latest)).ok, true);
    const closed = await store.move(1, 'act', lineOf('act', second), [], latest);
    assert.deepEqual(closed, { ok: false, reason: 'status', status: 'closed' });
  });

  for (const move of moves) {
    it(`lets the history say of ${move} only what it is`, async () => {
      await store.confirm(report('d1'), () => [], now);
      const wrong = historyEvents.filter((what: HistoryEvent) => !eventsOf[move].includes(what));
      for (const what of wrong) {
        await assert.rejects(store.move(1, move, { ...lineOf(move), what }), /cannot say/);
      }
      assert.equal((await store.history(1)).length, 1);
    });
  }
});
