import assert from 'node:assert/strict';
import { connect } from '../../src/storage/connection.js';
import { SeenStore } from '../../src/storage/seen.js';
import { noLog } from '../storage/folder.js';
import { type Running, sharedRecognizer, startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';

const pat = { id: 'pat', name: 'Pat' };

describe('a turn that fails', () => {
  const channel = new FakeChannel();
  let running: Running;

  afterEach(async () => {
    await channel.close();
    await running.close();
  });

  it('is handled at the next delivery, also where it was taken over from a process that had died', async () => {
    const real = await sharedRecognizer();
    let broken = true;
    const recognise: typeof real.recognise = async (...words) => {
      if (broken) throw new Error('broken');
      return real.recognise(...words);
    };
    running = await startApp({ recognizer: { ...real, recognise } });
    await channel.open(running.url);
    const hourAgo = new Date(running.clock.now().getTime() - 3_600_000);
    const database = connect({ kind: 'file', path: running.databaseFile }, noLog);
    const claimed = await new SeenStore(database).claim('emulator|chat-pat|once', 'another', hourAgo);
    await database.destroy();
    assert.equal(claimed, 'mine');
    const say = async (): Promise<string> => {
      const { arrived } = await channel.say(pat, 'how old must he be for whatsapp', { id: 'once' });
      return arrived.map(({ text }) => text).join('\n');
    };
    assert.doesNotMatch(await say(), /13/);
    broken = false;
    assert.match(await say(), /13/);
    assert.equal(await say(), '', 'it was answered');
  });
});
