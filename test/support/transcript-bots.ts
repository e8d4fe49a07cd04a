import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pace } from '../../src/conversation/pace.js';
import { Clock, type Running, startApp } from './app.js';
import { FakeChannel, type Saying } from './channel.js';
import { type Cast, idOf, type Name, shownName } from './transcript-people.js';
import { Records } from './transcript-records.js';
import { FakeWhatsApp } from './whatsapp.js';

/** Somebody adds the bot to a chat. */
export const added: Saying = { more: { type: 'conversationUpdate', membersAdded: [{ id: 'bot' }] } };

/** A running bot of a school, with its channel, its clock and a look into its database. */
export interface Bot {
  cast: Cast;
  running: Running;
  channel: FakeChannel | FakeWhatsApp;
  clock: Clock;
  pace: Pace;
  records: Records;
  /** Who has a private chat with it from its first day. */
  met: Set<Name>;
  folder: string;
}

const idle: Bot[] = [];

/**
 * A bot of this school that has heard nothing yet, but has a private chat with each of these who is no
 * stranger: one that is idle, or a new one.
 */
export async function borrow(cast: Cast, start: string, acquainted: readonly Name[]): Promise<Bot> {
  const at = idle.findIndex((one) => JSON.stringify(one.cast) === JSON.stringify(cast));
  const bot = at < 0 ? await build(cast, start) : idle.splice(at, 1)[0];
  if (!bot) throw new Error('there is no bot');
  bot.clock.set(start);
  bot.pace.forget(bot.clock.now());
  const unmet = acquainted.filter((name) => !bot.met.has(name) && !cast.strangers.includes(name));
  for (const name of unmet) {
    await bot.channel.post(activityOf(bot, name, '', added));
    bot.met.add(name);
  }
  if (unmet.length > 0) await bot.records.remember();
  return bot;
}

/** Takes the bot back to its first day and keeps it for the next transcript of the same school. */
export async function giveBack(bot: Bot): Promise<void> {
  await bot.records.restore();
  bot.channel.arrived.splice(0);
  bot.channel.mood = 'accept';
  bot.channel.mayBegin = true;
  idle.push(bot);
}

/** Starts the bot again on the same database, as after a crash or a new release. */
export async function restart(bot: Bot): Promise<void> {
  await bot.running.close();
  bot.running = await start(bot.cast, bot.clock, bot.pace, bot.folder, bot.channel);
  await connect(bot.channel, bot.running);
}

export async function discard(bot: Bot): Promise<void> {
  await bot.records.close();
  await bot.running.close();
  await bot.channel.close();
  rmSync(bot.folder, { recursive: true, force: true });
}

export async function discardIdle(): Promise<void> {
  for (const bot of idle.splice(0)) await discard(bot);
}

/** What goes over the wire when somebody says something. */
export function activityOf(bot: Bot, name: Name, text: string, saying: Saying): Record<string, unknown> {
  const writer = { id: idOf(name), name: shownName(name), aadObjectId: idOf(name) };
  return bot.channel.activity(writer, text, { channelId: bot.cast.channel, ...saying });
}

async function build(cast: Cast, moment: string): Promise<Bot> {
  const folder = mkdtempSync(join(tmpdir(), 'lollipop-'));
  const clock = new Clock(moment);
  const channel = cast.channel === 'whatsapp' ? new FakeWhatsApp() : new FakeChannel();
  if (channel instanceof FakeWhatsApp) {
    channel.now = clock.now;
    await channel.listen();
  }
  const pace = new Pace();
  const running = await start(cast, clock, pace, folder, channel);
  await connect(channel, running);
  const records = new Records(fileIn(folder));
  await records.remember();
  return { cast, running, channel, clock, pace, records, met: new Set<Name>(), folder };
}

function start(
  { people, school }: Cast,
  clock: Clock,
  pace: Pace,
  folder: string,
  channel: Bot['channel'],
): Promise<Running> {
  const changes = Object.keys(school).length > 0 ? { school } : {};
  const environment = channel instanceof FakeWhatsApp ? { environment: channel.environment } : {};
  return startApp({ people, clock, pace, databaseFile: fileIn(folder), ...changes, ...environment });
}

/** On WhatsApp a message is answered after its webhook, so that whoever delivers one waits for that. */
async function connect(channel: Bot['channel'], { url, app }: Running): Promise<void> {
  if (channel instanceof FakeWhatsApp) channel.settle = async () => app.whatsApp?.idle();
  await channel.open(url);
}

function fileIn(folder: string): string {
  return join(folder, 'lollipop.db');
}
