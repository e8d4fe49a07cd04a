import { auditHistory } from '../incidents/audit.js';
import { onDatabase } from './database.js';

/** `npm run audit`: whether the history is as it was written; the first line that is not. */
await onDatabase(async ({ database }) => {
  const audited = await auditHistory(database);
  if (!audited.ok) {
    return {
      ok: false,
      words: [`The history does not hold from line ${audited.line} on: ${audited.fault}.`],
    };
  }
  const { entries, erased } = audited;
  return {
    ok: true,
    words: [`All ${entries} lines of the history hold; ${erased} of them are erased by retention.`],
  };
});
