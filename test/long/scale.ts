import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { referenceOf } from '../../src/incidents/incident.js';
import { rowOf } from '../../src/incidents/rows.js';
import { IncidentStore } from '../../src/incidents/store.js';
import { kinds, platforms, posters } from '../../src/language/facts.js';
import { closeDatabase, type Database, openDatabase } from '../../src/storage/database.js';
import { report, zone } from '../incidents/reports.js';
import { noLog } from '../storage/folder.js';
import { startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';
import { reportSteps } from './kills.js';

/** `npm run long:scale [-- <incidents> <conversations>]`: CPU of a turn and the summary, full against empty. */
const [incidents = 100_000, conversations = 1_000_000] = process.argv.slice(2).map(Number);
const now = new Date('2026-11-18T10:30:00Z');
const folder = mkdtempSync(join(tmpdir(), 'lollipop-'));
const full = join(folder, 'full.db');

await fill();
const turns = [
  { name: 'empty', file: join(folder, 'empty.db') },
  { name: 'full', file: full },
  { name: 'empty again', file: join(folder, 'empty.db') },
  { name: 'full again', file: full },
];
for (const { name, file } of turns) console.log(name, await turnCost(file));
console.log('summary this term', await summaryCost());
rmSync(folder, { recursive: true });

async function open(file: string): Promise<Database> {
  const opened = await openDatabase(`sqlite:${file}`, noLog);
  if (!opened.ok) throw new Error(opened.fault);
  return opened.database;
}

/** Incidents over six school years, and a conversation and its state for each of many people. */
async function fill(): Promise<void> {
  const database = await open(full);
  await database.raw('PRAGMA synchronous = OFF');
  const blocks = async (many: number, table: string, row: (index: number) => object) => {
    for (let from = 0; from < many; from += 20_000) {
      await database.transaction(async (trx) => {
        const rows = Array.from({ length: Math.min(20_000, many - from) }, (_, i) => row(from + i));
        await trx.batchInsert(table, rows, 300);
      });
    }
  };
  await blocks(incidents, 'incident', (index) => {
    const at = new Date(now.getTime() - (incidents - index) * ((6 * 365 * 86_400_000) / incidents));
    const pick = <T>(list: readonly T[], step: number) => list[(index * step) % list.length] as T;
    const part = { kind: pick(kinds, 3), platform: pick(platforms, 5), postedBy: pick(posters, 7) };
    const sent = report(`draft-${index}`, {
      ...part,
      reporter: { account: `emulator:person-${index % 5000}`, name: 'Pat', role: 'parent' },
    });
    const row = rowOf(
      sent,
      index + 1,
      referenceOf(at.getUTCFullYear(), index + 1),
      at,
      at.toISOString().slice(0, 10),
    );
    return { ...row, status: index % 10 === 0 ? 'open' : 'closed' };
  });
  await database('counter').where({ name: 'incident' }).update({ value: incidents });
  const state = JSON.stringify({ version: 1, welcomed: true });
  await blocks(conversations, 'bot_state', (index) => ({
    key: `emulator|chat-${index}|emulator:p${index}`,
    value: state,
    etag: `e${index}`,
    updated_at: now.toISOString(),
  }));
  await blocks(conversations, 'conversation', (index) => ({
    account: `emulator:p${index}`,
    channel: 'emulator',
    conversation: `chat-${index}`,
    reference: '{}',
    personal: true,
    at: now.toISOString(),
  }));
  await closeDatabase(database);
}

/** Milliseconds of CPU a step of the report, over some reports, after as many to warm up. */
async function turnCost(file: string): Promise<string> {
  const running = await startApp({ databaseFile: file });
  const channel = new FakeChannel();
  await channel.open(running.url);
  const talk = async (from: number, to: number) => {
    for (let person = from; person < to; person++) {
      const writer = { id: `${Math.random()}-${person}`, name: 'Pat' };
      for (const words of reportSteps) await channel.say(writer, words);
    }
  };
  await talk(0, 15);
  const began = process.cpuUsage();
  await talk(15, 55);
  const { user, system } = process.cpuUsage(began);
  await channel.close();
  await running.close();
  return `${((user + system) / 1000 / 40 / reportSteps.length).toFixed(2)} ms a turn`;
}

async function summaryCost(): Promise<string> {
  const database = await open(full);
  const log = new IncidentStore(database, zone);
  const times: number[] = [];
  const calls: number[] = [];
  let asked = 0;
  let inDatabase = 0;
  database.on('query', () => {
    asked = performance.now();
  });
  database.on('query-response', () => {
    inDatabase += performance.now() - asked;
  });
  for (let i = 0; i < 50; i++) {
    const began = performance.now();
    inDatabase = 0;
    await log.summary({ from: '2026-09-01', to: '2026-12-18' }, now);
    times.push(performance.now() - began);
    calls.push(inDatabase);
  }
  const { total } = await log.summary({ from: '2026-09-01', to: '2026-12-18' }, now);
  await closeDatabase(database);
  const middle = (all: number[]): string => all.sort((a, b) => a - b)[25]?.toFixed(2) ?? '';
  return `median ${middle(times)} ms, of it ${middle(calls)} ms in the database, over ${total} incidents`;
}
