import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Microsoft } from '../support/microsoft.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const home = resolve(import.meta.dirname, '..', '..');
/** Milliseconds that a start may take on a busy machine. */
const patience = 30_000;

/** The bot as `npm start` runs it, in a process of its own, with Microsoft's side of the wire in this one. */
export interface Program {
  readonly url: string;
  readonly microsoft: Microsoft;
  /** All that it wrote so far, log and greeting. */
  written(): string;
  /** Reads nothing any more of what it writes: whoever collects the log has gone. */
  deafen(): void;
  /** Says something in somebody's private chat; what arrived there before the turn's end. */
  say(from: string, text: string): Promise<string[]>;
  /** Asks it to stop as a service manager does; its exit code. */
  stop(): Promise<number | null>;
}

/** Starts it with a new database. Throws what it wrote when it does not start. */
export async function startProgram(environment: Readonly<Record<string, string>> = {}): Promise<Program> {
  const microsoft = new Microsoft();
  await microsoft.open();
  const port = await freePort();
  const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const child = spawn(process.execPath, manifest.scripts.start.split(' ').slice(1), {
    cwd: home,
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_URL: `sqlite:${join(temporaryFolder(), 'log.db')}`,
      SCHOOL: 'data/argyle',
      ...microsoft.environment,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  const keep = (chunk: Buffer): void => {
    words += chunk.toString('utf8');
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const url = `http://127.0.0.1:${port}`;
  await listening(child, url, () => words);
  const token = await microsoft.token(new Date());
  let count = 0;
  return {
    url,
    microsoft,
    written: () => words,
    deafen() {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    async say(from, text) {
      const before = microsoft.taken.length;
      count += 1;
      await fetch(`${url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(microsoft.activity(from, text, `said-${count}`)),
      });
      return microsoft.taken
        .slice(before)
        .filter(([conversation]) => conversation === `chat-${from}`)
        .map(([, said]) => said);
    },
    async stop() {
      const gone = once(child, 'exit');
      if (child.exitCode === null) child.kill('SIGTERM');
      const code = child.exitCode ?? (await gone)[0];
      await microsoft.close();
      return code as number | null;
    },
  };
}

async function listening(child: ChildProcess, url: string, written: () => string): Promise<void> {
  const end = performance.now() + patience;
  while (performance.now() < end && child.exitCode === null) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer) return;
    await pause(20);
  }
  child.kill('SIGKILL');
  throw new Error(`The program did not start:\n${written()}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
