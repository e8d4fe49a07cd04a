import assert from 'node:assert/strict';
import { reportForm } from '../../dialogs/report-form.js';
import { type Desk, openDesk } from './desk.js';

let desk: Desk;

describe('the Headteacher’s list', () => {
  beforeEach(async () => (desk = await openDesk()));
  afterEach(() => desk.close());

  it('says so when the log is empty', async () => {
    assert.equal(await desk.say('anything new?'), 'There are no incidents: new.');
    assert.equal(await desk.say('incidents'), 'There are no incidents in the log.');
  });

  it('is newest first, ten at a time, one line each, without names', async () => {
    for (let count = 0; count < 23; count += 1) await desk.send();
    const first = await desk.say('incidents');
    assert.match(first, /There are 23\. These are 1 to 10, newest first/);
    assert.ok(first.indexOf('SM-2026-0023') < first.indexOf('SM-2026-0014'));
    assert.match(first, /SM-2026-0023, 18 November 2026: rude or insulting, WhatsApp, new/);
    assert.doesNotMatch(first, /Sam|swore|SM-2026-0013/);
    assert.match(first, /Say more for the next 10/);
    assert.match(await desk.say('say more'), /These are 11 to 20[\s\S]*SM-2026-0013[\s\S]*the next 3\./);
    assert.match(await desk.say('more please'), /These are 21 to 23[\s\S]*SM-2026-0001/);
    assert.equal(await desk.say('more'), 'That was all of them.');
  });

  it('is narrowed by status, kind, platform, poster and days', async () => {
    await desk.send({ platform: 'facebook', kind: 'bullying' });
    await desk.send({ platform: 'facebook', kind: 'threat', postedBy: 'pupil' });
    await desk.send();
    await desk.say('close 1 done');
    desk.now = new Date('2026-11-26T10:00:00Z');
    await desk.send({ platform: 'tiktok' });
    const numbers = async (words: string) =>
      [...(await desk.say(words)).matchAll(/SM-2026-000(\d),/g)].map(([, number]) => number).join('');
    assert.equal(await numbers('incidents'), '4321');
    assert.equal(await numbers('what is open'), '432');
    assert.equal(await numbers('anything new?'), '432');
    assert.equal(await numbers('closed ones'), '1');
    assert.equal(await numbers('the facebook ones'), '21');
    assert.equal(await numbers('open facebook ones'), '2');
    assert.equal(await numbers('bullying cases'), '1');
    assert.equal(await numbers('incidents by pupils'), '2');
    assert.equal(await numbers('incidents this week'), '4');
    assert.equal(await numbers('incidents last week'), '321');
  });

  it('does not pretend to know year groups', async () => {
    await desk.send();
    assert.match(await desk.say('any incidents involving Y4'), /no year groups, so I cannot pick out year 4/);
  });

  it('asks for days when a term is not configured', async () => {
    await desk.send();
    assert.match(await desk.say('incidents this term'), /term dates[\s\S]*For which days/);
    assert.match(await desk.say('this month'), /Sunday 1 to Wednesday 18 November 2026[\s\S]*SM-2026-0001/);
  });
});

describe('an incident shown', () => {
  beforeEach(async () => (desk = await openDesk()));
  afterEach(() => desk.close());

  it('has every answer with its label, who sent it, its status and its history', async () => {
    await desk.send();
    await desk.say('note 1 rang home');
    const text = await desk.say('show 1');
    const answered = [
      'kind',
      'platform',
      'visibility',
      'postedBy',
      'affected',
      'stillUp',
      'words',
      'mayContact',
    ];
    for (const { key, label } of reportForm) {
      if (answered.includes(key)) assert.ok(text.includes(`${label}: `), label);
    }
    assert.match(text, /SM-2026-0001 is open/);
    assert.match(text, /Sent by: Sam Reporter, a parent or carer\. You may contact them\./);
    assert.match(text, /10:30am: Reported, by Sam Reporter/);
    assert.match(text, /Note, by The headteacher: rang home/);
  });

  it('says when the reporter does not want to be contacted', async () => {
    await desk.send({ mayContact: false });
    assert.match(await desk.say('who reported 1'), /They do not want to be contacted/);
  });

  it('was looked at, which the history keeps and the card leaves out', async () => {
    await desk.send();
    await desk.say('show 1');
    assert.doesNotMatch(await desk.say('show 1', 'deputy_head'), /Looked at/);
    assert.deepEqual(await desk.events(1), ['reported', 'viewed', 'viewed']);
    const history = await desk.say('history 1');
    assert.match(history, /Looked at, by The headteacher[\s\S]*Looked at, by The deputy_head/);
    assert.deepEqual((await desk.events(1)).length, 4);
  });

  it('says what became of each message about it', async () => {
    const card = { text: ['x'] };
    const alert = { sort: 'alert', card, urgent: false, incident: 1 } as const;
    await desk.send({}, () => [
      { ...alert, key: 'sent', recipient: 'teams:headteacher' },
      { ...alert, key: 'waits', recipient: 'teams:deputy_head' },
      { ...alert, key: 'again', recipient: 'teams:dsl' },
      { ...alert, key: 'never', recipient: 'teams:deputy_dsl' },
      { ...alert, key: 'nobody' },
      { ...alert, key: 'later', recipient: 'teams:governor', notBefore: new Date('2026-11-19T07:00:00Z') },
      {
        ...alert,
        key: 'told',
        sort: 'reporter',
        recipient: 'teams:parent',
        notBefore: new Date('2026-11-19T07:00:00Z'),
      },
      { ...alert, key: 'mine', sort: 'reminder', recipient: 'teams:deputy_head' },
    ]);
    const { outbox } = desk.services;
    const id = async (key: string) => (await outbox.forKey(key))?.id ?? assert.fail(key);
    await outbox.due(desk.now, 10);
    await outbox.sent(await id('sent'), desk.now);
    await outbox.failed(await id('waits'), { fault: 'x', retryAt: 'waiting' }, desk.now);
    await outbox.failed(
      await id('again'),
      { fault: 'x', retryAt: new Date('2026-11-18T11:00:00Z') },
      desk.now,
    );
    await outbox.failed(await id('never'), { fault: 'x', retryAt: 'never' }, desk.now);
    const text = await desk.say('show 1');
    for (const line of [
      'The alert to you was sent on Wednesday 18 November 2026, 10:30am.',
      'The alert to The deputy_head waits until they write to me.',
      'The alert to The dsl could not be delivered yet, and I keep trying.',
      'The alert to The deputy_dsl could not be delivered.',
      'The alert went to nobody, because nobody holds that role here.',
      'The alert to The governor will be sent on Thursday 19 November 2026, 7:00am.',
      'The message to the person who sent the report will be sent on Thursday 19 November 2026, 7:00am.',
    ]) {
      assert.ok(text.includes(line), line);
    }
    assert.doesNotMatch(text, /reminder/);
    assert.match(await desk.say('show 1', 'deputy_head'), /The alert to you waits until you write to me/);
  });

  it('that does not exist is said so, beside those that do', async () => {
    await desk.send();
    assert.match(await desk.say('show 42'), /^There is no incident 42\./);
    assert.match(await desk.say('show 1 and 42'), /There is no incident 42\.[\s\S]*Sam Reporter/);
  });

  it('is the newest when that is asked for', async () => {
    await desk.send();
    await desk.send();
    assert.match(await desk.say('show the latest one'), /^SM-2026-0002/);
  });
});

describe('“it”', () => {
  beforeEach(async () => {
    desk = await openDesk();
    for (let count = 0; count < 4; count += 1) await desk.send();
  });
  afterEach(() => desk.close());

  it('is the incident that was shown last', async () => {
    await desk.say('show 2');
    await desk.say('what does the policy say about photos');
    assert.match(await desk.say('asked them to delete it'), /recorded for SM-2026-0002/);
  });

  it('is asked about when nothing was shown, with the open ones as choices', async () => {
    await desk.say('close 4 done', 'deputy_head');
    const text = await desk.say('asked them to delete it');
    assert.match(text, /Which incident was that for/);
    assert.deepEqual(
      desk.last().cards[0]?.choices?.map(({ label }) => label),
      ['SM-2026-0003', 'SM-2026-0002', 'SM-2026-0001'],
    );
    assert.match(
      await desk.press('SM-2026-0001'),
      /recorded for SM-2026-0001: asked for the post to be deleted/,
    );
    const line = (await desk.services.incidents.history(1)).at(-1);
    assert.equal(line?.detail, 'asked them to delete it');
  });

  it('is asked about after a list of several, and is the one after a list of one', async () => {
    await desk.say('show 2');
    await desk.say('incidents');
    assert.match(await desk.say('reopen it'), /Which incident shall I open again|no closed incident/);
    await desk.say('close 3 done');
    await desk.say('closed ones');
    assert.match(await desk.say('reopen it'), /SM-2026-0003 is open again/);
  });

  it('may be answered by a number, a reference or other words for them', async () => {
    for (const [answer, number] of [
      ['SM-2026-0002', 2],
      ['its number 4 please', 4],
    ] as const) {
      await desk.say('rang posh');
      assert.match(await desk.say(answer), new RegExp(`recorded for SM-2026-000${number}`));
    }
  });

  it('is asked for in full when a typed number could be two things', async () => {
    await desk.say('rang posh');
    assert.match(await desk.say('1'), /say the whole reference/);
    assert.match(await desk.say('number 2'), /say the whole reference/);
    assert.match(await desk.say('SM-2026-0001'), /recorded for SM-2026-0001/);
  });

  it('is not answered by another command', async () => {
    await desk.say('rang posh');
    assert.match(await desk.say('close 2 all done'), /SM-2026-0002 is closed/);
    assert.deepEqual(await desk.events(2), ['reported', 'closed']);
  });
});
