import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../src/storage/connection.js';
import { noLog } from '../storage/folder.js';
import { FakeChannel } from '../support/channel.js';
import { type BotProcess, type KillAt, type LastWords, lastWordsOf, moments, type WarmBot } from './bots.js';

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
  /** Steps of the report in which it was killed. */
  steps: number;
  /** References that had been told when the bot died, and were not in the log. */
  lost: number;
  /** Incidents, lines of history or messages of the outbox beyond one of each. */
  doubled: number;
  /** Steps after which the dialog was not where it should have been. */
  strayed: number;
  /** Replies that were sent a second time after the process died between sending and noting it. */
  repeatedReplies: number;
  /** Those of them that were sent again though the bot had not kept its turn, or had noted that they were sent. */
  repeatedOutside: number;
}

const last = reportSteps.length - 1;

/** Before and after each reply is noted as sent. */
const placesOfNotes = (['before', 'after'] as const).flatMap((when) =>
  reportSteps.map((_, step): Place => ({ step, at: 'note', when })),
);

interface Place {
  step: number;
  at: KillAt;
  when: (typeof moments)[number];
}

/**
 * Kills the bot in the middle of a step of the report, lets the next one open the database, delivers the message
 * again, goes on. `next` gives a bot to begin with and after each death. `early`: the control, killed where it has
 * told the reference and not kept the report; nobody goes on after its last death. `gathered`: as many reports an
 * hour as make the Headteacher hear of them together; otherwise each has its own alert. `atNote`: killed only where
 * it notes that a reply was sent, and the message is delivered again although it may have been answered.
 */
export async function killRounds(
  rounds: number,
  next: () => WarmBot,
  { early = false, gathered = false, atNote = false } = {},
): Promise<KillFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'lollipop-'));
  const file = join(folder, 'log.db');
  const channel = new FakeChannel();
  const none = { lost: 0, doubled: 0, strayed: 0, repeatedReplies: 0, repeatedOutside: 0 };
  const figures = { rounds, killed: 0, steps: 0, ...none };
  const struck = new Set<number>();
  const opening = { early, ...(gathered ? {} : { school: schoolOfManyAlerts(folder) }) };
  let bot: BotProcess = await next().open(file, opening);
  await channel.open(bot.url);
  try {
    const clean = await talk('clean');
    const places = atNote
      ? placesOfNotes
      : clean.statements
          .flatMap(({ count }, step) => Array.from({ length: count }, (_, at) => ({ step, at: at + 1 })))
          .filter(
            ({ step, at }) => !early || (step === last && at === (clean.statements[last]?.kept ?? 0) + 1),
          )
          .flatMap((place) => moments.map((when): Place => ({ ...place, when })))
          .filter(({ when }) => !early || when === 'before');
    for (let round = 0; round < rounds; round++) {
      const place = places[Math.floor(((round + 0.5) * places.length) / rounds)];
      const { texts } = await talk(`round-${round}`, place, early && round === rounds - 1);
      figures.strayed += texts.filter((text, step) => text !== clean.texts[step]).length;
    }
    figures.doubled = await countDoubled(file);
    return { ...figures, steps: struck.size };
  } finally {
    await channel.close();
    rmSync(folder, { recursive: true, force: true });
  }

  /** The bot has died: whatever it has told until now must be in the log. */
  async function mourn(step: number, told: string | undefined): Promise<LastWords> {
    figures.killed += 1;
    struck.add(step);
    await bot.gone;
    const words = lastWordsIn(file);
    if (told && !(await isKept(file, told))) figures.lost += 1;
    return words;
  }

  async function revive(): Promise<void> {
    bot = await next().open(file, opening);
    await channel.open(bot.url);
  }

  async function talk(name: string, place?: Place, stops = false) {
    const person = { id: name, name: 'Pat' };
    const texts: string[] = [];
    const statements: { count: number; kept: number }[] = [];
    for (const [step, said] of reportSteps.entries()) {
      const at = place?.step === step ? place.at : -1;
      const when = place?.when ?? 'before';
      // What follows an answer may kill the bot after it was asked whether it lives.
      await bot.killAt(at, when).catch(async () => {
        await mourn(step, undefined);
        await revive();
        await bot.killAt(at, when);
      });
      const before = channel.arrived.length;
      const arrived = () =>
        channel.arrived
          .slice(before)
          .filter(({ conversation }) => conversation === `chat-${name}`)
          .map(({ text }) => text);
      const told = () => /SM-\d{4}-\d{4,}/.exec(arrived().join('\n'))?.[0];
      const activity = channel.activity(person, said, { id: `${name}-${step}` });
      const status = await channel.post(activity).catch(() => undefined);
      const counted = status === undefined ? undefined : await bot.statements().catch(() => undefined);
      if (counted) statements.push(counted);
      const words = counted ? undefined : await mourn(step, told());
      if (!counted && stops) return { texts, statements };
      if (!counted) await revive();
      // It was not answered, so the channel delivers the message again.
      if (status === undefined || (atNote && !counted)) {
        await channel.post(activity);
        // What it notes of this must not be where it is killed next.
        await bot.statements();
      }
      const plain = arrived().map((text) => text.replace(/SM-\d{4}-\d+/g, 'SM'));
      const once = [...new Set(plain)];
      if (once.length < plain.length) {
        figures.repeatedReplies += 1;
        if (!words?.kept || words.noted) figures.repeatedOutside += 1;
      }
      // When the Headteacher hears of a report depends on how many came before it.
      texts.push(step === last ? once.map((text) => text.split('\n')[0]).join('\n') : once.join('\n'));
    }
    return { texts, statements };
  }
}

/** Argyle with an alert for each report, however many there are. */
function schoolOfManyAlerts(folder: string): string {
  cpSync('data', join(folder, 'data'), { recursive: true });
  const school = join(folder, 'data', 'argyle');
  const file = join(school, 'school.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/alertsPerHour: \d+/, 'alertsPerHour: 1000000'));
  return school;
}

/** A bot that did not kill itself leaves none: nothing may be sent again because of it. */
function lastWordsIn(file: string): LastWords {
  const path = lastWordsOf(file);
  if (!existsSync(path)) return { kept: false, noted: false };
  const words = JSON.parse(readFileSync(path, 'utf8')) as LastWords;
  rmSync(path);
  return words;
}

async function isKept(file: string, reference: string): Promise<boolean> {
  const database = connect({ kind: 'file', path: file }, noLog);
  const row: unknown = await database('incident').where({ reference }).first('number');
  await database.destroy();
  return row !== undefined;
}

async function countDoubled(file: string): Promise<number> {
  const database = connect({ kind: 'file', path: file }, noLog);
  let doubled = 0;
  for (const [table, per] of [
    ['incident', ['reporter_account']],
    ['history', ['incident']],
    ['outbox', ['incident', 'recipient']],
  ] as const) {
    const twice: unknown[] = await database(table)
      .select(per[0])
      .whereNotNull(per[0])
      .groupBy(per)
      .havingRaw('count(*) > 1');
    doubled += twice.length;
  }
  await database.destroy();
  return doubled;
}
