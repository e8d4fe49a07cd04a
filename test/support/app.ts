import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { type App, buildApp, type Surroundings } from '../../src/app.js';
import { type Config, readConfig } from '../../src/config.js';
import { backlog } from '../../src/connections.js';
import { createRecognizer, type Recognizer } from '../../src/language/recognizer.js';
import type { Log } from '../../src/log.js';
import type { PersonEntry } from '../../src/people.js';

/** A moment that stands still until a test moves it. */
export class Clock {
  #now: Date;

  constructor(start: string) {
    this.#now = new Date(start);
  }

  readonly now = (): Date => new Date(this.#now);

  set(moment: string): void {
    this.#now = new Date(moment);
  }

  advance(hours: number): void {
    this.#now = new Date(this.#now.getTime() + hours * 3_600_000);
  }
}

/** A log that keeps its lines, so that a test can look for what must not be there. */
export class KeptLog implements Log {
  readonly lines: string[] = [];
  readonly #keep = (event: string, fields = {}): void =>
    void this.lines.push(JSON.stringify({ event, ...fields }));
  readonly info = this.#keep;
  readonly warn = this.#keep;
  readonly error = this.#keep;
}

export interface Setting {
  people?: readonly PersonEntry[];
  /** Values of school.yaml by path, e.g. `{ 'contacts.chairOfGovernors.reach': [{ email: '...' }] }`. */
  school?: Readonly<Record<string, unknown>>;
  /** A Wednesday morning in term time when absent. */
  clock?: Clock;
  databaseFile?: string;
  onReply?: Surroundings['onReply'];
  newId?: Surroundings['newId'];
  environment?: Readonly<Record<string, string>>;
  sendLimit?: number;
  pace?: Surroundings['pace'];
  patience?: Surroundings['patience'];
  strangersAMinute?: number;
  /** Instead of the one that all tests share. */
  recognizer?: Recognizer;
}

export interface Running {
  app: App;
  url: string;
  clock: Clock;
  log: KeptLog;
  databaseFile: string;
  /** Stops the bot; its files stay for the next start unless it made the folder itself. */
  stop(): Promise<void>;
  /** Stops it and removes its files. */
  close(): Promise<void>;
}

/** Milliseconds for the encoder: on a busy machine what is understood must stay the same. */
const minute = 60_000;

let shared: Promise<Recognizer> | undefined;

/** One recognizer for all tests of a run, which loads once and reads each message once. Its close does nothing until the run ends. */
export function sharedRecognizer(): Promise<Recognizer> {
  shared ??= createRecognizer({ schoolFolder: 'data/argyle', patience: minute }).then((made) => {
    if (!made.ok) throw new Error(made.fault);
    const known = new Map<string, ReturnType<Recognizer['recognise']>>();
    return {
      ...made.recognizer,
      recognise(text, role) {
        const key = `${role}: ${text}`;
        const meaning = known.get(key) ?? made.recognizer.recognise(text, role);
        known.set(key, meaning);
        return meaning;
      },
      close: async () => undefined,
    };
  });
  return shared;
}

/** The real bot on a port of its own, with a real database in a temporary folder. */
export async function startApp(setting: Setting = {}): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'lollipop-'));
  const databaseFile = setting.databaseFile ?? join(folder, 'log.db');
  const clock = setting.clock ?? new Clock('2026-11-18T10:30:00Z');
  const log = new KeptLog();
  const config = configFor(
    databaseFile,
    setting.school ? schoolIn(folder, setting.school) : 'data/argyle',
    setting,
  );
  const built = await buildApp(config, {
    log,
    now: clock.now,
    recognizer: setting.recognizer ?? (await sharedRecognizer()),
    ...(setting.sendLimit ? { sendLimit: setting.sendLimit } : {}),
    pace: setting.pace,
    patience: setting.patience,
    strangersAMinute: setting.strangersAMinute,
    ...(setting.people ? { people: setting.people } : {}),
    ...(setting.onReply ? { onReply: setting.onReply } : {}),
    ...(setting.newId ? { newId: setting.newId } : {}),
  });
  if (!built.ok) throw new Error(built.faults.join('\n'));
  const { app } = built;
  await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', backlog, () => resolve()));
  const { port } = app.server.address() as AddressInfo;
  return {
    app,
    url: `http://127.0.0.1:${port}`,
    clock,
    log,
    databaseFile,
    stop: () => app.close(),
    close: async () => {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configFor(databaseFile: string, school: string, { environment }: Setting): Config {
  const settings = {
    SCHOOL: school,
    DATABASE_URL: `sqlite:${databaseFile}`,
    NODE_ENV: 'test',
    ...environment,
  };
  const read = readConfig(settings, 'there is no such file');
  if (!read.ok) throw new Error(read.faults.join('\n'));
  return read.config;
}

/** A copy of the school's data with some of its settings changed. */
function schoolIn(folder: string, changes: Readonly<Record<string, unknown>>): string {
  const needless = /[\\/](?:model|utterances)$/;
  cpSync('data', join(folder, 'data'), { recursive: true, filter: (path) => !needless.test(path) });
  const file = join(folder, 'data', 'argyle', 'school.yaml');
  const school = parseDocument(readFileSync(file, 'utf8'));
  for (const [path, value] of Object.entries(changes)) school.setIn(path.split('.'), value);
  writeFileSync(file, school.toString());
  return join(folder, 'data', 'argyle');
}
