import sqlite3 from 'sqlite3';
import { buildApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { createRecognizer } from '../../src/language/recognizer.js';
import { createLog } from '../../src/log.js';

/**
 * The bot as a process of its own, for tests that kill it. Told `{ at, when }` it kills itself before or after
 * that many further statements have run. With `early` it is the control: it says that a transaction is kept
 * before it is.
 */
interface Armed {
  at: number;
  when: 'before' | 'after';
}

type Method = (this: unknown, ...words: unknown[]) => unknown;

const [databaseFile = '', early = ''] = process.argv.slice(2);
let count = 0;
let armed: Armed | undefined;
process.on('message', (told: Armed | 'count') => {
  if (told === 'count') process.send?.({ count });
  else {
    count = 0;
    armed = told;
    process.send?.('armed');
  }
});

const prototype = sqlite3.Database.prototype as unknown as Record<'all' | 'run', Method>;
let unkept = false;
for (const name of ['all', 'run'] as const) {
  const real = prototype[name];
  prototype[name] = function (...words) {
    count += 1;
    const now = armed?.at === count ? armed.when : undefined;
    if (now === 'before') process.kill(process.pid, 'SIGKILL');
    const done = words.at(-1);
    if (typeof done !== 'function') return Reflect.apply(real, this, words);
    if (early && words[0] === 'COMMIT;') {
      unkept = true;
      setImmediate(() => Reflect.apply(done, { changes: 0 }, [null, []]));
      return this;
    }
    if (unkept && words[0] === 'BEGIN;') {
      unkept = false;
      Reflect.apply(prototype.run, this, ['COMMIT', () => undefined]);
    }
    const after = function (this: unknown, ...answer: unknown[]) {
      if (now === 'after') process.kill(process.pid, 'SIGKILL');
      Reflect.apply(done, this, answer);
    };
    return Reflect.apply(real, this, [...words.slice(0, -1), after]);
  };
}

const config = readConfig(
  { DATABASE_URL: `sqlite:${databaseFile}`, NODE_ENV: 'test', LOG_LEVEL: 'silent', SCHOOL: 'data/argyle' },
  'there is no such file',
);
if (!config.ok) throw new Error(config.faults.join());
const made = await createRecognizer({ schoolFolder: 'data/argyle', encoder: 'none' });
if (!made.ok) throw new Error(made.fault);
const built = await buildApp(config.config, {
  log: createLog('silent'),
  now: () => new Date(),
  recognizer: made.recognizer,
});
if (!built.ok) throw new Error(built.faults.join());
const { server } = built.app;
server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
process.on('disconnect', () => process.exit(0));
