import assert from 'node:assert/strict';
import { Pace } from '../../src/conversation/pace.js';
import { type Running, startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';

const pat = { id: 'pat-4711', name: 'Pat Unusual' };

describe('the log has a line of its own, without a name or a word, for', () => {
  const channel = new FakeChannel();
  let running: Running;

  beforeEach(async () => {
    running = await startApp({ pace: new Pace(), school: { 'limits.messagesPerMinute': 6 } });
    await channel.open(running.url);
  });

  afterEach(async () => {
    await channel.close();
    await running.close();
  });

  function lines(event: string): string[] {
    const all = running.log.lines;
    assert.doesNotMatch(all.join('\n'), /4711|Unusual|show 1|zebra/);
    return all.filter((line) => line.includes(event));
  }

  it('a command by somebody without the role', async () => {
    await channel.say(pat, 'show 1');
    assert.equal(lines('command.refused').length, 1);
  });

  it('a button of before', async () => {
    await channel.say(pat, 'report a post');
    await channel.say(pat, '', { value: { say: 'No', of: 'another question' } });
    assert.equal(lines('press.closed').length, 1);
  });

  it('messages beyond a person’s pace', async () => {
    for (let at = 0; at < 10; at++) await channel.say(pat, `what age for zebra ${at}`);
    assert.equal(lines('limit.reached').length, 1);
  });

  it('nothing else', async () => {
    await channel.say(pat, 'help');
    await channel.say(pat, '5');
    assert.deepEqual([...lines('command.refused'), ...lines('press.closed'), ...lines('limit.reached')], []);
  });
});
