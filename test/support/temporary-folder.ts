import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder that is deleted when the tests have ended, however they end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lollipop-'));
  made.push(folder);
  return folder;
}
