import assert from 'node:assert/strict';
import { newReportCard } from '../../dialogs/alert-cards.js';
import { type Desk, openDesk } from './desk.js';

/** What the history says was done, without who looked. */
async function done(desk: Desk, number: number): Promise<string[]> {
  const looks = ['viewed', 'exported', 'acknowledged'];
  return (await desk.events(number)).filter((what) => !looks.includes(what));
}

describe('a pressed button', () => {
  let desk: Desk;

  beforeEach(async () => {
    desk = await openDesk();
  });

  afterEach(() => desk.close());

  it('acts once however often it is pressed', async () => {
    const number = await desk.send();
    await desk.say(`show ${number}`);
    const { cards } = desk.last();
    assert.match(await desk.pressOn(cards, 'Told the platform'), /^I have recorded/);
    for (const _ of [1, 2])
      assert.match(await desk.pressOn(cards, 'Told the platform'), /^You have done this already/);
    assert.deepEqual(await done(desk, number), ['reported', 'reported_to_platform']);
  });

  it('works in any order on a card that is still true, and acts on its own incident alone', async () => {
    const [first, second] = [await desk.send(), await desk.send()];
    await desk.say(`show ${first}`);
    const { cards } = desk.last();
    await desk.say(`show ${second}`);
    await desk.pressOn(cards, 'Police or other told');
    await desk.pressOn(cards, 'Asked for deletion');
    assert.deepEqual(await done(desk, first), ['reported', 'authority_informed', 'deletion_requested']);
    assert.deepEqual(await done(desk, second), ['reported']);
  });

  it('of a new card does again what was done before it', async () => {
    const number = await desk.send();
    await desk.say(`show ${number}`);
    await desk.press('Asked for deletion');
    await desk.say(`show ${number}`);
    assert.match(await desk.press('Asked for deletion'), /^I have recorded/);
    assert.deepEqual(await done(desk, number), ['reported', 'deletion_requested', 'deletion_requested']);
  });

  it('keeps what was open, and the numbers of it', async () => {
    const number = await desk.send();
    await desk.say(`show ${number}`);
    await desk.press('Asked for deletion');
    assert.match(await desk.say('2'), /Reported|reported the post to the platform/);
  });

  it('that does not say what it is about does nothing', async () => {
    const [first, second] = [await desk.send(), await desk.send()];
    const card = newReportCard({ reference: 'SM-2026-0001', number: first, kind: 'insult' });
    for (const says of [`close ${second}`, 'export', `show ${first} and ${second}`, 'hello']) {
      const forged = { ...card, shortcuts: [{ label: 'Forged', says, of: `alert:${first}:1` }] };
      assert.match(await desk.pressOn([forged], 'Forged'), /cannot tell what that button is for/, says);
    }
    assert.deepEqual(await done(desk, second), ['reported']);
  });

  it('is refused to everybody who does not read the log, in the same words whatever there is', async () => {
    const number = await desk.send();
    for (const one of [number, 404]) {
      const card = newReportCard({ reference: 'SM', number: one, kind: 'threat' });
      for (const label of ['Show it', 'Seen', 'Asked for deletion', 'Close it']) {
        for (const role of ['parent', 'staff', 'governor', 'dsl'] as const) {
          const answer = await desk.pressOn([card], label, role);
          assert.match(answer, /^That is only for people the school has named/, `${role}: ${label}`);
        }
      }
    }
    assert.deepEqual(await desk.events(number), ['reported']);
  });

  it('does not push aside what somebody is writing', async () => {
    const number = await desk.send();
    await desk.say(`show ${number}`);
    const { cards } = desk.last();
    await desk.say('report a post');
    assert.equal(desk.talk().open?.dialog, 'report');
    assert.match(await desk.pressOn(cards, 'Close it'), /in the middle of something/);
    assert.match(await desk.pressOn(cards, 'Told the platform'), /^I have recorded/);
    assert.equal(desk.talk().open?.dialog, 'report');
  });

  it('tells the second of two people what the first did, by role', async () => {
    const number = await desk.send();
    const card = newReportCard({ reference: 'SM-2026-0001', number, kind: 'insult' });
    await desk.pressOn([card], 'Asked for deletion', 'deputy_head');
    const told = await desk.pressOn([card], 'Asked for deletion');
    assert.match(
      told,
      /^A deputy head has done this already: asked for the post to be deleted, on Wednesday/,
    );
    assert.doesNotMatch(told, /The deputy_head/);
    assert.match(desk.last().instead?.text.join(' ') ?? '', /is open\. .* by a deputy head/);
    assert.match(await desk.pressOn([card], 'Close it'), /has changed since that card was made/);
    assert.equal(await desk.statusOf(number), 'open');
    await desk.pressOn([desk.last().instead ?? card], 'Close it');
    await desk.say('They said sorry.');
    assert.equal(await desk.statusOf(number), 'closed');
    assert.match(
      await desk.pressOn([card], 'Told the platform', 'deputy_head'),
      /The Headteacher has done this already: closed, .* is closed now/s,
    );
  });

  it('of an earlier asking answers nothing, and of the same asking once', async () => {
    const [first, second] = [await desk.send(), await desk.send()];
    await desk.say(`close ${first}`);
    const { cards: old } = desk.last();
    await desk.say(`close ${second}`);
    assert.match(await desk.pressOn(old, 'The post was deleted'), /belongs to an earlier question/);
    assert.deepEqual([await desk.statusOf(first), await desk.statusOf(second)], ['new', 'new']);
    assert.deepEqual(desk.last().instead?.text, ['This question is closed.']);
  });
});
