import assert from 'node:assert/strict';
import { type Running, sharedRecognizer, startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';

describe('a message', () => {
  const channel = new FakeChannel();
  const read: string[] = [];
  let running: Running;

  before(async () => {
    const recognizer = await sharedRecognizer();
    running = await startApp({
      recognizer: {
        ...recognizer,
        recognise: (text, role) => {
          read.push(text);
          return recognizer.recognise(text, role);
        },
      },
    });
    await channel.open(running.url);
  });

  after(async () => {
    await running.close();
    await channel.close();
  });

  async function readOf(...said: readonly string[]): Promise<string[]> {
    for (const words of said.slice(0, -1)) await channel.say({ id: 'pat', name: 'Pat' }, words);
    read.length = 0;
    await channel.say({ id: 'pat', name: 'Pat' }, said.at(-1) ?? '');
    return [...read];
  }

  it('is read for its meaning once', async () => {
    assert.deepEqual(await readOf('what is the minimum age for whatsapp'), [
      'what is the minimum age for whatsapp',
    ]);
  });

  it('that is a whole word or the number of a choice is not read at all', async () => {
    assert.deepEqual(await readOf('help'), []);
    assert.deepEqual(await readOf('start again', 'report a post', 'no', '2'), []);
  });

  it('with danger in it is read in the middle of a report too', async () => {
    const said = 'he says he will kill himself tonight';
    assert.deepEqual(await readOf('start again', 'report a post', 'no', '2', said), [said]);
    assert.match(channel.arrived.at(-1)?.text ?? '', /999/);
  });
});
