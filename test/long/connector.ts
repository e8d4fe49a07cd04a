import { sendLimit } from '../../src/channels/limit.js';
import type { Conduct } from '../support/microsoft.js';
import { type SignedBot, startSigned } from './signed-turns.js';

/** `npm run long:connector [-- <people>]`: how long a turn lasts while the channel fails, and what arrives once it does not. */
const faults: readonly Conduct[] = [
  'hang',
  'lost',
  'reset',
  { status: 404 },
  { status: 412 },
  { status: 429 },
  { status: 429, retryAfter: 1 },
  { status: 429, retryAfter: 60 },
  { status: 500 },
  { status: 502 },
  { status: 503 },
];
const question = 'what is the minimum age for whatsapp';
const answer = /WhatsApp/;

const people = Number(process.argv[2] ?? '40');
for (const fault of faults) {
  const bot = await startSigned({ people: [], school: { 'limits.messagesPerMinute': 1_000_000 }, sendLimit });
  try {
    console.log(JSON.stringify(await turnsDuring(fault, bot)));
  } finally {
    await bot.close();
  }
}

async function turnsDuring(fault: Conduct, bot: SignedBot): Promise<Record<string, unknown>> {
  const { microsoft, running } = bot;
  const names = Array.from(
    { length: people },
    (_, at) => `00000009-0000-4000-8000-${String(at).padStart(12, '0')}`,
  );
  for (const name of names) await bot.post(microsoft.activity(name, 'hello', `hello-${name}`));
  microsoft.taken.splice(0);
  microsoft.conduct.set('*', fault);
  const lasted: number[] = [];
  let refused = 0;
  const ask = async (name: string): Promise<void> => {
    const activity = microsoft.activity(name, question, `asked-${name}`);
    const began = performance.now();
    if ((await bot.post(activity)) !== 200) refused += 1;
    lasted.push(performance.now() - began);
    if ((await bot.post(activity)) !== 200) refused += 1;
  };
  await Promise.all(names.map(ask));
  microsoft.conduct.clear();
  for (let minute = 0; minute < 70; minute += 5) {
    running.clock.advance(5 / 60);
    await running.app.sender.sendDue();
  }
  const answers = names.map(
    (name) => microsoft.taken.filter(([chat, words]) => chat === `chat-${name}` && answer.test(words)).length,
  );
  const told = names.filter((name) =>
    microsoft.taken.some(([chat, words]) => chat === `chat-${name}` && /may not have reached/.test(words)),
  ).length;
  lasted.sort((a, b) => a - b);
  return {
    fault,
    turns: lasted.length,
    medianMs: Math.round(lasted[Math.floor(lasted.length / 2)] ?? 0),
    worstMs: Math.round(lasted.at(-1) ?? 0),
    notOk: refused,
    once: answers.filter((times) => times === 1).length,
    doubled: answers.filter((times) => times > 1).length,
    toldThatItMayNotHaveArrived: told,
  };
}
