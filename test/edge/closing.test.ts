import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { sharedRecognizer, startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';

const pat = { id: 'pat', name: 'Pat' };

describe('a bot that is asked to stop', () => {
  it('answers what it has begun and stops, although a kept connection goes on sending', async () => {
    const real = await sharedRecognizer();
    const recognise: typeof real.recognise = async (...words) => {
      await pause(100);
      return real.recognise(...words);
    };
    const running = await startApp({ recognizer: { ...real, recognise } });
    const channel = new FakeChannel();
    await channel.open(running.url);
    const agent = new Agent({ keepAlive: true });
    const post = async (words: string): Promise<number | undefined> => {
      const body = JSON.stringify(channel.activity(pat, words));
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const asked = request(`${running.url}/api/messages`, { method: 'POST', agent, headers }).end(body);
      const [response] = (await once(asked, 'response')) as [IncomingMessage];
      response.resume();
      await once(response, 'end');
      return response.statusCode;
    };
    const begun = post('can I share a photo of the class');
    await pause(50);
    let closed = false;
    const closing = running.app.close().then(() => {
      closed = true;
    });
    assert.equal(await begun, 200);
    let more = 0;
    for (; more < 20 && !closed; more++) {
      const status = await post(`and of a group, number ${more}`).catch(() => undefined);
      if (status === undefined) break;
    }
    assert.ok(more < 3, `${more} messages were taken after that`);
    await closing;
    agent.destroy();
    await channel.close();
  });
});
