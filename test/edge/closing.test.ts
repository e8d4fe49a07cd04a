import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type Running, sharedRecognizer, startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';

const pat = { id: 'pat', name: 'Pat' };

describe('a bot that is asked to stop', () => {
  const channel = new FakeChannel();
  const agent = new Agent({ keepAlive: true });
  let running: Running;

  beforeEach(async () => {
    const real = await sharedRecognizer();
    const recognise: typeof real.recognise = async (...words) => {
      await pause(100);
      return real.recognise(...words);
    };
    running = await startApp({ recognizer: { ...real, recognise } });
    await channel.open(running.url);
  });

  afterEach(async () => {
    agent.destroy();
    await channel.close();
    await running.close();
  });

  async function post(words: string): Promise<IncomingMessage> {
    const body = JSON.stringify(channel.activity(pat, words));
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const asked = request(`${running.url}/api/messages`, { method: 'POST', agent, headers }).end(body);
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    response.resume();
    await once(response, 'end');
    return response;
  }

  it('answers what it has begun and stops, although a kept connection goes on sending', async () => {
    const begun = post('can I share a photo of the class');
    await pause(50);
    let closed = false;
    const closing = running.stop().then(() => {
      closed = true;
    });
    assert.equal((await begun).statusCode, 200);
    let more = 0;
    for (; more < 20 && !closed; more++) {
      const answered = await post(`and of a group, number ${more}`).catch(() => undefined);
      if (answered === undefined) break;
    }
    assert.ok(more < 3, `${more} messages were taken after that`);
    await closing;
  });

  it('says that the answer is the last of its connection, and waits for nobody to use it again', async () => {
    const begun = post('can I share a photo of the class');
    await pause(50);
    const began = performance.now();
    const closing = running.stop();
    const { statusCode, headers } = await begun;
    assert.deepEqual([statusCode, headers.connection], [200, 'close']);
    await closing;
    // Node itself would keep the connection for five seconds.
    assert.ok(performance.now() - began < 4000);
  });

  it('hears to its end what was half said, and says of that answer too that it is the last', async () => {
    const socket = connect(Number(new URL(running.url).port), '127.0.0.1');
    let heard = '';
    socket.on('data', (piece: Buffer) => {
      heard += piece.toString('utf8');
    });
    socket.write('GET /privacy HTTP/1.1\r\nHost: bot\r\n');
    await pause(50);
    const closing = running.stop();
    socket.write('\r\n');
    await once(socket, 'close');
    assert.match(heard, /^HTTP\/1\.1 200 /);
    assert.match(heard, /\r\nconnection: close\r\n/i);
    await closing;
  });
});
