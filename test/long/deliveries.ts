import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { toMoment } from '../../src/storage/columns.js';
import { connect } from '../../src/storage/connection.js';
import { noLog } from '../storage/folder.js';
import { FakeChannel } from '../support/channel.js';
import { type BotProcess, type WarmBot, warmBot } from './bots.js';
import { reportSteps } from './kills.js';

export interface DeliveryFigures {
  activities: number;
  deliveries: number;
  notTwoHundred: number;
  reports: number;
  incidents: number;
  linesOfHistory: number;
  /** Answers that arrived beyond one an activity, and that did not arrive. */
  doubledAnswers: number;
  missingAnswers: number;
  apologies: number;
}

/** So many people talk at the same time. */
const atOnce = 12;

/** Whole reports, each message delivered one to five times to two processes on one file. */
export async function deliverTwice(
  activities: number,
  warm: readonly WarmBot[] = [warmBot(), warmBot()],
): Promise<DeliveryFigures> {
  return withBots(warm, async (bots, channel, file) => {
    const reports = Math.ceil(activities / reportSteps.length);
    let deliveries = 0;
    let notTwoHundred = 0;
    const expected = new Map<string, number>();
    await inTurns(reports, atOnce, async (report) => {
      const person = { id: `person-${report}`, name: 'Pat' };
      for (const [step, words] of reportSteps.entries()) {
        const times = 1 + ((report * 7 + step * 3) % 5);
        const id = `${person.id}-${step}`;
        const activity = channel.activity(person, words, { id });
        deliveries += times;
        const statuses = await Promise.all(
          Array.from({ length: times }, (_, time) => post(bots[(report + time) % bots.length], activity)),
        );
        notTwoHundred += statuses.filter((status) => status < 200 || status > 299).length;
      }
      expected.set(`chat-${person.id}`, reportSteps.length);
    });
    await everythingSent(file);
    const { incidents, history } = await rowsOf(file);
    return {
      activities: reports * reportSteps.length,
      deliveries,
      notTwoHundred,
      reports,
      incidents,
      linesOfHistory: history,
      ...answered(channel, expected),
    };
  });
}

export interface ConcurrentFigures {
  turns: number;
  /** Requests that were answered with anything else, or whose connection was cut while their turn waited. */
  notTwoHundred: number;
  cut: number;
  doubledAnswers: number;
  missingAnswers: number;
  /** That something went wrong, and that an answer may not have arrived. */
  apologies: number;
  /** Until all turns had ended, and until all that was owed after them was sent. */
  milliseconds: number;
  settled: number;
}

/** New connections in one go. More would be cut before they are read, like those of somebody who floods the bot. */
const rush = 200;

/** Many messages at once in each conversation, to one process or in turn to several. None is delivered again. */
export async function allAtOnce(
  conversations: number,
  turns: number,
  warm: readonly WarmBot[] = [warmBot()],
): Promise<ConcurrentFigures> {
  return withBots(warm, async (bots, channel, file) => {
    const began = performance.now();
    const since = () => Math.round(performance.now() - began);
    const expected = new Map<string, number>();
    const asked: Promise<number>[] = [];
    for (let turn = 0; turn < turns; turn++) {
      for (let conversation = 0; conversation < conversations; conversation++) {
        const person = { id: `person-${conversation}`, name: 'Pat' };
        expected.set(`chat-${person.id}`, turns);
        const activity = channel.activity(person, 'privacy', { id: `${person.id}-${turn}` });
        asked.push(post(bots[turn % bots.length], activity));
        if (asked.length % rush === 0) await pause(20);
      }
    }
    const statuses = await Promise.all(asked);
    const milliseconds = since();
    await everythingSent(file);
    return {
      turns: conversations * turns,
      notTwoHundred: statuses.filter((status) => status !== 0 && status !== 200).length,
      cut: statuses.filter((status) => status === 0).length,
      ...answered(channel, expected),
      milliseconds,
      settled: since(),
    };
  });
}

/** How long what is owed is waited for, in milliseconds. */
const longestWait = 300_000;

/** Every message is answered with one last text that is not an apology; the first has an introduction before it. */
function answered(channel: FakeChannel, expected: ReadonlyMap<string, number>) {
  let doubledAnswers = 0;
  let missingAnswers = 0;
  let apologies = 0;
  const counts = new Map<string, number>();
  for (const { conversation, text } of channel.arrived) {
    if (/went wrong|could not|may not have reached/i.test(text)) {
      apologies += 1;
      continue;
    }
    if (text.startsWith('I am a computer program run by')) continue;
    counts.set(conversation, (counts.get(conversation) ?? 0) + 1);
  }
  for (const [conversation, wanted] of expected) {
    const difference = (counts.get(conversation) ?? 0) - wanted;
    if (difference > 0) doubledAnswers += difference;
    else missingAnswers -= difference;
  }
  return { doubledAnswers, missingAnswers, apologies };
}

async function withBots<T>(
  warm: readonly WarmBot[],
  work: (bots: readonly BotProcess[], channel: FakeChannel, file: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'lollipop-'));
  const file = join(folder, 'log.db');
  const channel = new FakeChannel();
  const bots = await Promise.all(warm.map((bot) => bot.open(file, { sends: true })));
  await channel.open(bots[0]?.url ?? '');
  try {
    return await work(bots, channel, file);
  } finally {
    await channel.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rowsOf(file: string): Promise<{ incidents: number; history: number }> {
  const database = connect({ kind: 'file', path: file }, noLog);
  const [incident] = await database('incident').count({ total: '*' });
  const [line] = await database('history').count({ total: '*' });
  await database.destroy();
  return { incidents: Number(incident?.total), history: Number(line?.total) };
}

async function inTurns(many: number, together: number, work: (index: number) => Promise<void>) {
  let next = 0;
  const run = async () => {
    while (next < many) await work(next++);
  };
  await Promise.all(Array.from({ length: together }, run));
}

/**
 * Waits until no turn runs and nothing is owed: an answer that came too late for its turn is sent by the outbox.
 * What is held back for longer than this waits, such as an alert in the school's quiet hours, is not waited for.
 */
async function everythingSent(file: string): Promise<void> {
  const database = connect({ kind: 'file', path: file }, noLog);
  try {
    for (const end = Date.now() + longestWait; Date.now() < end; ) {
      const [owed] = await database('outbox')
        .where({ state: 'pending' })
        .where('next_at', '<', toMoment(new Date(Date.now() + longestWait)))
        .count({ total: '*' });
      const [open] = await database('seen')
        .where({ state: 'working' })
        .orWhereNotNull('replies')
        .count({ total: '*' });
      if (Number(owed?.total) + Number(open?.total) === 0) return;
      await pause(100);
    }
    throw new Error('Something was still owed after five minutes');
  } finally {
    await database.destroy();
  }
}

/** Delivers once. 0: the connection was cut. */
async function post(bot: BotProcess | undefined, activity: object): Promise<number> {
  const answer = await fetch(`${bot?.url ?? ''}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(activity),
  }).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer?.status ?? 0;
}
