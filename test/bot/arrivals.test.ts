import assert from 'node:assert/strict';
import { type Running, startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';
import { Records } from '../support/transcript-records.js';

const parent = { id: '29:pat', aadObjectId: 'pat', name: 'Pat' };
const chat = 'chat-29:pat';

describe('being added to Teams', () => {
  const channel = new FakeChannel();
  let running: Running;
  let records: Records;

  beforeEach(async () => {
    running = await startApp();
    await channel.open(running.url);
    channel.arrived.splice(0);
    records = new Records(running.databaseFile);
  });

  afterEach(async () => {
    await records.close();
    await running.close();
  });

  after(() => channel.close());

  /** What the bot says when Teams tells it so. */
  async function told(more: Readonly<Record<string, unknown>>, group = false): Promise<string[]> {
    const saying = { channelId: 'msteams', group, mention: false, more: { text: undefined, ...more } };
    const { status, arrived } = await channel.say(parent, '', saying);
    assert.equal(status, 200);
    return arrived.map(({ text }) => text);
  }

  const joined = { type: 'conversationUpdate', membersAdded: [{ id: 'bot' }] };
  const left = { type: 'conversationUpdate', membersRemoved: [{ id: 'bot' }] };
  const installation = (action: string) => ({ type: 'installationUpdate', action });

  for (const { where, group, words } of [
    { where: 'a private chat', group: false, words: /I am a computer program run by Argyle Primary School/ },
    { where: 'a group or team', group: true, words: /Here I only answer what you ask about it/ },
  ]) {
    it(`welcomes ${where} once, whatever Teams says again`, async () => {
      const [welcome, ...more] = await told(installation('add'), group);
      assert.match(welcome ?? '', words);
      assert.deepEqual(more, []);
      assert.deepEqual(await told(joined, group), []);
      running.clock.advance(30 * 24);
      await running.app.housekeeping();
      assert.deepEqual(await told(installation('add'), group), []);
      assert.deepEqual(await told(installation('remove-upgrade'), group), []);
      assert.equal(await records.count('conversation'), 1);
      assert.deepEqual(await told(installation('add-upgrade'), group), []);
      assert.deepEqual(await told(joined, group), []);
    });

    for (const removal of [installation('remove'), left]) {
      it(`forgets ${where} when the bot is taken out (${removal.type}), and welcomes it anew`, async () => {
        await told(joined, group);
        assert.equal(await records.count('conversation'), 1);
        assert.deepEqual(await told(removal, group), []);
        assert.equal(await records.count('conversation'), 0);
        const [welcome] = await told(installation('add'), group);
        assert.match(welcome ?? '', words);
      });
    }
  }

  it('welcomes once when both activities come at the same moment', async () => {
    await Promise.all([told(joined), told(installation('add')), told(joined)]);
    assert.equal(channel.arrived.length, 1);
  });

  it('says nothing when somebody else joins or leaves a group', async () => {
    await told(joined, true);
    assert.deepEqual(await told({ ...joined, membersAdded: [{ id: '29:new' }] }, true), []);
    assert.deepEqual(await told({ ...left, membersRemoved: [{ id: '29:new' }] }, true), []);
    assert.equal(await records.count('conversation'), 1);
  });

  it('keeps of a group that it is there, and nobody who is in it', async () => {
    await told(joined, true);
    assert.deepEqual(await records.tablesWith('29:pat'), []);
    assert.deepEqual(await records.tablesWith('"Pat"'), []);
  });

  it('writes to where the person was last, when Teams has moved', async () => {
    await told(joined);
    assert.deepEqual(await records.tablesWith(channel.serviceUrl), ['conversation']);
    const moved = new FakeChannel();
    await moved.open(running.url);
    const { arrived } = await moved.say(parent, 'hello', { channelId: 'msteams' });
    assert.ok(arrived.length > 0);
    assert.deepEqual(await records.tablesWith(moved.serviceUrl), ['conversation']);
    assert.deepEqual(await records.tablesWith(channel.serviceUrl), []);
    await moved.close();
  });

  it('answers hi, hello and help in every scope', async () => {
    for (const group of [false, true]) {
      for (const words of ['Hi', 'hello', 'Help']) {
        const { arrived } = await channel.say(parent, words, { channelId: 'msteams', group });
        assert.ok(arrived.length > 0, words);
        assert.ok(arrived.every(({ conversation }) => conversation === (group ? 'group' : chat)));
      }
    }
  });
});
