import { createLog } from '../log.js';
import { backupsOf } from '../storage/backup.js';
import { restore } from '../storage/restore.js';
import { configuredFile, fail, say } from './database.js';

/** `npm run restore -- <file>`: puts a backup in the place of the database, while no bot runs. */
const [file] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const { path } = configuredFile();
if (path !== undefined && file === undefined) {
  fail('Say which backup: npm run restore -- <file>. There are:', ...backupsOf(path));
} else if (path !== undefined && file !== undefined) {
  const stopped = process.argv.includes('--stopped');
  const restored = await restore(file, path, stopped, createLog('silent'), new Date());
  if (restored.ok) {
    const aside = restored.aside ? [`What was there is now ${restored.aside}.`] : [];
    say({ ok: true, words: [`${path} is restored from ${file}.`, ...aside] });
  } else fail(restored.fault);
}
