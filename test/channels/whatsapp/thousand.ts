import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { FakeWhatsApp } from '../../support/whatsapp.js';
import { assertOnce, deliverInDisorder, missing } from './deliveries.js';

/**
 * `npm run deliveries`: a thousand messages, each delivered one to five times in random order, to the real
 * program, which is killed twice in the middle of its work. It takes some minutes, because what the killed
 * process had begun is taken over only when its time is up.
 */
const messages = Number(process.argv[2] ?? 1000);
const seed = Number(process.argv[3] ?? Date.now() % 100_000);
const patience = 400_000;

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const meta = new FakeWhatsApp();
const database = join(temporaryFolder(), 'log.db');
let port = 0;
let program: ChildProcess | undefined;

async function start(): Promise<void> {
  const environment = {
    ...meta.environment,
    DATABASE_URL: `sqlite:${database}`,
    PORT: String(port),
    LOG_LEVEL: 'error',
    NODE_ENV: 'test',
  };
  program = spawn(process.execPath, ['--import', tsx, 'src/index.ts'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (;;) {
    const up = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    await pause(50);
  }
}

async function kill(): Promise<void> {
  const dying = program;
  if (!dying) return;
  const ended = once(dying, 'exit');
  dying.kill('SIGKILL');
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

port = await freePort();
await meta.listen();
meta.confirms = true;
let calls = 0;
meta.refuse = () => (++calls % 50 === 0 ? { lose: 'after' } : undefined);
await meta.open(`http://127.0.0.1:${port}`);
await start();
const began = performance.now();
const restart = async (): Promise<void> => {
  await kill();
  await start();
};
const { people, taken, refused } = await deliverInDisorder({ messages, seed, meta, restart, restarts: 2 });
const delivered = performance.now();
const end = delivered + patience;
while (missing(people, meta) > 0 && performance.now() < end) await pause(1000);
const answered = performance.now();
// What would be sent twice is sent when its time for a status is up.
await pause(130_000);
await kill();
await meta.close();
const seconds = (from: number, to: number): string => `${((to - from) / 1000).toFixed(1)} s`;
console.log(
  `seed ${seed}: ${messages} messages in ${taken} webhooks taken and ${refused} refused, ` +
    `delivered in ${seconds(began, delivered)}, the last answered ${seconds(delivered, answered)} later; ` +
    `${meta.calls.length} messages sent`,
);
assertOnce(people, meta);
console.log('each message was answered exactly once');
