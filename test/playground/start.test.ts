import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { playgroundPeople, playgroundRoles, playgroundSettings } from '../../src/playground/people.js';

const user = z.object({ id: z.string(), aadObjectId: z.string() });
const settings = z.object({ currentUser: user, users: z.array(user).length(5) });

describe('the Playground', () => {
  it('knows everybody that the bot knows there, and has the one who speaks beside five others', () => {
    const accounts = playgroundPeople.flatMap((one) => one.accounts).sort();
    for (const role of playgroundRoles) {
      const { currentUser, users } = settings.parse(parse(playgroundSettings(role)));
      assert.equal(currentUser.aadObjectId, `playground-${role}`);
      const all = [currentUser, ...users].map(({ aadObjectId }) => `teams:${aadObjectId}`);
      assert.deepEqual(all.sort(), accounts);
    }
  });

  it('listens on this machine alone, however it is told to listen', () => {
    const program = `
      const net = require('node:net');
      const ways = [[0], ['0', () => {}], [{ port: 0 }], [{ port: 0, host: undefined }]];
      const open = (way) => new Promise((done) => {
        const server = net.createServer().listen(...way);
        server.once('listening', () => { done(server.address().address); server.close(); });
      });
      Promise.all(ways.map(open)).then((all) => console.log(all.join()));`;
    const loopback = pathToFileURL(resolve('src/playground/loopback.mjs')).href;
    const { NODE_OPTIONS: _options, ...env } = process.env;
    const run = (...before: string[]): string =>
      spawnSync(process.execPath, [...before, '-e', program], { env, encoding: 'utf8' }).stdout.trim();
    assert.equal(run('--import', loopback), '127.0.0.1,127.0.0.1,127.0.0.1,127.0.0.1');
    assert.notEqual(run(), '127.0.0.1,127.0.0.1,127.0.0.1,127.0.0.1');
  });
});
