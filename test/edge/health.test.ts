import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer } from '../../src/server.js';
import { KeptLog } from '../support/app.js';

describe('/healthz', () => {
  let healthy = true;
  let looks = 0;
  const server = createServer(
    {
      vouched: async () => false,
      admit: async () => 401,
      messages: async () => ({ status: 200 }),
      healthy: async () => {
        looks += 1;
        return healthy;
      },
    },
    { log: new KeptLog(), now: () => new Date(0), open: false },
  );

  before(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done())));
  after(() => new Promise<void>((done) => server.close(() => done())));

  async function ask(): Promise<number> {
    const { port } = server.address() as AddressInfo;
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).status;
  }

  it('looks once for many questions, holds a good answer for a second and a bad one for less', async () => {
    const began = performance.now();
    assert.deepEqual(await Promise.all([ask(), ask(), ask()]), [200, 200, 200]);
    assert.equal(looks, 1);
    healthy = false;
    while ((await ask()) === 200) await pause(10);
    const held = performance.now() - began;
    assert.ok(held > 900 && held < 5000, `${held}`);
    assert.equal(looks, 2);
    await Promise.all([ask(), ask()]);
    assert.equal(looks, 2);
    healthy = true;
    const bad = performance.now();
    while ((await ask()) !== 200) await pause(10);
    assert.ok(performance.now() - bad < 900, 'recovery shows soon');
    assert.equal(looks, 3);
  });
});
