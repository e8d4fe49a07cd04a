import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type App, buildApp } from '../app.js';
import { readConfig } from '../config.js';
import { createLog } from '../log.js';
import { playgroundPeople, playgroundRoles, playgroundSettings } from './people.js';

/** Microsoft's local test client for Teams. It is fetched when it is started, and is no part of this program. */
const playground = '@microsoft/m365agentsplayground@0.2.28';
const playgroundPort = '56150';
const folder = join('var', 'playground');

/** `npm run playground -- --as staff`: the bot and the Playground, on this machine alone, until one is stopped. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { as: { type: 'string', default: 'staff' } } });
  const role = playgroundRoles.find((one) => one === values.as);
  if (!role) return refuse([`--as: must be one of ${playgroundRoles.join(', ')}.`]);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '.m365agentsplayground.yml'), playgroundSettings(role));

  const app = await startBot();
  if (!app) return;
  const client = startPlayground(app.endpoint);
  const stop = (code: number): void => {
    stopPlayground(client);
    app.close().then(
      () => process.exit(code),
      () => process.exit(1),
    );
  };
  client.once('exit', (code) => stop(code ?? 1));
  process.once('SIGINT', () => stop(0));
  process.once('SIGTERM', () => stop(0));
}

/** The bot without credentials: the Playground has none, and the settings of a real school are left alone. */
async function startBot(): Promise<{ endpoint: string; close: App['close'] } | undefined> {
  const { SCHOOL, PORT, LOG_LEVEL, ENCODER } = process.env;
  const database = `sqlite:${join(folder, 'lollipop.db')}`;
  const configured = readConfig({ SCHOOL, PORT, LOG_LEVEL, ENCODER, DATABASE_URL: database }, '');
  if (!configured.ok) return refuse(configured.faults);
  const { config } = configured;
  const log = createLog(config.LOG_LEVEL);
  const built = await buildApp(config, { log, now: () => new Date(), people: playgroundPeople });
  if (!built.ok) return refuse(built.faults);
  const { app } = built;
  const listening = await new Promise<boolean>((resolve) => {
    app.server.server.once('error', () => resolve(false));
    app.server.listen(config.PORT, config.HOST, () => resolve(true));
  });
  if (!listening) {
    await app.close();
    return refuse([`PORT: the bot cannot listen on ${config.PORT}. Is another one running?`]);
  }
  app.sender.start();
  return { endpoint: `http://${config.HOST}:${config.PORT}/api/messages`, close: () => app.close() };
}

function startPlayground(endpoint: string): ChildProcess {
  const args = ['-e', endpoint, '-c', 'msteams', '-p', playgroundPort, '--disable-telemetry'];
  const loopback = pathToFileURL(join(import.meta.dirname, 'loopback.mjs')).href;
  const windows = process.platform === 'win32';
  return spawn('npx', ['--yes', playground, 'start', ...args], {
    cwd: folder,
    stdio: 'inherit',
    // A group of its own, so that stopping npx stops what npx has started.
    detached: !windows,
    shell: windows,
    env: { ...process.env, NODE_OPTIONS: `--import=${loopback}`, TEAMSAPPTESTER_BROWSER: 'none' },
  });
}

function stopPlayground({ pid, exitCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid);
  } catch {
    // It has ended meanwhile.
  }
}

function refuse(faults: readonly string[]): undefined {
  process.stderr.write(`The Playground cannot start:\n${faults.map((fault) => `  - ${fault}\n`).join('')}`);
  process.exitCode = 1;
}

await main();
