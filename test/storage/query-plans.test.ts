import assert from 'node:assert/strict';
import sqlite3 from 'sqlite3';
import { connect } from '../../src/storage/connection.js';
import { reportSteps } from '../long/kills.js';
import { type Running, startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';
import { noLog } from './folder.js';

/** What the Headteacher says to the log. */
const orders = [
  'help',
  'list new',
  'show 1',
  'note 1 rang home',
  '1: asked them to delete it',
  'history 1',
  'summary this term',
  'remind me about 1 tomorrow',
  'seen 1',
  'who needs a call',
  'unanswered',
  'digest off',
  'close 1 dealt with',
  'reopen 1',
  'policy status',
] as const;

/** Readings from end to end that stop early, or that read what stays small, with the reason. */
const allowed: readonly (readonly [plan: RegExp, sql: RegExp, why: string])[] = [
  [/^SCAN (?:CONSTANT ROW|\d+-ROW VALUES|turn|finished)/, /./, 'the turn’s or the incident’s own values'],
  [/^SCAN (?:json_each|ended)/, /json_each/, 'the turns that have just ended'],
  [
    /^SCAN incident$/,
    /order by `number` desc limit/,
    'newest first by the primary key, and stops at the limit',
  ],
  [/^SCAN incident /, /^\s*insert into period_count\s+select\b/i, 'once, when the table is made'],
  [/^SCAN sqlite_master$/, /./, 'as many rows as there are tables'],
  [/^SCAN (?:pointer|question)$/, /^select \*/, 'a list of all of them, asked for by the Headteacher'],
  [/^SCAN outbox$/, /^delete .* `made_at` </, 'once an hour; what was sent is purged'],
];

/** What a trigger does, which the plan of the statement that sets it off does not tell. */
function inTrigger(sql: string): string[] {
  const body = /^\s*create\s[^;]*?\btrigger\b.*?\bbegin\b(.*)\bend\s*;?\s*$/is.exec(sql)?.[1] ?? '';
  return body
    .replace(/\braise\s*\([^)]*\)/gi, '1')
    .replace(/\b(?:new|old)\.\w+/gi, '?')
    .split(';')
    .filter((statement) => statement.trim() !== '');
}

type Method = (this: unknown, ...words: unknown[]) => unknown;

describe('every statement of what people say and of what is sent', () => {
  const said = new Set<string>();
  const databases = sqlite3.Database.prototype as unknown as Record<string, Method>;
  const real = new Map<string, Method>();
  const channel = new FakeChannel();
  let running: Running;

  before(async () => {
    for (const name of ['all', 'run', 'get', 'prepare', 'each', 'exec'] as const) {
      const method = databases[name];
      if (!method) continue;
      real.set(name, method);
      databases[name] = function (...words) {
        said.add(String(words[0]));
        return Reflect.apply(method, this, words);
      };
    }
    running = await startApp({ people: [{ role: 'headteacher', name: 'Head', accounts: ['teams:head'] }] });
    await channel.open(running.url);
  });

  after(async () => {
    for (const [name, method] of real) databases[name] = method;
    await channel.close();
    await running.close();
  });

  it('finds its rows by an index, so that none takes longer as the log grows', async () => {
    for (const words of ['help', ...reportSteps, 'my reports', 'privacy'])
      await channel.say({ id: 'pat', name: 'Pat' }, words);
    for (const words of orders) {
      const head = { id: 'head', name: 'Head', aadObjectId: 'head' };
      const { arrived } = await channel.say(head, words, { channelId: 'msteams' });
      const answer = arrived.map(({ text }) => text).join('\n');
      assert.doesNotMatch(answer, /only for people the school has named/, words);
    }
    await running.app.sender.sendDue();
    await running.app.housekeeping();
    const other = connect({ kind: 'file', path: running.databaseFile }, noLog);
    const whole: string[] = [];
    let looked = 0;
    for (const sql of [...said, ...[...said].flatMap(inTrigger)]) {
      if (!/^\s*(?:with|select|update|delete|insert)\b/i.test(sql)) continue;
      looked += 1;
      const plan = (await other.raw(`EXPLAIN QUERY PLAN ${sql}`)) as { detail: string }[];
      for (const { detail } of plan) {
        const may = allowed.some(([how, what]) => how.test(detail) && what.test(sql));
        if (detail.startsWith('SCAN') && !may) whole.push(`${detail}: ${sql.slice(0, 250)}`);
      }
    }
    await other.destroy();
    assert.ok(looked > 25, `only ${looked} statements were seen`);
    assert.deepEqual(whole, []);
  });
});
