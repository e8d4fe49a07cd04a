import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from '../../src/storage/connection.js';
import { Clock, type Running, startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';
import { noLog } from './folder.js';

const parent = { id: 'parent', name: 'Pat' };
/** Words that stand nowhere else. Short enough to be on one page, long enough to be found on any. */
const secret = 'zanzibar quicksilver marmalade';
/** A report up to the read-back, with the secret as what the post says. */
const unfinished = ['report a post', 'no', '2', '1', '1', '2', '2', '1', '1', secret, 'yes'];

describe('a report that is not finished', () => {
  const channel = new FakeChannel();
  let running: Running;

  afterEach(async () => {
    await running.close();
    await channel.close();
  });

  async function begin(draftHours: number): Promise<void> {
    running = await startApp({
      clock: new Clock('2026-11-18T10:30:00Z'),
      school: { 'retention.draftHours': draftHours },
    });
    await channel.open(running.url);
    for (const words of unfinished) await channel.say(parent, words);
    assert.match(channel.arrived.at(-1)?.text ?? '', /Please check your report.*zanzibar/s);
  }

  /** Whether the words stand anywhere in the files, once all that was written is in the database itself. */
  async function isInFiles(): Promise<boolean> {
    await running.app.settled();
    const database = connect({ kind: 'file', path: running.databaseFile }, noLog);
    try {
      await database.raw('PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      await database.destroy();
    }
    const files = ['', '-wal', '-shm'].map((end) => running.databaseFile + end).filter(existsSync);
    return files.some((file) => readFileSync(file).includes('zanzibar'));
  }

  for (const draftHours of [2, 24]) {
    it(`is kept for ${draftHours} hours where the school says so, and then no byte of it is left`, async () => {
      await begin(draftHours);
      assert.equal(await isInFiles(), true, 'it was never there');
      running.clock.advance(draftHours);
      await running.app.housekeeping();
      assert.equal(await isInFiles(), true, 'it was deleted too early');
      running.clock.advance(1 / 3600);
      await running.app.housekeeping();
      assert.equal(await isInFiles(), false);
    });
  }

  it('is kept as long as the person goes on with it', async () => {
    await begin(2);
    running.clock.advance(1.9);
    await channel.say(parent, 'how old for snapchat?');
    running.clock.advance(1.9);
    await running.app.housekeeping();
    const { arrived } = await channel.say(parent, 'send');
    assert.match(arrived.map(({ text }) => text).join(), /reference is SM-2026-0001/);
  });

  it('leaves no byte when its last answer could not be delivered', async () => {
    await begin(24);
    channel.mood = { status: 403 };
    await channel.say(parent, `It says ${secret} again and again.`);
    await channel.say(parent, 'change');
    channel.mood = 'accept';
    running.clock.advance(25);
    await running.app.housekeeping();
    assert.equal(await isInFiles(), false);
  });

  it('leaves no byte when the person cancels it', async () => {
    await begin(24);
    await channel.say(parent, 'cancel');
    assert.equal(await isInFiles(), false);
  });

  it('is said to be deleted to somebody who comes back within a week, and welcomes nobody twice', async () => {
    for (const [days, notice] of [
      [6, true],
      [9, false],
    ] as const) {
      await begin(24);
      for (let day = 0; day < days; day++) {
        running.clock.advance(24.5);
        await running.app.housekeeping();
      }
      assert.equal(await isInFiles(), false);
      const { arrived } = await channel.say(parent, 'what age for whatsapp');
      const said = arrived.map(({ text }) => text).join();
      assert.equal(/I have deleted it\. Nothing of it was sent\./.test(said), notice);
      assert.doesNotMatch(said, /I am Lollipop|I’m Lollipop|Hello/);
      const again = await channel.say(parent, 'what age for whatsapp');
      assert.doesNotMatch(again.arrived.map(({ text }) => text).join(), /deleted it/);
      if (notice) {
        await running.close();
        await channel.close();
      }
    }
  });

  it('is not sent when the person comes back too late', async () => {
    await begin(24);
    running.clock.advance(25);
    const { arrived } = await channel.say(parent, 'send');
    assert.match(arrived.map(({ text }) => text).join(), /I have deleted it\. Nothing of it was sent\./);
    assert.equal((await running.app.services.incidents.list({}, 1, 0)).total, 0);
    assert.equal(await isInFiles(), false);
  });
});
