import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Played, playFiles, transcriptIn } from './support/transcript-player.js';

const folder = 'test/transcripts';

const transcripts = readdirSync(folder)
  .filter((name) => name.endsWith('.chat'))
  .map((name) => transcriptIn(join(folder, name)));

const playedSchema: z.ZodType<Played[]> = z.array(
  z.object({ file: z.string(), fault: z.string().exactOptional() }),
);

/** Those of the same school come one after the other, so that few bots have to be built. */
function bySchool(): string[] {
  const schoolOf = ({ settings, channel, strangers }: (typeof transcripts)[number]) =>
    JSON.stringify([settings, channel, strangers]);
  return [...transcripts]
    .sort((a, b) => schoolOf(a).localeCompare(schoolOf(b), 'en'))
    .map(({ file }) => file);
}

/** Plays the files in a process of their own, on the second core. */
function playBeside(files: readonly string[]): Promise<Played[]> {
  const worker = fork(new URL('support/transcript-worker.ts', import.meta.url), {
    execArgv: ['--import=tsx'],
  });
  return new Promise((resolve, reject) => {
    worker.once('message', (played) => resolve(playedSchema.parse(played)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the second player ended (${code})`)));
    worker.send([...files]);
  });
}

describe('transcripts', function () {
  this.timeout(120_000);

  const faults = new Map<string, string | undefined>();

  before(async () => {
    const files = bySchool();
    const half = Math.ceil(files.length / 2);
    const both = await Promise.all([playFiles(files.slice(0, half)), playBeside(files.slice(half))]);
    for (const { file, fault } of both.flat()) faults.set(file, fault);
  });

  for (const { file, fault } of transcripts) {
    it(fault === undefined ? file : `${file} (known fault: ${fault})`, () => {
      assert.ok(faults.has(file), 'it was not played');
      const found = faults.get(file);
      if (fault === undefined) {
        if (found) throw new Error(found);
      } else assert.ok(found, `${file} passes now: take its "fault:" line out`);
    });
  }
});
