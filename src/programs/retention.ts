import { createInterface } from 'node:readline/promises';
import { dueForErasure, erase } from '../incidents/retention.js';
import { backUp, removeBackups } from '../storage/backup.js';
import { onDatabase } from './database.js';

/** `npm run retention`: lists what has passed its time and erases it after a yes, or at once with `--yes`. */
await onDatabase(async ({ database, path, school, log }) => {
  const now = new Date();
  const due = await dueForErasure(database, school, now);
  const counts = [
    `Closed and withdrawn incidents: ${due.incidents.length}`,
    `Requests for a call: ${due.pointers.length}`,
    `Questions that were passed on: ${due.questions.length}`,
  ];
  const total = due.incidents.length + due.pointers.length + due.questions.length;
  process.stdout.write(`Due for erasure by school.yaml:\n${counts.map((one) => `  ${one}\n`).join('')}`);
  if (due.incidents.length > 0) process.stdout.write(`  Their numbers: ${due.incidents.join(', ')}\n`);
  if (total === 0) return { ok: true, words: ['Nothing was erased.'] };
  if (!process.argv.includes('--yes') && !(await agreed()))
    return { ok: true, words: ['Nothing was erased.'] };
  await erase(database, due, now);
  const made = await backUp(database, path, log, now);
  if (!made.ok)
    return {
      ok: false,
      words: [
        'It is erased, but the backups from before still hold it.',
        made.fault,
        'Run npm run backup, then delete them.',
      ],
    };
  const removed = removeBackups(path, made.file);
  return { ok: true, words: [`Erased. ${made.file} is a new backup; ${removed} from before are deleted.`] };
});

async function agreed(): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const said = await lines.question(
    'Erase it for good, and every backup that still holds it? Type yes to go on: ',
  );
  lines.close();
  return said.trim().toLowerCase() === 'yes';
}
