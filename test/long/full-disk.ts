import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../src/storage/connection.js';
import { noLog } from '../storage/folder.js';
import { startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';
import { reportSteps } from './kills.js';

/** `npm run long:full`, as root: what a person is told at each step of a report when the disk is really full. */
const disk = mkdtempSync(join(tmpdir(), 'lollipop-'));
const filler = join(disk, 'filler');
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', disk]);
try {
  const running = await startApp({ databaseFile: join(disk, 'log.db') });
  const channel = new FakeChannel();
  await channel.open(running.url);
  const other = connect({ kind: 'file', path: join(disk, 'log.db') }, noLog);
  let [apologies, wentOn] = [0, 0];
  const told = new Set<string>();
  for (const [full] of reportSteps.entries()) {
    const writer = { id: `person-${full}`, name: 'Pat' };
    const say = async (words: string) => {
      const said = (await channel.say(writer, words)).arrived.map(({ text }) => text).join('\n');
      const reference = /SM-\d{4}-\d+/.exec(said)?.[0];
      if (reference) told.add(reference);
      return said;
    };
    for (const [step, words] of reportSteps.entries()) {
      if (step === full) {
        // What is free in the write-ahead log would take the answer.
        await other.raw('PRAGMA wal_checkpoint(TRUNCATE)');
        fill();
        if (/may not have kept what you last wrote/.test(await say(words))) apologies += 1;
        rmSync(filler);
      }
      if (/Its reference is SM-/.test(await say(words))) wentOn += 1;
    }
  }
  const kept = new Set<string>(await other('incident').pluck('reference'));
  const falselyTold = [...told].filter((reference) => !kept.has(reference)).length;
  console.log({ steps: reportSteps.length, apologies, falselyTold, wentOn });
  await other.destroy();
  await channel.close();
  await running.close();
} finally {
  execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
}

function fill(): void {
  for (const block of [1_048_576, 4096, 1]) {
    try {
      for (;;) writeFileSync(filler, Buffer.alloc(block), { flag: 'a' });
    } catch {
      // No room for another block of this size.
    }
  }
}
