import assert from 'node:assert/strict';
import { RecentTurns } from '../../src/storage/recent-turns.js';
import { type Running, startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';

const pat = { id: 'pat', name: 'Pat' };

describe('what is remembered of a person’s last turn', () => {
  const channel = new FakeChannel();
  const running: Running[] = [];

  afterEach(async () => {
    await channel.close();
    for (const one of running.splice(0)) await one.close();
  });

  async function start(databaseFile?: string): Promise<Running> {
    const one = await startApp(databaseFile === undefined ? {} : { databaseFile });
    running.push(one);
    return one;
  }

  async function say(to: Running, words: string): Promise<string> {
    await channel.open(to.url);
    const { arrived } = await channel.say(pat, words);
    return arrived.map(({ text }) => text).join('\n');
  }

  it('gives way to what another process has kept since', async () => {
    const one = await start();
    const other = await start(one.databaseFile);
    await say(one, 'help');
    await say(one, 'report a post');
    assert.match(await say(one, 'no'), /What kind of post is it\?/);
    assert.match(await say(other, '1'), /Where is it\?/);
    // The first process still remembers the question of the kind.
    assert.match(await say(one, 'snapchat'), /private group or chat, or can anyone see it/);
    await say(other, 'cancel');
    assert.doesNotMatch(await say(one, '1'), /When was it|Who posted/);
  });
});

describe('recent turns', () => {
  const keys = { seenKey: 'a2', stateKey: 's', account: 'teams:a', conversation: 'c', reference: '{}' };
  const before = { seen: false, stored: {}, eTag: 'e1', known: true, stale: false, waiting: false };
  const at = new Date('2026-11-20T09:00:00Z');
  const turn = {
    seenKey: 'a1',
    process: 'p',
    stateKey: 's',
    state: '{"step":1}',
    eTag: 'e1',
    nextETag: 'e2',
    replies: [],
    now: at,
  };

  function kept(part: Partial<typeof before> = {}): RecentTurns {
    const recent = new RecentTurns();
    recent.keep({ ...keys, seenKey: 'a1' }, { ...before, ...part }, turn);
    return recent;
  }

  it('stand for what would be read', () => {
    assert.deepEqual(kept().before(keys, at), { ...before, stored: { step: 1 }, own: true, eTag: 'e2' });
  });

  it('are read all the same when anything else than the talk may have to be done', () => {
    const later = new Date(at.getTime() + 60_000);
    assert.equal(kept().before(keys, later), undefined, 'too long ago');
    assert.equal(kept().before({ ...keys, reference: '{"moved":1}' }, at), undefined, 'another address');
    assert.equal(kept().before({ ...keys, seenKey: 'a1' }, at), undefined, 'the same activity');
    assert.equal(kept({ stale: true }).before(keys, at), undefined, 'the address must be kept');
    assert.equal(kept({ waiting: true }).before(keys, at), undefined, 'messages wait');
    assert.equal(kept().before({ ...keys, stateKey: 'another' }, at), undefined, 'somebody else');
    const forgotten = kept();
    forgotten.forget();
    assert.equal(forgotten.before(keys, at), undefined, 'forgotten');
  });

  it('are only so many', () => {
    const recent = kept();
    for (let other = 0; other < 500; other++)
      recent.keep({ ...keys, seenKey: 'a1', stateKey: `s${other}` }, before, turn);
    assert.equal(recent.before(keys, at), undefined);
    assert.notEqual(recent.before({ ...keys, stateKey: 's1' }, at), undefined);
  });
});
