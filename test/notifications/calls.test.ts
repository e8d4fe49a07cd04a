import assert from 'node:assert/strict';
import { alertAll } from '../../dialogs/alerts.js';
import { say } from '../../src/cards/card.js';
import type { PointerSort } from '../../src/incidents/pointers.js';
import type { PersonEntry } from '../../src/people.js';
import { deputyDsl, deputyHead, dsl, head, type Mood, Post } from './post.js';

const asker = 'teams:asker';

describe('a request for a call that cannot be delivered', () => {
  let post: Post;

  async function open(people: readonly PersonEntry[], moods: Readonly<Record<string, Mood>>): Promise<void> {
    post = await Post.open(people);
    for (const [account, mood] of Object.entries(moods)) post.moods.set(account, mood);
  }

  afterEach(() => post.close());

  /** A request for a call, as it is owed to those who may call; its id. */
  async function request(sort: PointerSort): Promise<number> {
    const { services, now } = post;
    const pointer = { sort, about: 'danger', account: asker, name: 'Ada', role: 'parent', at: now } as const;
    const wanted = sort === 'callback' ? (['headteacher'] as const) : (['dsl', 'deputy_dsl'] as const);
    const called = sort === 'callback' ? 'callback' : 'pointer';
    const owed = (id: number) =>
      alertAll(
        wanted,
        { key: `${called}:${id}`, sort: called, urgent: true, card: say('Please call.') },
        now,
        services,
      );
    return services.pointers.add(pointer, owed, now);
  }

  const told = (account: string): string[] =>
    post.arrived.filter(([one]) => one === account).map(([, words]) => words);

  it('to the DSL is told to the person who asked when it has reached nobody, once', async () => {
    await open([dsl, deputyDsl, head, deputyHead], { 'teams:dsl': 'never', 'teams:deputy-dsl': 'waiting' });
    await request('safeguarding');
    await post.after(0);
    await post.services.outbox.wake('teams:deputy-dsl', post.now);
    await post.after(60);
    assert.deepEqual(
      post.arrived.map(([account]) => account),
      [asker],
    );
    assert.match(told(asker)[0] ?? '', /could not pass on that you need a call.*DSL .*has not been told/);
  });

  it('to the DSL that nobody answered for is not called undelivered, and is not sent again', async () => {
    await open([dsl], { 'teams:dsl': 'unknown' });
    await request('safeguarding');
    await post.after(0);
    post.moods.clear();
    await post.after(86_400);
    assert.deepEqual(told('teams:dsl'), []);
    assert.match(told(asker).join(), /do not know if the DSL .*got the message that you need a call/);
  });

  it('to the DSL is told at once, also at night', async () => {
    await open([dsl], { 'teams:dsl': 'never' });
    post.now = new Date('2026-11-21T02:00:00Z');
    await request('safeguarding');
    assert.deepEqual(
      (await post.after(0)).map(([account]) => account),
      [asker],
    );
  });

  it('to the DSL is not told while it has reached somebody, or still may', async () => {
    await open([dsl, deputyDsl], { 'teams:dsl': 'never' });
    await request('safeguarding');
    assert.deepEqual(await post.after(0), [['teams:deputy-dsl', 'Please call.']]);
    post.moods.set('teams:deputy-dsl', 'later');
    await request('safeguarding');
    assert.deepEqual(await post.after(0), []);
    post.moods.clear();
    assert.deepEqual(await post.after(60), [['teams:deputy-dsl', 'Please call.']]);
    assert.deepEqual(told(asker), []);
  });

  it('to the DSL is not told when somebody has dealt with it', async () => {
    await open([dsl], { 'teams:dsl': 'later' });
    const id = await request('safeguarding');
    await post.after(0);
    await post.services.pointers.handled(id, 'Gita Rao', post.now);
    post.moods.set('teams:dsl', 'never');
    assert.deepEqual(await post.after(60), []);
  });

  it('to the DSL is told for each request by itself: the first is not the twelfth', async () => {
    await open([dsl], { 'teams:dsl': 'later' });
    assert.equal(await request('safeguarding'), 1);
    await post.after(0);
    post.moods.clear();
    for (let id = 2; id <= 12; id++) assert.equal(await request('safeguarding'), id);
    assert.equal((await post.after(0)).length, 11);
    post.moods.set('teams:dsl', 'never');
    assert.deepEqual(
      (await post.after(60)).map(([account]) => account),
      [asker],
    );
  });

  it('to the DSL ends there when the person who asked cannot be written to either', async () => {
    await open([dsl], { 'teams:dsl': 'never', [asker]: 'never' });
    const id = await request('safeguarding');
    await post.after(0);
    assert.equal((await post.services.outbox.withPrefix(`pointer:${id}`)).length, 2);
    assert.deepEqual(await post.after(86_400), []);
  });

  it('to the Headteacher is never passed to a deputy, and the person is told', async () => {
    await open([head, deputyHead, dsl, deputyDsl], { 'teams:head': 'never' });
    const id = await request('callback');
    await post.after(0);
    assert.deepEqual(
      post.arrived.map(([account]) => account),
      [asker],
    );
    assert.match(told(asker)[0] ?? '', /Headteacher has not been told\. Nobody else has been told either\./);
    const all = await post.services.outbox.withPrefix(`callback:${id}`);
    assert.deepEqual(
      all.map(({ recipient }) => recipient),
      ['teams:head', asker],
    );
  });
});
