import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedRecognizer } from './support/app.js';
import { play } from './support/transcript.js';
import { discardIdle } from './support/transcript-bots.js';
import { readTranscript } from './support/transcript-lines.js';

const folder = 'test/transcripts';
/** So many are played at the same time, each with a bot of its own: much of the time is waiting for the disk. */
const atOnce = 4;

const transcripts = readdirSync(folder)
  .filter((name) => name.endsWith('.chat'))
  .map((name) => readTranscript(readFileSync(join(folder, name), 'utf8'), join(folder, name)));

/** What went wrong in each, by file; undefined where all was as written. */
const faults = new Map<string, Promise<Error | undefined>>();

/** Begins to play the files in their order, a few at a time. */
function playAll(): void {
  const lanes = Array.from({ length: atOnce }, async () => undefined as Error | undefined);
  for (const [at, transcript] of transcripts.entries()) {
    const lane = at % atOnce;
    const played = (lanes[lane] ?? Promise.resolve()).then(() =>
      play(transcript).then(
        () => undefined,
        (fault: unknown) => (fault instanceof Error ? fault : new Error(String(fault))),
      ),
    );
    lanes[lane] = played;
    faults.set(transcript.file, played);
  }
}

describe('transcripts', function () {
  this.timeout(60_000);

  before(async () => {
    await sharedRecognizer();
    playAll();
  });

  after(discardIdle);

  for (const { file, fault } of transcripts) {
    it(fault === undefined ? file : `${file} (known fault: ${fault})`, async () => {
      const found = await faults.get(file);
      if (fault === undefined) {
        if (found) throw found;
      } else assert.ok(found, `${file} passes now: take its "fault:" line out`);
    });
  }
});
