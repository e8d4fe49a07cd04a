import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { auditHistory } from '../../src/incidents/audit.js';
import { append } from '../../src/incidents/history.js';
import { PointerStore } from '../../src/incidents/pointers.js';
import { QuestionStore } from '../../src/incidents/questions.js';
import { dueForErasure, erase } from '../../src/incidents/retention.js';
import { IncidentStore } from '../../src/incidents/store.js';
import { argyle } from '../policy/argyle.js';
import { testFolder } from '../storage/folder.js';
import { alert, lineOf, report, zone } from './reports.js';

const { school } = argyle;
const closed = new Date('2026-11-20T09:00:00Z');
const canary = 'zanzibar quicksilver marmalade';

describe('retention', () => {
  const folder = testFolder();

  it('erases what has passed its time, to the last byte, and the history holds still', async () => {
    const database = await folder.open();
    const log = new IncidentStore(database, zone);
    const about = { words: canary, link: canary, answers: { words: canary } };
    await log.confirm(report('a', { ...about, affected: ['pupil'] }), (_, n) => alert(canary, n), closed);
    await log.confirm(report('b', { affected: ['staff'] }), () => [], closed);
    await log.confirm(report('c'), () => [], closed);
    await log.write(1, { ...lineOf('note', closed, canary), what: 'added' });
    for (const number of [1, 2]) await log.move(number, 'close', lineOf('close', closed, canary));
    const pointer = { sort: 'callback', about: 'other', account: 'a', name: canary, role: 'parent' } as const;
    await new PointerStore(database).add({ ...pointer, at: closed }, () => [], closed);
    await new QuestionStore(database, zone).add(canary, closed);
    const nothing = { incidents: [], pointers: [], questions: [] };
    // The school year ends on 31 August 2027, and one more is kept.
    assert.deepEqual(await dueForErasure(database, school, new Date('2028-08-31T22:00:00Z')), nothing);
    const day = new Date('2028-09-01T00:00:00Z');
    const due = await dueForErasure(database, school, day);
    assert.deepEqual(due, { incidents: [1], pointers: [1], questions: [1] });
    await erase(database, { ...due, incidents: [...due.incidents, 2] }, day);
    const files = ['', '-wal', '-shm'].map((end) => folder.file() + end).filter(existsSync);
    for (const file of files) assert.equal(readFileSync(file).includes('zanzibar'), false, file);
    assert.deepEqual(
      (await log.list({}, 9, 0)).incidents.map(({ number }) => number),
      [3],
    );
    assert.deepEqual(await dueForErasure(database, school, day), nothing);
    const audited = await auditHistory(database);
    assert.deepEqual(audited, { ok: true, entries: 7, erased: 5 });
    const [{ counts }] = await database('erasure');
    assert.deepEqual(JSON.parse(counts), { incidents: 2, pointers: 1, questions: 1 });
    const next = await log.confirm(report('d'), () => [], day);
    assert.equal(next.incident.number, 4, 'a number was used again');
  });

  it('keeps incidents that affect staff for their years', async () => {
    const database = await folder.open();
    const log = new IncidentStore(database, zone);
    await log.confirm(report('b', { affected: ['staff'] }), () => [], closed);
    await log.move(1, 'close', lineOf('close', closed));
    const due = async (day: string) => (await dueForErasure(database, school, new Date(day))).incidents;
    assert.deepEqual(await due('2032-11-20T08:59:00Z'), []);
    assert.deepEqual(await due('2032-11-20T09:01:00Z'), [1]);
  });
});

describe('the chain of the history', () => {
  const folder = testFolder();

  it('goes on by another algorithm, and holds what was digested by the one before', async () => {
    const database = await folder.open();
    const log = new IncidentStore(database, zone);
    await log.confirm(report('a'), () => [], closed);
    const noted = (detail: string) => ({ ...lineOf('note', closed), what: 'noted' as const, detail });
    for (const algorithm of ['sha3-256', 'sha512-256', 'sha256'] as const) {
      await database.transaction((trx) => append(trx, 1, noted(algorithm), algorithm));
    }
    const intact = { ok: true, entries: 4, erased: 0 };
    assert.deepEqual(await auditHistory(database), intact);
    const digests: string[] = await database('chain').orderBy('entry').pluck('digest');
    assert.deepEqual(
      digests.map((digest) => /^[\w-]+(?=:)/.exec(digest)?.[0]),
      [undefined, 'sha3-256', 'sha512-256', undefined],
    );
    for (const entry of [2, 3]) {
      const [line] = await database('history').where({ entry });
      await database('history').where({ entry }).update({ detail: 'something else' });
      assert.deepEqual(await auditHistory(database), {
        ok: false,
        line: entry,
        fault: 'the line was changed',
      });
      await database('history').where({ entry }).update({ detail: line.detail });
    }
    assert.deepEqual(await auditHistory(database), intact);
    await database('chain').where({ entry: 2 }).update({ digest: 'md5:00' });
    const { ok } = await auditHistory(database);
    assert.equal(ok, false, 'an unknown algorithm is not taken');
  });

  /** Another value of the same sort. */
  const other = (value: string | number | null) =>
    typeof value === 'number' ? value + 1 : value === null ? 'x' : `${value.slice(0, -1)}#`;

  it('finds every single edit of the history, and names its line', async () => {
    const database = await folder.open();
    const log = new IncidentStore(database, zone);
    for (let i = 1; i <= 10; i++) {
      await log.confirm(report(`d${i}`), () => [], closed);
      await log.move(i, 'close', lineOf('close', closed, `Words ${i}`));
    }
    await erase(database, { incidents: [2], pointers: [], questions: [] }, closed);
    await database.raw('PRAGMA foreign_keys = OFF');
    const intact = await auditHistory(database);
    assert.deepEqual(intact, { ok: true, entries: 21, erased: 2 });
    let edits = 0;
    for (const table of ['history', 'chain', 'erasure']) {
      for (const row of await database(table)) {
        const key = table === 'history' ? { id: row.id } : { entry: row.entry };
        const changes = Object.keys(row).filter((column) => column !== 'id');
        for (const column of [...changes, undefined]) {
          if (column === undefined) await database(table).where(key).delete();
          else {
            // Past every entry, so that it does not meet another of the same number.
            const value = column === 'entry' ? row.entry + 100 : other(row[column]);
            await database(table)
              .where(key)
              .update({ [column]: value });
          }
          const audited = await auditHistory(database);
          edits += 1;
          assert.equal(
            audited.ok,
            false,
            `${table} ${JSON.stringify(key)} ${column ?? 'deleted'} was not found`,
          );
          if (table === 'history') assert.equal(audited.ok || audited.line, row.entry);
          if (column === undefined) await database(table).insert(row);
          else {
            const now = column === 'entry' ? { entry: row.entry + 100 } : key;
            await database(table)
              .where(table === 'history' ? key : now)
              .update({ [column]: row[column] });
          }
          assert.deepEqual(await auditHistory(database), intact);
        }
      }
    }
    assert.ok(edits >= 200, String(edits));
    await database('history').insert({
      incident: 1,
      at: closed.toISOString(),
      account: 'a',
      name: 'n',
      what: 'noted',
    });
    assert.equal((await auditHistory(database)).ok, false);
  });
});
