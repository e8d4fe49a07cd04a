import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock, type Running, startApp } from './app.js';
import type { Cast } from './transcript-people.js';
import { Records } from './transcript-records.js';

/** A running bot of a school, with its clock and a look into its database. */
export interface Bot {
  cast: Cast;
  running: Running;
  clock: Clock;
  records: Records;
  folder: string;
}

const idle: Bot[] = [];

/** A bot of this school that has never heard anything: one that is idle, emptied, or a new one. */
export async function borrow(cast: Cast, start: string): Promise<Bot> {
  const at = idle.findIndex((one) => JSON.stringify(one.cast) === JSON.stringify(cast));
  const bot = at < 0 ? await build(cast, start) : idle.splice(at, 1)[0];
  if (!bot) throw new Error('there is no bot');
  bot.clock.set(start);
  return bot;
}

/** Empties the bot's database and keeps the bot for the next transcript of the same school. */
export async function giveBack(bot: Bot): Promise<void> {
  await bot.records.empty();
  idle.push(bot);
}

/** Starts the bot again on the same database, as after a crash or a new release. */
export async function restart(bot: Bot): Promise<void> {
  await bot.running.close();
  bot.running = await start(bot.cast, bot.clock, bot.folder);
}

export async function discard(bot: Bot): Promise<void> {
  await bot.records.close();
  await bot.running.close();
  rmSync(bot.folder, { recursive: true, force: true });
}

export async function discardIdle(): Promise<void> {
  for (const bot of idle.splice(0)) await discard(bot);
}

async function build(cast: Cast, moment: string): Promise<Bot> {
  const folder = mkdtempSync(join(tmpdir(), 'lollipop-'));
  const clock = new Clock(moment);
  const running = await start(cast, clock, folder);
  return { cast, running, clock, records: new Records(fileIn(folder)), folder };
}

function start({ people, school }: Cast, clock: Clock, folder: string): Promise<Running> {
  const changes = Object.keys(school).length > 0 ? { school } : {};
  return startApp({ people, clock, databaseFile: fileIn(folder), ...changes });
}

function fileIn(folder: string): string {
  return join(folder, 'lollipop.db');
}
