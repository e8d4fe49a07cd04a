import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { alertTo } from '../../dialogs/alerts.js';
import { say } from '../../src/cards/card.js';
import type { PersonEntry } from '../../src/people.js';
import { deputyHead, head, type Mood, message, morning, Post } from './post.js';

const twoAccounts: PersonEntry = { ...head, accounts: ['teams:head', 'whatsapp:head'] };
const secondDeputy: PersonEntry = { ...deputyHead, name: 'Gus Page', accounts: ['teams:second'] };
const alertWords = 'A new report is in the log.';

const later = (seconds: number): Date => new Date(morning.getTime() + seconds * 1000);

describe('an alert that cannot be delivered', () => {
  let post: Post;

  async function open(people: readonly PersonEntry[], moods: Readonly<Record<string, Mood>>): Promise<void> {
    post = await Post.open(people);
    for (const [account, mood] of Object.entries(moods)) post.moods.set(account, mood);
  }

  afterEach(() => post.close());

  /** The alert about a new report, as it is owed to the Headteacher and then to the deputy head. */
  async function alert(urgent = false): Promise<number> {
    return post.report((incident) => {
      const key = `incident:${incident}:new`;
      const one = { key, sort: 'alert', urgent, incident, card: say(alertWords) } as const;
      return alertTo(['headteacher', 'deputy_head'], one, post.now, post.services);
    });
  }

  const told = (account: string): string[] =>
    post.arrived.filter(([one]) => one === account).map(([, words]) => words);

  for (const mood of ['never', 'waiting', 'unknown'] as const) {
    it(`goes to everybody in the next role when the answer is "${mood}"`, async () => {
      await open([head, deputyHead, secondDeputy], { 'teams:head': mood });
      const number = await alert();
      await post.after(0);
      assert.deepEqual(post.arrived, [
        ['teams:deputy', alertWords],
        ['teams:second', alertWords],
      ]);
      const states = (await post.services.outbox.forIncident(number)).map(({ state }) => state);
      assert.deepEqual(states, [mood === 'waiting' ? 'waiting' : 'undeliverable', 'sent', 'sent']);
    });
  }

  it('goes to the next role when all tries are over, and not before', async () => {
    await open([head, deputyHead], { 'teams:head': 'later' });
    await alert();
    for (let tries = 0; tries < 5; tries++) assert.deepEqual(await post.after(tries && 86_400), []);
    assert.deepEqual(await post.after(86_400), [['teams:deputy', alertWords]]);
  });

  it('goes on when nobody holds a role between, and ends where there is nobody', async () => {
    await open([head], { 'teams:head': 'never' });
    await alert();
    assert.deepEqual(await post.after(86_400), []);
    await post.close();
    await open([head, deputyHead], { 'teams:head': 'never', 'teams:deputy': 'never' });
    const number = await alert();
    assert.deepEqual(await post.after(0), []);
    assert.equal((await post.services.outbox.forIncident(number)).length, 2);
  });

  it('is not doubled when it fails again after the person has written', async () => {
    await open([head, deputyHead], { 'teams:head': 'waiting' });
    await alert();
    await post.after(0);
    for (let again = 0; again < 3; again++) {
      await post.services.outbox.wake('teams:head', post.now);
      assert.deepEqual(await post.after(60), []);
    }
    post.moods.clear();
    await post.services.outbox.wake('teams:head', post.now);
    assert.deepEqual(await post.after(0), [['teams:head', alertWords]]);
    assert.deepEqual(told('teams:deputy'), [alertWords]);
  });

  it('stays with the Headteacher while one of their accounts can get it', async () => {
    await open([twoAccounts, deputyHead], { 'whatsapp:head': 'waiting' });
    await alert();
    assert.deepEqual(await post.after(0), [['teams:head', alertWords]]);
  });

  it('goes to the deputy once when none of the accounts of the Headteacher can', async () => {
    await open([twoAccounts, deputyHead], { 'whatsapp:head': 'waiting', 'teams:head': 'later' });
    await alert();
    await post.after(0);
    assert.deepEqual(post.arrived, []);
    post.moods.set('teams:head', 'never');
    await post.after(60);
    assert.deepEqual(post.arrived, [['teams:deputy', alertWords]]);
  });

  it('waits for the quiet hours to end for the deputy too, unless it is urgent', async () => {
    for (const urgent of [false, true]) {
      await open([head, deputyHead], { 'teams:head': 'later' });
      await alert(urgent);
      await post.after(0);
      post.moods.set('teams:head', 'never');
      const evening = await post.after(12 * 3600);
      assert.deepEqual(evening, urgent ? [['teams:deputy', alertWords]] : []);
      const next = await post.after(9 * 3600);
      assert.deepEqual(next, urgent ? [] : [['teams:deputy', alertWords]]);
      if (!urgent) await post.close();
    }
  });

  it('goes to the deputy once when two processes fail at the last two accounts together', async () => {
    await open([twoAccounts, deputyHead], { 'teams:head': 'never', 'whatsapp:head': 'never' });
    const number = await alert();
    const [first, second] = await post.services.outbox.forIncident(number);
    assert.ok(first && second);
    const letGo = post.hold();
    const other = post.anotherSender();
    await post.services.outbox.failed(second.id, { fault: 'held back', retryAt: later(1) }, post.now);
    const one = post.sender.sendDue();
    await pause(20);
    post.now = later(1);
    const two = other.sendDue();
    await pause(20);
    letGo();
    await Promise.all([one, two]);
    await post.after(0);
    assert.deepEqual(post.arrived, [['teams:deputy', alertWords]]);
    await other.close();
  });

  it('is no message for one person alone: that goes to nobody else', async () => {
    await open([head, deputyHead], { 'teams:head': 'never' });
    for (const sort of ['reporter', 'digest', 'reminder'] as const)
      await post.owe(message(`${sort}:1`, 'teams:head', { sort, otherwise: ['deputy_head'] }));
    assert.deepEqual(await post.after(0), []);
    assert.equal((await post.services.outbox.withPrefix('')).length, 3);
  });
});
