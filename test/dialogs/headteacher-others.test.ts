import assert from 'node:assert/strict';
import type { Pointer } from '../../src/incidents/pointers.js';
import { type Desk, openDesk } from './desk.js';

let desk: Desk;

describe('a reminder', () => {
  beforeEach(async () => {
    desk = await openDesk();
    await desk.send();
    await desk.send();
  });
  afterEach(() => desk.close());

  it('is owed to the person who asks, in the morning of that day, without content', async () => {
    assert.match(
      await desk.say('remind me about 2 on friday'),
      /SM-2026-0002 on Friday 20 November 2026, 8:00am/,
    );
    const [owed, other] = await desk.services.outbox.forIncident(2);
    assert.equal(other, undefined);
    assert.equal(owed?.recipient, 'teams:headteacher');
    assert.equal(owed?.sort, 'reminder');
    assert.equal(owed?.nextAt.toISOString(), '2026-11-20T08:00:00.000Z');
    assert.deepEqual(owed?.card, {
      text: ['You asked me to remind you about SM-2026-0002.', 'Say show 2 to see it.'],
      shortcuts: [{ label: 'Show SM-2026-0002', says: 'show 2', of: 'list:2:0' }],
    });
  });

  it('is one however often it is asked for', async () => {
    await desk.say('remind me about 2 on friday');
    await desk.say('nudge me on 2 this friday');
    assert.equal((await desk.services.outbox.forIncident(2)).length, 1);
  });

  it('waits for the end of the quiet hours', async () => {
    assert.match(await desk.say('remind me about 1 on saturday'), /Monday 23 November 2026, 7:00am/);
  });

  it('follows the clocks of the school in summer', async () => {
    desk.now = new Date('2027-06-01T10:00:00Z');
    await desk.say('remind me about 1 tomorrow');
    assert.equal(
      (await desk.services.outbox.forIncident(1))[0]?.nextAt.toISOString(),
      '2027-06-02T07:00:00.000Z',
    );
  });

  it('needs a day that is still to come', async () => {
    assert.match(await desk.say('remind me about 1'), /On which day/);
    assert.match(await desk.press('In a week'), /Wednesday 25 November 2026/);
    assert.match(await desk.say('remind me about 1 today'), /passed already[\s\S]*On which day/);
    assert.match(await desk.say('tomorrow'), /Thursday 19 November 2026/);
  });
});

describe('calls', () => {
  beforeEach(async () => {
    const both = { name: 'Both', accounts: ['teams:governor'] };
    desk = await openDesk([
      { ...both, role: 'headteacher' },
      { ...both, role: 'dsl' },
    ]);
    await desk.services.pointers.add(pointer('safeguarding', 'Safe Guarded'), () => [], desk.now);
    await desk.services.pointers.add(pointer('callback', 'Called Back'), () => [], desk.now);
  });
  afterEach(() => desk.close());

  it('for the Headteacher are the call-backs, and for the DSL the safeguarding ones', async () => {
    const head = await desk.say('calls');
    assert.match(head, /2: Called Back \(a parent or carer\), asked on Wednesday 18 November 2026, 10:30am/);
    assert.doesNotMatch(head, /Safe Guarded/);
    for (const role of ['dsl', 'deputy_dsl'] as const) {
      const text = await desk.say('calls', role);
      assert.match(text, /1: Safe Guarded/);
      assert.doesNotMatch(text, /Called Back/);
    }
  });

  it('are both for somebody who is both, and none for a deputy head', async () => {
    assert.match(
      await desk.say('who wants ringing back', 'governor'),
      /1: Safe Guarded[\s\S]*2: Called Back/,
    );
    assert.doesNotMatch(await desk.say('calls', 'deputy_head'), /Called Back|Safe Guarded|waiting/);
  });

  it('are marked as done, once, with who did it', async () => {
    assert.match(await desk.say('called back 2'), /marked call 2 as done/);
    assert.match(await desk.say('called back 2'), /done already/);
    assert.match(
      await desk.say('calls'),
      /Nobody is waiting[\s\S]*Done on Wednesday[\s\S]*by The headteacher/,
    );
  });

  it('of another sort do not exist for the person who asks', async () => {
    assert.equal(await desk.say('called back 1'), 'There is no call 1.');
    assert.equal(await desk.say('called back 77'), 'There is no call 77.');
    assert.equal(await desk.say('called back 2', 'dsl'), 'There is no call 2.');
    assert.match(await desk.say('calls', 'dsl'), /People who are waiting[\s\S]*1: Safe Guarded/);
  });
});

describe('unanswered questions', () => {
  beforeEach(async () => (desk = await openDesk()));
  afterEach(() => desk.close());

  it('are listed and removed, and say when there are none', async () => {
    assert.match(await desk.say('unanswered questions'), /There are no unanswered questions/);
    await desk.services.questions.add('May we have a fair?', desk.now);
    await desk.services.questions.add('Who runs the page?', desk.now);
    const text = await desk.say('what have people asked that you couldn’t answer');
    assert.match(text, /1: May we have a fair\? \(18 November 2026\)\n- 2: Who runs/);
    assert.match(await desk.say('remove question 1'), /removed question 1/);
    assert.match(await desk.say('remove question 1'), /no question 1/);
    assert.doesNotMatch(await desk.say('unanswered'), /fair/);
  });

  it('are not removed on a guess', async () => {
    await desk.services.questions.add('May we have a fair?', desk.now);
    desk.guess('headteacher_command/unanswered');
    await desk.say('done with thing 1');
    assert.equal((await desk.services.questions.list()).length, 1);
  });
});

describe('the policy status', () => {
  beforeEach(async () => (desk = await openDesk()));
  afterEach(() => desk.close());

  it('says the dates, what is out of date, and what is missing', async () => {
    const text = await desk.say('policy status', 'deputy_dsl');
    assert.match(text, /Social Media Policy 2023-24/);
    assert.match(text, /agreed on 1 February 2024[\s\S]*due in Spring 2025, so it is overdue/);
    assert.match(text, /the note that the star points to is missing/);
    assert.match(text, /WhatsApp is 16\+[\s\S]*has been 13/);
    for (const line of desk.services.policy.missing()) assert.ok(text.includes(line), line);
    assert.doesNotMatch(text, /must be checked again/);
  });

  it('says when the minimum ages must be checked again', async () => {
    desk.now = new Date('2030-01-01T10:00:00Z');
    assert.match(await desk.say('is the policy in date'), /must be checked again/);
  });
});

describe('a concern about the Headteacher', () => {
  beforeEach(async () => (desk = await openDesk()));
  afterEach(() => desk.close());

  it('is never in the log, and the Headteacher is told so', async () => {
    await desk.send();
    assert.equal(
      await desk.say('incidents about me'),
      'A concern about the Headteacher is never in this log. It goes to the chair of governors.',
    );
    assert.doesNotMatch(await desk.say('incidents about me', 'deputy_head'), /SM-/);
  });
});

function pointer(sort: Pointer['sort'], name: string): Pointer {
  return {
    sort,
    about: 'danger',
    account: 'teams:parent',
    name,
    role: 'parent',
    at: new Date('2026-11-18T10:30:00Z'),
  };
}
