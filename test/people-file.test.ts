import assert from 'node:assert/strict';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Running, startApp } from './support/app.js';
import { FakeChannel } from './support/channel.js';

const erin = { id: 'erin', name: 'Erin' };
const lee = { id: 'lee', name: 'Lee' };
const refused = /only for people the school has named/;

describe('the list of people', () => {
  const channel = new FakeChannel();
  let running: Running;

  beforeEach(async () => {
    running = await startApp({ people: [], school: { 'limits.reportsPerHour': 5 } });
    await channel.open(running.url);
  });

  afterEach(async () => {
    await channel.close();
    await running.close();
  });

  const file = (): string => join(dirname(running.databaseFile), 'data', 'argyle', 'people.yaml');
  const write = (text: string): void => writeFileSync(file(), text);
  function list(text: string): void {
    write(text);
    running.app.lookAtPeople();
    running.app.lookAtPeople();
  }
  const headteacher = (account: string): string =>
    `- role: headteacher\n  name: ${account}\n  accounts: [terminal:${account}]\n`;
  const ask = async (who: typeof erin): Promise<string> =>
    (await channel.say(who, 'show 1')).arrived.map(({ text }) => text).join('\n');

  it('takes a role from somebody while the bot runs, and gives it to another', async () => {
    assert.match(await ask(erin), refused);
    list(headteacher('erin'));
    assert.doesNotMatch(await ask(erin), refused);
    list(headteacher('lee-and-nobody-else').replaceAll('lee-and-nobody-else', 'lee'));
    assert.match(await ask(erin), refused);
    assert.doesNotMatch(await ask(lee), refused);
  });

  it('holds as it was when the new one has a fault, which is logged without what it says', async () => {
    list(headteacher('erin'));
    list('- role: emperor\n  name: Zebra\n  accounts: [terminal:zebra]\n');
    assert.doesNotMatch(await ask(erin), refused);
    const lines = running.log.lines.join('\n');
    assert.match(lines, /people\.refused/);
    assert.doesNotMatch(lines, /emperor|ebra/);
  });

  it('is not taken over while it is being written', async () => {
    list(headteacher('erin'));
    for (const half of ['', '# who holds which role', headteacher('lee')]) {
      write(half);
      running.app.lookAtPeople();
      assert.doesNotMatch(await ask(erin), refused, half);
    }
    write(`${headteacher('lee')}${headteacher('erin')}`);
    running.app.lookAtPeople();
    running.app.lookAtPeople();
    assert.doesNotMatch(await ask(erin), refused);
    assert.doesNotMatch(await ask(lee), refused);
  });

  it('holds as it was when nobody is left in it, and when it cannot be looked at', async () => {
    list(headteacher('erin'));
    for (const nothing of ['', '# nobody', 'null', '[]']) {
      list(nothing);
      assert.doesNotMatch(await ask(erin), refused, nothing);
    }
    rmSync(file());
    symlinkSync(file(), file());
    running.app.lookAtPeople();
    running.app.lookAtPeople();
    assert.doesNotMatch(await ask(erin), refused);
    assert.equal(running.log.lines.filter((line) => line.includes('people.refused')).length, 5);
  });
});
