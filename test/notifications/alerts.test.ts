import assert from 'node:assert/strict';
import { type Alert, alertAll, alertTimeWords, alertTo, messageFor } from '../../dialogs/alerts.js';
import { say } from '../../src/cards/card.js';
import type { Services } from '../../src/conversation/dialog.js';
import { People, type PersonEntry } from '../../src/people.js';
import { deputyDsl, deputyHead, dsl, head, morning, Post } from './post.js';

const alert: Alert = { key: 'incident:7:new', sort: 'alert', card: say('New.'), urgent: false };
const chain = ['headteacher', 'deputy_head'] as const;
const saturday = new Date('2026-11-21T02:00:00Z');
const mondayMorning = new Date('2026-11-23T07:00:00Z');
/** The Headteacher is also the DSL. */
const both: readonly PersonEntry[] = [head, { ...head, role: 'dsl' }, deputyDsl];

/** When an ordinary message that is made at the first moment is said to be sent. */
const sayings: readonly [made: string, words: string][] = [
  ['2026-11-18T10:30:00Z', 'now'],
  ['2026-11-18T18:59:59Z', 'now'],
  ['2026-11-18T19:00:00Z', 'at 7:00am on Thursday'],
  ['2026-11-19T02:00:00Z', 'at 7:00am on Thursday'],
  ['2026-11-20T21:00:00Z', 'at 7:00am on Monday'],
  ['2026-11-22T12:00:00Z', 'at 7:00am on Monday'],
  ['2027-03-26T21:00:00Z', 'at 7:00am on Monday'],
  ['2026-10-23T21:00:00Z', 'at 7:00am on Monday'],
  ['2026-07-01T18:30:00Z', 'at 7:00am on Thursday'],
];

describe('alerts', () => {
  let post: Post;

  before(async () => {
    post = await Post.open([]);
  });

  after(() => post.close());

  function among(...people: readonly PersonEntry[]): Services {
    return { ...post.services, people: new People(people) };
  }

  it('go to the first role that somebody holds, and name the roles after it', () => {
    assert.deepEqual(alertTo(chain, alert, morning, among(head, deputyHead)), [
      {
        ...alert,
        key: 'incident:7:new:teams:head',
        recipient: 'teams:head',
        otherwise: ['deputy_head'],
        notBefore: morning,
      },
    ]);
    assert.deepEqual(alertTo(chain, alert, morning, among(deputyHead)), [
      { ...alert, key: 'incident:7:new:teams:deputy', recipient: 'teams:deputy', notBefore: morning },
    ]);
  });

  it('go to every account of the role, each under a key of its own', () => {
    const two = { ...head, accounts: ['teams:head', 'whatsapp:head'] };
    const owed = alertTo(chain, alert, morning, among(two, deputyHead));
    assert.deepEqual(
      owed.map(({ recipient, key }) => [recipient, key]),
      [
        ['teams:head', 'incident:7:new:teams:head'],
        ['whatsapp:head', 'incident:7:new:whatsapp:head'],
      ],
    );
  });

  it('are kept as nobody’s when nobody holds any of the roles', async () => {
    const owed = alertTo(chain, alert, morning, among(dsl));
    assert.deepEqual(owed, [{ ...alert, notBefore: morning }]);
    await post.owe(...owed);
    assert.equal((await post.find(alert.key))?.state, 'undeliverable');
  });

  it('wait for the quiet hours to end, but never where it is urgent', () => {
    const notBefore = (urgent: boolean) => {
      const [owed] = alertTo(chain, { ...alert, urgent }, saturday, among(head));
      return owed?.notBefore;
    };
    assert.deepEqual(notBefore(false), mondayMorning);
    assert.deepEqual(notBefore(true), saturday);
    assert.deepEqual(messageFor('teams:ada', alert, saturday, among()).notBefore, mondayMorning);
  });

  it('about somebody’s safety go at once to everybody who may call, each account one time', () => {
    const owed = alertAll(['dsl', 'headteacher', 'deputy_dsl'], alert, saturday, among(...both));
    assert.deepEqual(
      owed.map(({ recipient, notBefore }) => [recipient, notBefore]),
      [
        ['teams:head', saturday],
        ['teams:deputy-dsl', saturday],
      ],
    );
    assert.deepEqual(alertAll(['dsl'], alert, saturday, among(head)), []);
  });

  it('in the night are not sent before the morning, and urgent ones are', async () => {
    post.now = saturday;
    await post.owe(...alertTo(chain, { ...alert, key: 'quiet' }, saturday, among(head)));
    await post.owe(...alertTo(chain, { ...alert, key: 'danger', urgent: true }, saturday, among(head)));
    assert.equal((await post.after(0)).length, 1);
    assert.equal((await post.find('danger:teams:head'))?.state, 'sent');
    assert.deepEqual(await post.after(53 * 3600 - 1), []);
    assert.equal((await post.after(1)).length, 1);
    assert.equal(post.now.getTime(), mondayMorning.getTime());
  });

  for (const [made, words] of sayings) {
    it(`that are made at ${made} are said to be sent ${words}`, () => {
      assert.equal(alertTimeWords(new Date(made), among()), words);
    });
  }
});
