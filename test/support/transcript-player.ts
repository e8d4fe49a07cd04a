import { readFileSync } from 'node:fs';
import { sharedRecognizer } from './app.js';
import { play } from './transcript.js';
import { discardIdle } from './transcript-bots.js';
import { readTranscript, type Transcript } from './transcript-lines.js';

/** A transcript that was played, and what was not as written. */
export interface Played {
  file: string;
  fault?: string;
}

/** So many are played at the same time, each with a bot of its own: some of the time is waiting for the disk. */
const atOnce = 2;

export function transcriptIn(file: string): Transcript {
  return readTranscript(readFileSync(file, 'utf8'), file);
}

/** Plays the files in their order, a few at a time. */
export async function playFiles(files: readonly string[]): Promise<Played[]> {
  await sharedRecognizer();
  const waiting = [...files];
  const played: Played[] = [];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) played.push(await playFile(next));
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  await discardIdle();
  return played;
}

async function playFile(file: string): Promise<Played> {
  try {
    await play(transcriptIn(file));
    return { file };
  } catch (fault) {
    return { file, fault: fault instanceof Error ? fault.message : String(fault) };
  }
}
