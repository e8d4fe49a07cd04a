import sqlite3 from 'sqlite3';
import type { Moment } from './bots.js';

type Method = (this: { sql?: string }, ...words: unknown[]) => unknown;

let count = 0;
/** The first statement that kept a transaction: the turn's. */
let kept = 0;
let armed: { at: number; when: Moment } | undefined;
let early = false;
/** The control has said of a transaction that it is kept, and it is not. */
let unkept: sqlite3.Database | undefined;
let newest: sqlite3.Database | undefined;

/** From now on statements are counted anew, and the process kills itself at the statement with this number. */
export function arm(at: number, when: Moment): void {
  count = 0;
  kept = 0;
  armed = { at, when };
}

export function statements(): { count: number; kept: number } {
  return { count, kept };
}

/** Makes this process the control: it says that a transaction is kept, and keeps it when the next one begins. */
export function acknowledgeEarly(): void {
  early = true;
}

const databases = sqlite3.Database.prototype as unknown as Record<'all' | 'run' | 'get' | 'prepare', Method>;
for (const name of ['all', 'run', 'get', 'prepare'] as const) {
  const real = databases[name];
  databases[name] = function (...words) {
    newest = this as sqlite3.Database;
    return Reflect.apply(real, this, words);
  };
}

// Every way to the database ends in a statement.
const prototype = sqlite3.Statement.prototype as unknown as Record<'all' | 'run' | 'get', Method>;
for (const name of ['all', 'run', 'get'] as const) {
  const real = prototype[name];
  prototype[name] = function (...words) {
    const sql = this.sql ?? '';
    // The control's own.
    if (sql === 'END') return Reflect.apply(real, this, words);
    count += 1;
    if (kept === 0 && /^commit/i.test(sql)) kept = count;
    const now = armed?.at === count ? armed.when : undefined;
    if (now === 'before') process.kill(process.pid, 'SIGKILL');
    const done = words.at(-1);
    if (unkept && /^begin/i.test(sql)) {
      const late = unkept;
      unkept = undefined;
      // It is counted when it runs.
      count -= 1;
      late.run('END', () => late.run(sql, done));
      return this;
    }
    if (early && /^commit/i.test(sql) && typeof done === 'function') {
      unkept = newest;
      setImmediate(() => Reflect.apply(done, { changes: 0 }, [null, []]));
      return this;
    }
    const after = function (this: unknown, ...answer: unknown[]) {
      if (now === 'after') process.kill(process.pid, 'SIGKILL');
      if (typeof done === 'function') Reflect.apply(done, this, answer);
    };
    const result = Reflect.apply(
      real,
      this,
      typeof done === 'function' ? [...words.slice(0, -1), after] : words,
    );
    if (now === 'during') process.kill(process.pid, 'SIGKILL');
    return result;
  };
}
