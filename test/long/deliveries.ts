import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../src/storage/connection.js';
import { noLog } from '../storage/folder.js';
import { FakeChannel } from '../support/channel.js';
import { type BotProcess, startBot } from './bots.js';
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
}

/** So many people talk at the same time. */
const atOnce = 12;

/** Whole reports, each message delivered one to five times to two processes on one file. */
export async function deliverTwice(activities: number): Promise<DeliveryFigures> {
  return withBots(2, async (bots, channel, file) => {
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
  notTwoHundred: number;
  doubledAnswers: number;
  missingAnswers: number;
  milliseconds: number;
}

/** Many messages at once in each conversation, to one process or in turn to several. */
export async function allAtOnce(
  conversations: number,
  turns: number,
  processes: number,
): Promise<ConcurrentFigures> {
  return withBots(processes, async (bots, channel) => {
    const began = performance.now();
    let notTwoHundred = 0;
    const expected = new Map<string, number>();
    await Promise.all(
      Array.from({ length: conversations }, async (_, conversation) => {
        const person = { id: `person-${conversation}`, name: 'Pat' };
        expected.set(`chat-${person.id}`, turns);
        const statuses = await Promise.all(
          Array.from({ length: turns }, (_none, turn) =>
            post(
              bots[turn % bots.length],
              channel.activity(person, 'privacy', { id: `${person.id}-${turn}` }),
            ),
          ),
        );
        notTwoHundred += statuses.filter((status) => status !== 200).length;
      }),
    );
    const milliseconds = Math.round(performance.now() - began);
    return {
      turns: conversations * turns,
      notTwoHundred,
      ...answered(channel, expected),
      milliseconds,
    };
  });
}

/** Every message is answered with one last text that is not an apology; the first has an introduction before it. */
function answered(channel: FakeChannel, expected: ReadonlyMap<string, number>) {
  let doubledAnswers = 0;
  let missingAnswers = 0;
  const counts = new Map<string, number>();
  for (const { conversation, text } of channel.arrived) {
    if (/went wrong|could not/i.test(text)) continue;
    if (text.startsWith('I am a computer program run by')) continue;
    counts.set(conversation, (counts.get(conversation) ?? 0) + 1);
  }
  for (const [conversation, wanted] of expected) {
    const difference = (counts.get(conversation) ?? 0) - wanted;
    if (difference > 0) doubledAnswers += difference;
    else missingAnswers -= difference;
  }
  return { doubledAnswers, missingAnswers };
}

async function withBots<T>(
  processes: number,
  work: (bots: readonly BotProcess[], channel: FakeChannel, file: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'lollipop-'));
  const file = join(folder, 'log.db');
  const channel = new FakeChannel();
  const bots = await Promise.all(Array.from({ length: processes }, () => startBot(file)));
  await channel.open(bots[0]?.url ?? '');
  try {
    return await work(bots, channel, file);
  } finally {
    await Promise.all(bots.map((bot) => bot.kill()));
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

async function post(bot: BotProcess | undefined, activity: object): Promise<number> {
  // A channel delivers again what nobody took: with thousands of connections at once one may be cut.
  for (let tries = 0; tries < 3; tries++) {
    const answer = await fetch(`${bot?.url ?? ''}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    }).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer) return answer.status;
  }
  return 0;
}
