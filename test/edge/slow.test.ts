import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { guardConnections, trust } from '../../src/connections.js';
import { type SignedBot, startSigned } from '../long/signed-turns.js';
import { holdSlowly } from '../long/slow-sockets.js';

/** The usual times, thirty times shorter. */
const patience = { headers: 330, request: 400, silence: 470, check: 30 };

describe('slow connections', () => {
  let bot: SignedBot;

  before(async () => {
    bot = await startSigned({ patience });
  });

  after(() => bot.close());

  it('are cut, however they are slow, and others are answered meanwhile', async () => {
    const say = async (id: string) => (await bot.say(`patient-${id}`, 'privacy')).length > 0;
    const figures = await holdSlowly(bot.running.url, say, { sockets: 100, within: 3000, pause: 5 });
    assert.equal(figures.uncut, 0, JSON.stringify(figures));
    assert.ok(figures.longestMilliseconds < 1500, JSON.stringify(figures));
    assert.equal(figures.unanswered, 0);
    assert.ok(figures.turns >= 10);
  });

  it('make room for others when there are too many, the longest-waiting first, and never one that is known', async () => {
    const server = createServer((request, response) => {
      trust(request);
      response.setHeader('connection', 'keep-alive').end('ok');
    });
    guardConnections(server, 3, { headers: 5000, request: 5000, silence: 5000, check: 1000 });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const cut: string[] = [];
    const open = async (name: string) => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.on('close', () => cut.push(name));
      await new Promise((resolve) => socket.once('connect', resolve));
      return socket;
    };
    try {
      const known = await open('known');
      known.write('GET / HTTP/1.1\r\nHost: bot\r\n\r\n');
      await new Promise((resolve) => known.once('data', resolve));
      for (const name of ['first', 'second', 'third', 'fourth']) await open(name);
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.deepEqual(cut, ['first']);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
