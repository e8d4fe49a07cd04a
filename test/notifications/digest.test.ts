import assert from 'node:assert/strict';
import { oweDigests } from '../../src/notifications/digest.js';
import { deputyHead, dsl, head, Post } from './post.js';

/** Moments in UTC, and whether the digest of that week is owed by then. The school is in London. */
const moments: readonly [at: string, owed: boolean][] = [
  ['2026-11-16T07:59:59Z', false],
  ['2026-11-16T08:00:00Z', true],
  ['2026-11-16T23:59:59Z', true],
  ['2026-11-17T09:00:00Z', false],
  ['2026-11-22T23:30:00Z', false],
  ['2026-07-06T06:59:59Z', false],
  ['2026-07-06T07:00:00Z', true],
  ['2027-03-29T07:00:00Z', true],
  ['2026-10-26T07:30:00Z', false],
];

describe('the weekly digest', () => {
  let post: Post;

  beforeEach(async () => {
    post = await Post.open([head, deputyHead, dsl]);
  });

  afterEach(() => post.close());

  async function owedAt(at: string): Promise<(string | undefined)[]> {
    await oweDigests(post.services, new Date(at));
    const all = await post.services.outbox.withPrefix('digest:');
    return all.map(({ recipient }) => recipient);
  }

  for (const [at, owed] of moments) {
    it(`is ${owed ? '' : 'not '}owed at ${at}`, async () => {
      await post.services.settings.set('teams:head', 'digest', 'on');
      assert.deepEqual(await owedAt(at), owed ? ['teams:head'] : []);
    });
  }

  it('is owed to nobody who has not turned it on, and to nobody who may not read the log', async () => {
    assert.deepEqual(await owedAt('2026-11-16T09:00:00Z'), []);
    await post.services.settings.set('teams:dsl', 'digest', 'on');
    await post.services.settings.set('teams:deputy', 'digest', 'on');
    await post.services.settings.set('teams:head', 'digest', 'off');
    assert.deepEqual(await owedAt('2026-11-16T09:00:00Z'), ['teams:deputy']);
  });

  it('waits for the quiet hours to end', async () => {
    await post.services.settings.set('teams:head', 'digest', 'on');
    const { policy } = post.services;
    const school = { ...policy.school, quietHours: { from: '16:00', to: '09:30', weekends: true } };
    const now = new Date('2026-11-16T08:00:00Z');
    await oweDigests({ ...post.services, policy: { ...policy, school } }, now);
    const [owed] = await post.services.outbox.withPrefix('digest:');
    assert.deepEqual(owed?.nextAt, new Date('2026-11-16T09:30:00Z'));
  });

  it('is sent once a week, however often the sender looks, also over New Year', async () => {
    await post.services.settings.set('teams:head', 'digest', 'on');
    for (const monday of ['2026-12-28T09:00:00Z', '2027-01-04T09:00:00Z', '2027-12-27T09:00:00Z']) {
      post.now = new Date(monday);
      assert.equal((await post.after(0)).length, 1, monday);
      assert.deepEqual(await post.after(5), [], monday);
      assert.deepEqual(await post.after(3600), [], monday);
    }
  });
});
