import assert from 'node:assert/strict';
import { copyFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import sqlite3 from 'sqlite3';
import { IncidentStore } from '../../src/incidents/store.js';
import { connect, type Database } from '../../src/storage/connection.js';
import { restore } from '../../src/storage/restore.js';
import { report, zone } from '../incidents/reports.js';
import { reportSteps } from '../long/kills.js';
import { startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';
import { noLog } from './folder.js';

/** A database that a bot has open. */
interface Held {
  file: string;
  /** A whole copy of it from before. */
  copy: string;
  /** Another program's connection to it. */
  other: Database;
  /** Sets a pragma on the bot's own connection. */
  pragma: (words: string) => Promise<void>;
}

/** What can befall the database while the bot runs, and how it passes. */
const faults: readonly {
  what: string;
  befall: (held: Held) => Promise<unknown>;
  pass: (held: Held) => Promise<unknown>;
}[] = [
  {
    what: 'the disk is full',
    // The same answer of SQLite's (SQLITE_FULL) as from a disk: the file may not grow by a page.
    async befall({ pragma, other }) {
      const fills = report('another', { words: 'x'.repeat(1500) });
      await new IncidentStore(other, zone).confirm(fills, () => [], new Date('2026-11-18T10:30:00Z'));
      await other.raw('VACUUM');
      await pragma('max_page_count = 1');
    },
    pass: ({ pragma }) => pragma('max_page_count = 1000000'),
  },
  {
    what: 'another program has locked it',
    befall: ({ pragma, other }) => pragma('busy_timeout = 20').then(() => other.raw('BEGIN EXCLUSIVE')),
    pass: ({ other }) => other.raw('ROLLBACK'),
  },
  {
    what: 'it became read-only',
    befall: ({ pragma }) => pragma('query_only = 1'),
    pass: ({ pragma }) => pragma('query_only = 0'),
  },
  {
    what: 'it is damaged',
    async befall({ pragma, file }) {
      await pragma('wal_checkpoint(TRUNCATE)');
      writeFileSync(file, Buffer.alloc(statSync(file).size, 7), { flag: 'r+' });
      await pragma('shrink_memory');
    },
    pass: async ({ file, copy }) => assert.ok((await restore(copy, file, true, noLog, new Date(0))).ok),
  },
  {
    what: 'it was emptied',
    befall: async ({ file }) => truncateSync(file),
    async pass({ file, copy }) {
      for (const end of ['', '-wal', '-shm']) rmSync(file + end);
      copyFileSync(copy, file);
    },
  },
  {
    what: 'it was deleted',
    befall: async ({ file }) => rmSync(file),
    pass: async ({ file, copy }) => assert.ok((await restore(copy, file, true, noLog, new Date(0))).ok),
  },
];

describe('a report while the database fails', () => {
  const writer = { id: 'pat', name: 'Pat' };

  for (const { what, befall, pass } of faults) {
    it(`is said not to be kept when ${what}, and is kept once that has passed`, async () => {
      const driver = theDriver();
      const running = await startApp();
      const channel = new FakeChannel();
      await channel.open(running.url);
      const file = running.databaseFile;
      const other = connect({ kind: 'file', path: file }, noLog);
      const say = async (words: string) =>
        (await channel.say(writer, words)).arrived.map(({ text }) => text).join('\n');
      const health = async () => (await fetch(`${running.url}/healthz`)).status;
      try {
        for (const words of reportSteps.slice(0, -1)) {
          await say(words.startsWith('Somebody') ? `${words} ${'- '.repeat(4000)}` : words);
        }
        const pragma = driver.found();
        const held = { file, copy: `${file}.copy`, other, pragma };
        await other.raw('VACUUM INTO ?', [held.copy]);
        await befall(held);
        const told = await say('send');
        assert.match(told, /Something went wrong at my end, and I may not have kept/);
        assert.match(
          told,
          /write to the school\. The school office: .+@.+ If someone is in danger, call 999/,
        );
        assert.doesNotMatch(told, /SM-\d/);
        if (!what.includes('full')) assert.equal(await health(), 503);
        await pass(held);
        // A bad answer holds for a moment.
        await pause(300);
        assert.match(await say('send'), /Its reference is SM-2026-000[12]/);
        assert.equal(await health(), 200);
        assert.match(await say('my reports'), /SM-2026-000[12]/);
      } finally {
        await other.destroy();
        await channel.close();
        await running.close();
      }
    });
  }

  it('is not said to be lost when it was kept and answered before', async () => {
    const driver = theDriver();
    const running = await startApp();
    const channel = new FakeChannel();
    await channel.open(running.url);
    try {
      for (const words of reportSteps.slice(0, -1)) await channel.say(writer, words);
      const pragma = driver.found();
      channel.onArrival = () => pragma('query_only = 1');
      const { arrived } = await channel.say(writer, 'send');
      assert.match(arrived.map(({ text }) => text).join('\n'), /Its reference is SM-2026-0001/);
      assert.equal(arrived.length, 1);
      await running.app.settled();
      assert.ok(running.log.lines.some((line) => line.includes('turn.unsettled')));
    } finally {
      await channel.close();
      await running.close();
    }
  });
});

/** The connection that is opened from now on, until it is asked for. */
function theDriver(): { found: () => Held['pragma'] } {
  const connections: sqlite3.Database[] = [];
  const prototype = sqlite3.Database.prototype as unknown as { all: (...words: unknown[]) => unknown };
  const real = Reflect.get(prototype, 'all');
  prototype.all = function (this: sqlite3.Database, ...words: unknown[]) {
    connections.push(this);
    return Reflect.apply(real, this, words);
  };
  return {
    found() {
      prototype.all = real;
      const driver = connections.at(-1);
      return (words) =>
        new Promise((done, failed) => {
          driver?.all(`PRAGMA ${words}`, (fault: Error | null) => (fault ? failed(fault) : done()));
        });
    },
  };
}
