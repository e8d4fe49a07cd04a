import { backUp } from '../storage/backup.js';
import { onDatabase } from './database.js';

/** `npm run backup`: a checked copy of the database, also while the bot runs. */
await onDatabase(async ({ database, path, log }) => {
  const made = await backUp(database, path, log, new Date());
  return made.ok
    ? { ok: true, words: [`${made.file} is a whole copy. Keep another one on another machine.`] }
    : { ok: false, words: [made.fault] };
});
