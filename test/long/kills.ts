import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../src/storage/connection.js';
import { noLog } from '../storage/folder.js';
import { FakeChannel } from '../support/channel.js';
import { type BotProcess, startBot } from './bots.js';

/** A whole report, one answer a step. */
export const reportSteps = [
  'report a post',
  'no',
  '2',
  '1',
  '1',
  '2',
  '2',
  '1',
  '1',
  'Somebody swore at another parent.',
  'yes',
  'send',
] as const;

export interface KillFigures {
  rounds: number;
  killed: number;
  /** Reports whose reference was told and that are not in the log. */
  lost: number;
  /** Incidents, lines of history or messages of the outbox beyond one of each. */
  doubled: number;
  /** Steps after which the dialog was not where it should have been. */
  strayed: number;
  /** Replies that were sent a second time after the process died between sending and noting it. */
  repeatedReplies: number;
}

/** Kills the bot in the middle of a step of the report, starts it again, delivers the message again, goes on. */
export async function killRounds(rounds: number, early = false): Promise<KillFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'lollipop-'));
  const file = join(folder, 'log.db');
  const channel = new FakeChannel();
  const figures: KillFigures = { rounds, killed: 0, lost: 0, doubled: 0, strayed: 0, repeatedReplies: 0 };
  const told = new Map<string, string>();
  let bot = await startBot(file, early);
  await channel.open(bot.url);
  try {
    const clean = await talk(-1, -1);
    const places = clean.statements.flatMap((count, step) =>
      Array.from({ length: count * 2 }, (_, place) => ({ step, place })),
    );
    for (let round = 0; round < rounds; round++) {
      const { step, place } = places[Math.floor(((round + 0.5) * places.length) / rounds)] ?? {
        step: 0,
        place: 0,
      };
      const { texts, repeated } = await talk(step, place, round);
      figures.repeatedReplies += repeated;
      texts.forEach((text, at) => {
        if (text !== clean.texts[at]) figures.strayed += 1;
      });
    }
    await bot.kill();
    await countRows(file, told, figures);
    return figures;
  } finally {
    await bot.kill();
    await channel.close();
    rmSync(folder, { recursive: true, force: true });
  }

  /** A bot that died after its last answer is started again first. */
  async function arm(at: number, when: 'before' | 'after'): Promise<void> {
    try {
      await bot.killAt(at, when);
    } catch {
      await revive();
      await bot.killAt(at, when);
    }
  }

  async function revive(): Promise<void> {
    figures.killed += 1;
    await bot.gone;
    bot = await startBot(file, early);
    await channel.open(bot.url);
  }

  async function talk(killedStep: number, place: number, round = -1) {
    const person = { id: `person-${round}`, name: 'Pat' };
    const texts: string[] = [];
    const statements: number[] = [];
    let repeated = 0;
    for (const [step, words] of reportSteps.entries()) {
      const here = step === killedStep;
      await arm(here ? Math.floor(place / 2) + 1 : -1, place % 2 === 0 ? 'before' : 'after');
      const id = `${person.id}-${step}`;
      const before = channel.arrived.length;
      const activity = channel.activity(person, words, { id });
      const status = await channel.post(activity).catch(() => undefined);
      if (status === undefined) {
        await revive();
        await channel.post(activity);
      } else {
        const counted = await bot.count().catch(() => undefined);
        statements.push(counted ?? 0);
        // It died after it had answered, so nobody delivers the message again.
        if (counted === undefined) await revive();
      }
      const arrived = channel.arrived.slice(before).filter((one) => one.conversation === `chat-${person.id}`);
      const text = arrived.map((one) => one.text);
      const reference = /SM-\d{4}-\d{4,}/.exec(text.join('\n'))?.[0];
      if (reference) told.set(person.id, reference);
      const plain = [...new Set(text.map((one) => one.replace(/SM-\d{4}-\d+/g, 'SM')))];
      if (plain.length < text.length) repeated += 1;
      texts.push(plain.join('\n'));
    }
    return { texts, statements, repeated };
  }
}

async function countRows(
  file: string,
  told: ReadonlyMap<string, string>,
  figures: KillFigures,
): Promise<void> {
  const database = connect({ kind: 'file', path: file }, noLog);
  const rows: { number: number; reference: string; reporter_account: string }[] = await database('incident');
  for (const [person, reference] of told) {
    const own = rows.filter(({ reporter_account }) => reporter_account.endsWith(`:${person}`));
    if (!own.some((row) => row.reference === reference)) figures.lost += 1;
    if (own.length > 1) figures.doubled += 1;
  }
  for (const [table, per] of [
    ['history', ['incident']],
    ['outbox', ['incident', 'recipient']],
  ] as const) {
    const twice: unknown[] = await database(table).select(per[0]).groupBy(per).havingRaw('count(*) > 1');
    figures.doubled += twice.length;
  }
  await database.destroy();
}

export type { BotProcess };
