import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** When at a statement a bot kills itself; `during` is right after it was handed to the database. */
export type Moment = 'before' | 'during' | 'after';
export const moments: readonly Moment[] = ['before', 'during', 'after'];

/** The number of a statement, or the one that notes that a reply was sent. */
export type KillAt = number | 'note';

/** What a bot had done of its turn when it killed itself. */
export interface LastWords {
  kept: boolean;
  noted: boolean;
}

/** Where a bot that opened the file leaves them. */
export const lastWordsOf = (file: string): string => `${file}.last-words`;

export interface Opening {
  /** The control, which acknowledges before it commits. */
  early?: boolean;
  /** It also looks every few seconds for what is owed, as the program does. */
  sends?: boolean;
  /** The school's folder of data, when not Argyle's own. */
  school?: string;
}

/** What a bot's process is told. */
export type Told =
  | { tell: 'open'; file: string; early: boolean; sends: boolean; school: string }
  | { tell: 'arm'; at: KillAt; when: Moment }
  | { tell: 'count' };

/** A bot in a process of its own. */
export interface BotProcess {
  url: string;
  /** Statements since it was last armed, and which of them kept the turn. */
  statements(): Promise<{ count: number; kept: number }>;
  /** It kills itself at that statement from now on. */
  killAt(at: KillAt, when: Moment): Promise<void>;
  gone: Promise<unknown>;
}

/** A process that has loaded the program and knows no database yet. */
export interface WarmBot {
  /** Opens the database's file; what it had open before is closed. */
  open(file: string, opening?: Opening): Promise<BotProcess>;
  kill(): Promise<void>;
}

/** Starts a process. It loads while the caller goes on. */
export function warmBot(): WarmBot {
  const child = fork(join(import.meta.dirname, 'bot-process.ts'), [], {
    execArgv: ['--import=tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const ask = async <T>(told: Told): Promise<T> => {
    child.send(told);
    return heard<T>(child, gone);
  };
  const warm = heard(child, gone);
  warm.catch(() => undefined);
  return {
    async open(file, { early = false, sends = false, school = 'data/argyle' } = {}) {
      await warm;
      const { port } = await ask<{ port: number }>({ tell: 'open', file, early, sends, school });
      return {
        url: `http://127.0.0.1:${port}`,
        statements: () => ask({ tell: 'count' }),
        killAt: (at, when) => ask({ tell: 'arm', at, when }),
        gone,
      };
    },
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
