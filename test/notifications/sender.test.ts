import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { longestWait, ordinaryWaits, urgentWaits } from '../../src/notifications/sender.js';
import { message, morning, Post } from './post.js';

const hour = 3600;

describe('the sender', () => {
  let post: Post;

  beforeEach(async () => {
    post = await Post.open([]);
  });

  afterEach(() => post.close());

  it('sends what is due, urgent first, and each message once', async () => {
    await post.owe(
      message('ordinary', 'teams:a'),
      message('later', 'teams:a', { notBefore: new Date(morning.getTime() + 60_000) }),
      message('urgent', 'teams:b', { urgent: true }),
    );
    const first = [
      ['teams:b', 'urgent'],
      ['teams:a', 'ordinary'],
    ];
    assert.deepEqual(await post.after(0), first);
    assert.deepEqual(await post.after(59), []);
    assert.deepEqual(await post.after(1), [['teams:a', 'later']]);
    assert.deepEqual(await post.after(30 * 24 * hour), []);
    const sent = await post.find('ordinary');
    assert.deepEqual([sent?.state, sent?.sentAt, sent?.attempts], ['sent', morning, 1]);
  });

  it('sends more than one batch in one go', async () => {
    await post.owe(...Array.from({ length: 23 }, (_, i) => message(`message ${i}`, 'teams:a')));
    assert.equal(new Set((await post.after(0)).map(([, words]) => words)).size, 23);
  });

  it('tries again after longer and longer waits, and gives up at the end', async () => {
    await post.owe(message('a', 'teams:a'));
    post.moods.set('teams:a', 'later');
    assert.deepEqual(await post.after(0), []);
    for (const [tries, wait] of ordinaryWaits.entries()) {
      const waits = await post.find('a');
      assert.deepEqual([waits?.state, waits?.attempts], ['pending', tries + 1]);
      assert.equal(waits?.nextAt.getTime(), post.now.getTime() + wait * 1000);
      await post.after(wait - 1);
      assert.equal((await post.find('a'))?.attempts, tries + 1, 'it was tried too early');
      await post.after(1);
    }
    const given = await post.find('a');
    assert.deepEqual([given?.state, given?.attempts], ['undeliverable', ordinaryWaits.length + 1]);
    assert.equal(given?.lastFault, 'fault later');
    post.moods.clear();
    assert.deepEqual(await post.after(100 * hour), []);
    assert.ok(ordinaryWaits.every((wait, i) => wait > (ordinaryWaits[i - 1] ?? 0)));
  });

  it('gives up an urgent message within five minutes, and an ordinary one within about an hour', async () => {
    const sum = (waits: readonly number[]): number => waits.reduce((all, wait) => all + wait, 0);
    assert.ok(sum(urgentWaits) <= 300);
    assert.ok(sum(ordinaryWaits) <= 4000);
    await post.owe(message('a', 'teams:a', { urgent: true }));
    post.moods.set('teams:a', 'later');
    await post.after(0);
    for (const wait of urgentWaits) await post.after(wait);
    assert.equal((await post.find('a'))?.state, 'undeliverable');
  });

  it('waits as long as the channel asks, unless that is longer than the message can wait', async () => {
    await post.owe(message('a', 'teams:a'), message('b', 'teams:b'));
    post.asks.set('teams:a', 300).set('teams:b', longestWait.ordinary + 1);
    await post.after(0);
    post.asks.clear();
    assert.equal((await post.find('b'))?.state, 'undeliverable');
    assert.deepEqual(await post.after(299), []);
    assert.deepEqual(await post.after(1), [['teams:a', 'a']]);
  });

  it('does not send again what nobody answered for', async () => {
    await post.owe(message('a', 'teams:a'));
    post.moods.set('teams:a', 'unknown');
    await post.after(0);
    post.moods.clear();
    assert.deepEqual(await post.after(1000 * hour), []);
  });

  it('keeps nothing of an answer once it is sent or given up', async () => {
    await post.owe(message('a', 'teams:a', { sort: 'reply' }), message('b', 'teams:b', { sort: 'reply' }));
    post.moods.set('teams:b', 'never');
    assert.deepEqual(await post.after(0), [['teams:a', 'a']]);
    assert.deepEqual([await post.find('a'), await post.find('b')], [undefined, undefined]);
  });

  it('sends at the next try when the fault has passed', async () => {
    await post.owe(message('a', 'teams:a'));
    post.moods.set('teams:a', 'later');
    await post.after(0);
    post.moods.clear();
    assert.deepEqual(await post.after(ordinaryWaits[0] ?? 0), [['teams:a', 'a']]);
    assert.equal((await post.find('a'))?.lastFault, undefined);
  });

  it('waits for somebody who cannot be written to until they write', async () => {
    await post.owe(message('a', 'teams:a'), message('b', 'teams:b'));
    post.moods.set('teams:a', 'waiting');
    assert.deepEqual(await post.after(0), [['teams:b', 'b']]);
    post.moods.clear();
    assert.deepEqual(await post.after(1000 * hour), []);
    assert.equal((await post.find('a'))?.state, 'waiting');
    assert.equal(await post.services.outbox.wake('teams:b', post.now), 0);
    assert.deepEqual(await post.after(0), []);
    await post.services.outbox.wake('teams:a', post.now);
    assert.deepEqual(await post.after(0), [['teams:a', 'a']]);
  });

  it('does not try again what is refused for good', async () => {
    await post.owe(message('a', 'teams:a'));
    post.moods.set('teams:a', 'never');
    await post.after(0);
    post.moods.clear();
    await post.services.outbox.wake('teams:a', post.now);
    assert.deepEqual(await post.after(1000 * hour), []);
    const refused = await post.find('a');
    assert.deepEqual([refused?.state, refused?.attempts], ['undeliverable', 1]);
  });

  it('sends nothing twice when two processes look at once', async () => {
    await post.owe(...Array.from({ length: 20 }, (_, i) => message(`message ${i}`, 'teams:a')));
    const other = post.anotherSender();
    await Promise.all([post.sender.sendDue(), other.sendDue(), other.sendDue()]);
    assert.equal(post.arrived.length, 20);
    await other.close();
  });

  it('outlives a channel that breaks, and tries again what it broke at', async () => {
    await post.owe(message('a', 'teams:a'));
    post.moods.set('teams:a', 'breaks');
    post.sender.kick();
    await post.sender.close();
    assert.match(post.log.lines.join(), /outbox\.failed/);
    assert.doesNotMatch(post.log.lines.join(), /broken/);
    post.moods.clear();
    assert.deepEqual(await post.after(59), []);
    assert.deepEqual(await post.after(1), [['teams:a', 'a']]);
  });

  it('ends with what is being sent, and sends nothing after that', async () => {
    const letGo = post.hold();
    await post.owe(message('a', 'teams:a'));
    post.sender.kick();
    let closed = false;
    const closing = post.sender.close().then(() => {
      closed = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(closed, false, 'it did not wait');
    letGo();
    await closing;
    assert.equal((await post.find('a'))?.state, 'sent');
    await post.owe(message('b', 'teams:a'));
    post.sender.kick();
    await post.sender.close();
    assert.deepEqual(post.arrived, [['teams:a', 'a']]);
  });

  it('looks every five seconds once it is started, until it is closed', async () => {
    const timer = setTimeout(() => undefined, 0);
    const beats: [work: () => void, ms: number][] = [];
    const begun = mock.method(globalThis, 'setInterval', (work: () => void, ms: number) => {
      beats.push([work, ms]);
      return timer;
    });
    const ended = mock.method(globalThis, 'clearInterval', () => undefined);
    try {
      post.sender.start();
      await post.owe(message('a', 'teams:a'));
      assert.deepEqual(
        beats.map(([, ms]) => ms),
        [5000],
      );
      for (const [work] of beats) work();
      await post.sender.close();
      assert.deepEqual(post.arrived, [['teams:a', 'a']]);
      assert.ok(ended.mock.calls.some(({ arguments: [cleared] }) => cleared === timer));
    } finally {
      begun.mock.restore();
      ended.mock.restore();
    }
  });

  it('logs that it sent and why it could not, and nothing of the message', async () => {
    await post.owe(message('canary words', 'teams:canary'), message('canary too', 'teams:never'));
    post.moods.set('teams:never', 'never');
    await post.after(0);
    const lines = post.log.lines.join('\n');
    assert.match(lines, /outbox\.sent/);
    assert.match(lines, /fault never/);
    assert.doesNotMatch(lines, /canary|teams:/);
  });
});
