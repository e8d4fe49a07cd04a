import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dueForErasure, erase } from '../../src/incidents/retention.js';
import { backUp, removeBackups } from '../../src/storage/backup.js';
import { closeDatabase, openDatabase } from '../../src/storage/database.js';
import { noLog } from '../storage/folder.js';
import type { Running } from '../support/app.js';
import type { FakeChannel } from '../support/channel.js';

const mark = /qzx[0-9a-z]+v/g;
const twoYears = 24 * 800;

export interface RetentionFigures {
  /** Marks in the bot's files before, so that the figure below could have been another. */
  inFilesBefore: number;
  inFilesAfter: number;
  filesWithMarks: readonly string[];
  erased: number;
  files: number;
}

/**
 * Closes every incident, takes the bot out of every chat, lets the periods of `school.yaml` pass and runs what
 * `npm run retention` runs; how many marks are then in any file beside the database, backups included.
 */
export async function runRetention(running: Running, channel: FakeChannel): Promise<RetentionFigures> {
  const { app, clock, databaseFile } = running;
  const opened = await openDatabase(`sqlite:${databaseFile}`, noLog);
  if (!opened.ok) throw new Error(opened.fault);
  const { database } = opened;
  try {
    const by = { account: 'terminal:headteacher', name: 'Erin Hall' };
    for (const number of await database('incident').pluck('number')) {
      await app.services.incidents.move(number, 'close', { at: clock.now(), by, what: 'closed' });
    }
    await app.settled();
    await backUp(database, databaseFile, noLog, clock.now());
    const [before] = marksBeside(databaseFile);
    const chats = await database('conversation').distinct('conversation').pluck('conversation');
    for (const conversation of chats.filter((one: string) => one.match(mark))) {
      const leaving = channel.activity({ id: conversation.replace(/^chat-/, ''), name: 'Pat' }, '', {
        conversation,
      });
      await channel.post({ ...leaving, type: 'installationUpdate', action: 'remove' });
    }
    clock.advance(twoYears);
    await app.housekeeping();
    const due = await dueForErasure(database, app.services.policy.school, clock.now());
    await erase(database, due, clock.now());
    const made = await backUp(database, databaseFile, noLog, clock.now());
    if (!made.ok) throw new Error(made.fault);
    removeBackups(databaseFile, made.file);
    const [after, filesWithMarks, files] = marksBeside(databaseFile);
    return {
      inFilesBefore: before,
      inFilesAfter: after,
      filesWithMarks,
      erased: due.incidents.length,
      files,
    };
  } finally {
    await closeDatabase(database);
  }
}

/** In every file of the folder: how many marks, in which files, of how many. */
function marksBeside(databaseFile: string): [marks: number, files: string[], all: number] {
  const folder = dirname(databaseFile);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const found = entries.map(({ parentPath, name }) => {
    const bytes = readFileSync(join(parentPath, name)).toString('latin1');
    return { name, marks: bytes.match(mark)?.length ?? 0 };
  });
  const holding = found.filter(({ marks }) => marks > 0).map(({ name }) => name);
  return [found.reduce((sum, { marks }) => sum + marks, 0), holding, found.length];
}
