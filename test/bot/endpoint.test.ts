import assert from 'node:assert/strict';
import { type Running, startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';

const parent = { id: 'parent', name: 'Pat' };

describe('the messaging endpoint', () => {
  const channel = new FakeChannel();
  let running: Running;

  before(async () => {
    running = await startApp();
    await channel.open(running.url);
  });

  after(async () => {
    await running.close();
    await channel.close();
  });

  async function post(
    body: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; words: string }> {
    const response = await fetch(`${running.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: new Uint8Array(Buffer.from(body)),
    });
    return { status: response.status, words: await response.text() };
  }

  const bad: readonly { what: string; body: string; headers?: Record<string, string>; status: number }[] = [
    { what: 'words that are not JSON', body: '{"type":', status: 400 },
    { what: 'JSON that is not an object', body: '[1,2]', status: 400 },
    { what: 'an empty body', body: '', status: 400 },
    { what: 'a body that is too large', body: JSON.stringify({ text: 'a'.repeat(300_000) }), status: 413 },
    { what: 'a compressed body', body: '{}', headers: { 'content-encoding': 'gzip' }, status: 415 },
    { what: 'another type of content', body: '<a/>', headers: { 'content-type': 'text/xml' }, status: 415 },
  ];
  for (const { what, body, headers, status } of bad) {
    it(`refuses ${what} with ${status} and goes on`, async () => {
      const answer = await post(body, headers);
      assert.equal(answer.status, status);
      assert.doesNotMatch(answer.words, /at |node_modules|Error:/);
      assert.equal((await fetch(`${running.url}/healthz`)).status, 200);
    });
  }

  it('answers 404 for anything else', async () => {
    assert.equal((await fetch(`${running.url}/etc/passwd`)).status, 404);
  });

  it('takes unknown and empty activities without an answer or a fault', async () => {
    for (const more of [
      { type: 'typing' },
      { type: 'event' },
      { type: 'messageReaction' },
      { type: 'no-such-type' },
    ]) {
      const { status, arrived } = await channel.say(parent, '', { more });
      assert.equal(status, 200, JSON.stringify(more));
      assert.deepEqual(arrived, []);
    }
  });

  it('says that it reads words only when nothing is said', async () => {
    const { arrived } = await channel.say(parent, '', { more: { text: undefined, entities: null } });
    assert.match(arrived.map(({ text }) => text).join(), /I can read words/);
  });

  it('answers a message of 10,000 characters, and a longer one with the limit', async () => {
    const { status } = await channel.say(parent, 'what is the policy '.repeat(500));
    assert.equal(status, 200);
    const { arrived } = await channel.say(parent, 'a'.repeat(10_001));
    assert.match(arrived.map(({ text }) => text).join(), /longer than I can read \(10000 characters\)/);
  });

  it('says that an edited message is not read, and nothing about a deleted one', async () => {
    const edited = await channel.say(parent, 'changed', { more: { type: 'messageUpdate' } });
    assert.match(edited.arrived.map(({ text }) => text).join(), /do not read changes/);
    const deleted = await channel.say(parent, '', { more: { type: 'messageDelete' } });
    assert.deepEqual(deleted.arrived, []);
  });

  it('answers an activity once, however often it is delivered, also after a restart', async () => {
    const activity = channel.activity(parent, 'how old for snapchat', { id: 'delivered-again' });
    const before = channel.arrived.length;
    const statuses = await Promise.all([1, 2, 3].map(() => channel.post(activity)));
    assert.deepEqual(statuses, [200, 200, 200]);
    const once = channel.arrived.length;
    assert.ok(once > before);
    await running.stop();
    running = await startApp({ databaseFile: running.databaseFile });
    await channel.open(running.url);
    assert.equal(await channel.post(activity), 200);
    assert.equal(channel.arrived.length, once);
  });

  it('answers three messages at once one after the other, in the conversation they belong to', async () => {
    const said = [
      'what is online reputation management',
      'who runs the school twitter',
      'does the school have facebook',
    ];
    const before = channel.arrived.length;
    await Promise.all(said.map((text) => channel.say({ id: 'quick', name: 'Q' }, text)));
    const arrived = channel.arrived.slice(before);
    assert.ok(arrived.length >= 3);
    assert.ok(arrived.every(({ conversation }) => conversation === 'chat-quick'));
  });

  it('welcomes once, however often it is added', async () => {
    const more = { type: 'conversationUpdate', text: undefined, membersAdded: [{ id: 'bot' }] };
    const first = await channel.say({ id: 'newcomer', name: 'N' }, '', { more });
    assert.match(
      first.arrived.map(({ text }) => text).join(),
      /I am a computer program run by Argyle Primary School/,
    );
    const second = await channel.say({ id: 'newcomer', name: 'N' }, '', {
      more: { ...more, type: 'installationUpdate', action: 'add' },
    });
    assert.deepEqual(second.arrived, []);
  });

  it('logs what happened without a word, a name or an account', async () => {
    await channel.say(
      { id: 'canary-account', name: 'Canary Name' },
      'my canary text about a horrid facebook post',
    );
    assert.ok(running.log.lines.length > 0);
    assert.doesNotMatch(running.log.lines.join('\n'), /canary/i);
  });
});
