import assert from 'node:assert/strict';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { IncidentStore } from '../../src/incidents/store.js';
import { backUp, backupsOf, removeBackups } from '../../src/storage/backup.js';
import { closeDatabase } from '../../src/storage/database.js';
import { restore } from '../../src/storage/restore.js';
import { report, zone } from '../incidents/reports.js';
import { noLog, testFolder } from './folder.js';

const now = new Date('2026-11-20T09:00:00Z');
const at = (second: number) => new Date(now.getTime() + second * 1000);

describe('backups', () => {
  const folder = testFolder();

  it('made while the bot writes each restore whole, with all that was confirmed before', async () => {
    const database = await folder.openUntracked();
    const writing = await folder.openUntracked();
    const log = new IncidentStore(writing, zone);
    const before: number[] = [];
    const files: string[] = [];
    let sent = 0;
    let stop = false;
    const writer = (async () => {
      while (!stop) await log.confirm(report(`draft-${++sent}`), () => [], now).then(() => undefined);
    })();
    for (let round = 0; round < 20; round++) {
      before.push((await log.list({}, 1, 0)).total);
      const made = await backUp(database, folder.file(), noLog, at(round));
      assert.ok(made.ok, made.ok ? '' : made.fault);
      files.push(made.file);
    }
    stop = true;
    await writer;
    await closeDatabase(writing);
    await closeDatabase(database);
    assert.deepEqual(backupsOf(folder.file()), files);
    for (const [index, file] of files.entries()) {
      const name = `restored-${index}.db`;
      assert.equal((await restore(file, folder.file(name), false, noLog, now)).ok, true);
      const restored = await folder.open(name);
      const { total, incidents } = await new IncidentStore(restored, zone).list({}, 1, 0);
      assert.ok(total >= (before[index] ?? 0), `${total} of ${before[index]}`);
      assert.equal(incidents[0]?.number ?? 0, total);
    }
    assert.ok(sent > 20, `only ${sent} reports were sent meanwhile`);
  });

  it('are not restored while a bot runs, and what was there is put aside', async () => {
    const database = await folder.openUntracked();
    const made = await backUp(database, folder.file(), noLog, now);
    assert.ok(made.ok);
    await new IncidentStore(database, zone).confirm(report('later'), () => [], now);
    const refused = await restore(made.file, folder.file(), false, noLog, now);
    assert.match(refused.ok ? '' : refused.fault, /A bot is running .* Stop it/);
    assert.equal((await new IncidentStore(database, zone).list({}, 1, 0)).total, 1);
    await closeDatabase(database);
    const restored = await restore(made.file, folder.file(), false, noLog, now);
    assert.ok(restored.ok && restored.aside);
    const after = await folder.openUntracked();
    assert.equal((await new IncidentStore(after, zone).list({}, 1, 0)).total, 0);
    await closeDatabase(after);
    assert.equal(removeBackups(folder.file(), ''), 2);
  });

  it('that are damaged, emptied or something else are refused, and the database stays', async () => {
    const database = await folder.openUntracked();
    for (let i = 0; i < 60; i++)
      await new IncidentStore(database, zone).confirm(
        report(`d${i}`, { words: 'word '.repeat(200) }),
        () => [],
        now,
      );
    const made = await backUp(database, folder.file(), noLog, now);
    assert.ok(made.ok);
    await closeDatabase(database);
    const whole = readFileSync(made.file);
    const spoils = [
      () => whole.copy(Buffer.alloc(0)),
      () =>
        writeFileSync(made.file, Buffer.from(whole).fill(0xee, whole.length / 2, whole.length / 2 + 9000)),
      () => truncateSync(made.file, 0),
      () => writeFileSync(made.file, 'Dear parents, '.repeat(500)),
      () => truncateSync(made.file, 8192),
    ];
    for (const [index, spoil] of spoils.entries()) {
      writeFileSync(made.file, whole);
      spoil();
      const restored = await restore(made.file, folder.file(), false, noLog, at(index));
      assert.equal(restored.ok, index === 0, `spoil ${index}`);
    }
    const after = await folder.open();
    assert.equal((await new IncidentStore(after, zone).list({}, 1, 0)).total, 60);
  });

  it('replace a damaged database once somebody says that the bot is stopped', async () => {
    const database = await folder.openUntracked();
    const made = await backUp(database, folder.file(), noLog, now);
    assert.ok(made.ok);
    await closeDatabase(database);
    writeFileSync(folder.file(), 'Dear parents, '.repeat(500));
    const refused = await restore(made.file, folder.file(), false, noLog, now);
    assert.match(refused.ok ? '' : refused.fault, /--stopped/);
    assert.equal((await restore(made.file, folder.file(), true, noLog, now)).ok, true);
    await folder.open();
  });
});
