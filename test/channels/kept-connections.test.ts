import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Connections } from '../../src/channels/connector/request.js';

describe('a connection to the channel', () => {
  const connections = new Connections();
  let server: Server;
  let opened = 0;

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  after(() => connections.close());

  /** Two messages, with nothing but work in between, to a channel that holds a connection; in milliseconds. */
  async function twice(keepAliveTimeout: number, work: number): Promise<number> {
    opened = 0;
    server = createServer({ keepAliveTimeout }, (_request, response) => response.end('{"id":"1"}'));
    server.on('connection', () => {
      opened += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    for (let i = 0; i < 2; i++) {
      await connections.ask({ method: 'POST', url, headers: {}, body: '{}', limit: 2000 });
      await new Promise((resolve) => setImmediate(resolve));
      // No timer runs meanwhile, and so none that would close the connection.
      const until = performance.now() + (i === 0 ? work : 0);
      while (performance.now() < until);
    }
    return opened;
  }

  it('is used again while the channel holds it', async () => {
    assert.equal(await twice(5000, 0), 1);
  });

  it('is not used again when the channel is about to close it: the message could be lost in it', async () => {
    assert.equal(await twice(1000, 0), 2);
  });

  it('is not used again either where the bot was too busy to see that its time was over', async () => {
    assert.equal(await twice(2000, 1050), 2);
  });
});
