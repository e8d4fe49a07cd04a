import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A bot in a process of its own. */
export interface BotProcess {
  url: string;
  /** Statements since it was last armed. */
  count(): Promise<number>;
  /** It kills itself at that statement from now on. */
  killAt(at: number, when: 'before' | 'after'): Promise<void>;
  gone: Promise<unknown>;
  kill(): Promise<void>;
}

/** Starts one on the database's file. `early` is the control, which acknowledges before it commits. */
export async function startBot(databaseFile: string, early = false): Promise<BotProcess> {
  const file = join(import.meta.dirname, 'bot-process.ts');
  const child = fork(file, [databaseFile, ...(early ? ['early'] : [])], {
    execArgv: ['--import=tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const { port } = await heard<{ port: number }>(child, gone);
  return {
    url: `http://127.0.0.1:${port}`,
    async count() {
      child.send('count');
      return (await heard<{ count: number }>(child, gone)).count;
    },
    async killAt(at, when) {
      child.send({ at, when });
      await heard(child, gone);
    },
    gone,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function heard<T>(child: ChildProcess, gone: Promise<unknown>): Promise<T> {
  const first = await Promise.race([once(child, 'message'), gone.then(() => undefined)]);
  if (!first) throw new Error('The bot ended before it answered');
  return first[0] as T;
}
