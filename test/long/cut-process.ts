import { closeSync, openSync, writeSync } from 'node:fs';
import { IncidentStore } from '../../src/incidents/store.js';
import { openDatabase } from '../../src/storage/database.js';
import { alert, now, report, zone } from '../incidents/reports.js';
import { noLog } from '../storage/folder.js';

/** Confirms reports one after the other, and writes down each reference as soon as it would be told. */
const [folder = '', many = '', synchronous = 'FULL'] = process.argv.slice(2);
const opened = await openDatabase(`sqlite:${folder}/log.db`, noLog);
if (!opened.ok) throw new Error(opened.fault);
const { database } = opened;
await database.raw(`PRAGMA synchronous = ${synchronous}`);
await database.raw('PRAGMA wal_autocheckpoint = 40');
const log = new IncidentStore(database, zone);
const told = openSync(`${folder}/told`, 'a');
for (let i = 0; i < Number(many); i++) {
  const { incident } = await log.confirm(report(`draft-${i}`), alert, now);
  writeSync(told, `${incident.reference}\n`);
}
closeSync(told);
await database.destroy();
