import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedRecognizer } from './support/app.js';
import { play } from './support/transcript.js';
import { discardIdle } from './support/transcript-bots.js';
import { readTranscript } from './support/transcript-lines.js';

const folder = 'test/transcripts';

describe('transcripts', () => {
  before(async () => {
    await sharedRecognizer();
  });

  after(discardIdle);

  for (const name of readdirSync(folder).filter((one) => one.endsWith('.chat'))) {
    const file = join(folder, name);
    const transcript = readTranscript(readFileSync(file, 'utf8'), file);
    const { fault } = transcript;
    if (fault === undefined) it(name, () => play(transcript));
    else {
      it(`${name} (known fault: ${fault})`, async () => {
        await assert.rejects(play(transcript), `${file} passes now: take its "fault:" line out`);
      });
    }
  }
});
