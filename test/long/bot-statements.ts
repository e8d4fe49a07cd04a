import { writeFileSync } from 'node:fs';
import sqlite3 from 'sqlite3';
import type { KillAt, LastWords, Moment } from './bots.js';

type Method = (this: { sql?: string }, ...words: unknown[]) => unknown;

let count = 0;
/** The first statement that kept a transaction: the turn's. */
let kept = 0;
let armed: { at: KillAt; when: Moment } | undefined;
let inTransaction = false;
/** The turn's insert has been done; it is kept when its transaction is. */
let written = false;
const words: LastWords = { kept: false, noted: false };
/** Where the process says what it had done when it killed itself. */
let place: string | undefined;
let early = false;
/** The control has said of a transaction that it is kept, and it is not. */
let unkept: sqlite3.Database | undefined;
let newest: sqlite3.Database | undefined;

/** From now on statements are counted anew, and the process kills itself at the statement with this number. */
export function arm(at: KillAt, when: Moment): void {
  count = 0;
  kept = 0;
  written = false;
  words.kept = false;
  words.noted = false;
  armed = { at, when };
}

export function leaveWords(path: string): void {
  place = path;
}

function die(): void {
  if (place) writeFileSync(place, JSON.stringify(words));
  process.kill(process.pid, 'SIGKILL');
}

/** The one that notes that the replies of turns were sent. */
const isNote = (sql: string): boolean => /^update seen set replies = null where key in/i.test(sql);

/** The statement was done. */
function follow(sql: string): void {
  if (/^begin/i.test(sql)) inTransaction = true;
  if (/^(commit|rollback)/i.test(sql)) inTransaction = false;
  if (/^insert into finished_turn/i.test(sql)) written = true;
  if (written && !inTransaction) words.kept = true;
  if (isNote(sql)) words.noted = true;
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
  databases[name] = function (...values) {
    newest = this as sqlite3.Database;
    return Reflect.apply(real, this, values);
  };
}

// Every way to the database ends in a statement.
const prototype = sqlite3.Statement.prototype as unknown as Record<'all' | 'run' | 'get', Method>;
for (const name of ['all', 'run', 'get'] as const) {
  const real = prototype[name];
  prototype[name] = function (...values) {
    const sql = this.sql ?? '';
    // The control's own.
    if (sql === 'END') return Reflect.apply(real, this, values);
    count += 1;
    if (kept === 0 && /^commit/i.test(sql)) kept = count;
    const struck = armed?.at === count || (armed?.at === 'note' && isNote(sql));
    const now = struck ? armed?.when : undefined;
    if (now === 'before') die();
    const done = values.at(-1);
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
      if (answer[0] === null) follow(sql);
      if (now === 'after') die();
      if (typeof done === 'function') Reflect.apply(done, this, answer);
    };
    const result = Reflect.apply(
      real,
      this,
      typeof done === 'function' ? [...values.slice(0, -1), after] : values,
    );
    if (now === 'during') die();
    return result;
  };
}
