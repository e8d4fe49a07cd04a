import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { createServer } from '../../src/server.js';
import { KeptLog } from '../support/app.js';

describe('what the channel hears after a turn', () => {
  let status = 200;
  const server = createServer(
    {
      vouched: async () => true,
      admit: async () => 'in',
      messages: async () => ({ status }),
      healthy: async () => true,
    },
    { log: new KeptLog(), now: () => new Date(0), open: true },
  );

  before(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done())));
  after(() => new Promise<void>((done) => server.close(() => done())));

  it('is the status of the turn, and nothing else where it says no more', async () => {
    const { port } = server.address() as AddressInfo;
    const headers = { 'content-type': 'application/json', connection: 'close' };
    for (status of [200, 201, 202]) {
      const asked = { method: 'POST', headers, body: '{}' };
      const answer = await fetch(`http://127.0.0.1:${port}/api/messages`, asked);
      assert.deepEqual([answer.status, await answer.text()], [status, '']);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
    }
  });
});
