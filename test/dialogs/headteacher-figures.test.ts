import assert from 'node:assert/strict';
import { digestCard, digestSetting } from '../../dialogs/headteacher.js';
import { renderText } from '../../src/cards/text.js';
import { type Desk, openDesk } from './desk.js';

let desk: Desk;

describe('the summary', () => {
  beforeEach(async () => {
    desk = await openDesk();
    desk.now = new Date('2026-10-06T09:00:00Z');
    await desk.send({ platform: 'facebook', kind: 'bullying' });
    desk.now = new Date('2026-11-18T10:30:00Z');
    for (let count = 0; count < 3; count += 1) await desk.send();
    await desk.say('close 2 done');
  });
  afterEach(() => desk.close());

  it('counts everything, with the age of the oldest that is open, and names nobody', async () => {
    const text = await desk.say('summary');
    assert.match(text, /Reported: 4/);
    assert.match(text, /By kind: Rude or insulting 3, Bullying 1/);
    assert.match(text, /By platform: WhatsApp 3, Facebook 1/);
    assert.match(text, /Posted by: A parent or carer 4/);
    assert.match(text, /How they stand: new 3, closed 1/);
    assert.match(text, /Not closed: 3, the oldest for 43 days/);
    assert.doesNotMatch(text, /Sam/);
  });

  it('is of a week, a month or between dates', async () => {
    assert.match(await desk.say('summary for october'), /October 2026[\s\S]*Reported: 1/);
    assert.match(
      await desk.say('how did this week look'),
      /Monday 16 to Wednesday 18 November[\s\S]*Reported: 3/,
    );
    assert.match(await desk.say('totals between 1/9 and 31/10'), /Reported: 1/);
    assert.match(await desk.say('summary for september'), /None were reported/);
  });

  it('hides small numbers from governors', async () => {
    const text = await desk.say('figures for governors for october');
    assert.match(text, /Reported: 1 or 2/);
    assert.doesNotMatch(text, /: 1\b(?! or 2)|Not closed/);
  });

  it('counts a part of the log', async () => {
    assert.match(await desk.say('how many on facebook'), /^1 in the log: Facebook/);
    assert.match(await desk.say('how many reports by parents last week for governors'), /^0 in the log/);
  });

  it('asks for days where the term is not configured', async () => {
    assert.match(await desk.say('summary this term'), /term dates[\s\S]*For which days/);
    assert.match(await desk.press('Everything'), /Reported: 4/);
  });
});

describe('the export', () => {
  beforeEach(async () => {
    desk = await openDesk();
    await desk.send({
      answers: { words: '=HYPERLINK("x") he is Mr Example', link: 'https://social.example/1' },
    });
    await desk.send();
    await desk.say('note 2 spoke to Mrs Example');
  });
  afterEach(() => desk.close());

  const file = () => desk.last().cards[0]?.file;
  const exported = async (number: number) =>
    (await desk.services.incidents.history(number))
      .filter(({ what }) => what === 'exported')
      .map(({ detail }) => detail);

  it('asks for the days, then whether names go in, and keeps that it was made', async () => {
    assert.match(await desk.say('export'), /For which days/);
    assert.match(await desk.say('this month'), /would hold 2 incidents/);
    assert.deepEqual(await exported(1), []);
    assert.match(await desk.press('With names'), /Here is the file, with 2 incidents/);
    assert.equal(file()?.name, 'incidents-2026-11-01-to-2026-11-18.csv');
    assert.equal(file()?.type, 'text/csv');
    const content = file()?.content ?? '';
    assert.ok(content.startsWith('\uFEFF"Reference"'));
    assert.match(content, /Sam Reporter[\s\S]*spoke to Mrs Example/);
    assert.match(content, /"'=HYPERLINK/);
    assert.ok(content.indexOf('SM-2026-0001') < content.indexOf('SM-2026-0002'));
    assert.deepEqual(await exported(1), ['with names']);
    assert.deepEqual(await exported(2), ['with names']);
  });

  it('without names has no words in which one may stand', async () => {
    for (const words of ['export this month for governors', 'anonymised csv of november']) {
      assert.match(await desk.say(words), /no names, no links/);
      assert.doesNotMatch(file()?.content ?? 'Example', /Sam|Example|HYPERLINK|social/);
      assert.match(file()?.name ?? '', /without-names/);
    }
    assert.deepEqual(await exported(1), ['without names', 'without names']);
    await desk.say('export everything');
    await desk.say('no');
    assert.match(file()?.name ?? '', /without-names/);
  });

  it('is not made when that is chosen, or when there is nothing', async () => {
    await desk.say('export this month');
    assert.match(await desk.press('No file'), /made no file/);
    assert.match(await desk.say('export october'), /no incidents to export/);
    assert.deepEqual(await exported(1), []);
  });

  it('can be of one incident', async () => {
    await desk.say('export 2');
    assert.match(await desk.press('With names'), /with one incident/);
    assert.doesNotMatch(file()?.content ?? 'SM-2026-0001', /SM-2026-0001/);
  });
});

describe('the weekly digest', () => {
  beforeEach(async () => (desk = await openDesk()));
  afterEach(() => desk.close());

  const setting = () => desk.services.settings.get('teams:headteacher', digestSetting);

  it('is turned on and off by each person for themselves', async () => {
    assert.match(await desk.say('digest'), /is off/);
    assert.match(await desk.say('turn on the weekly digest'), /Mondays at 8am/);
    assert.equal(await setting(), 'on');
    assert.match(await desk.say('digest', 'deputy_head'), /is off/);
    assert.match(await desk.say('digest'), /is on/);
    await desk.say('stop sending me the weekly round-up');
    assert.equal(await setting(), 'off');
  });

  it('counts the week before and what waits, and names nobody', async () => {
    desk.now = new Date('2026-11-10T09:00:00Z');
    await desk.send();
    await desk.send();
    desk.now = new Date('2026-11-16T08:00:00Z');
    await desk.send();
    await desk.say('2 is waiting');
    await desk.services.questions.add('May we have a fair?', desk.now);
    const text = renderText(await digestCard(desk.services, desk.now));
    assert.match(text, /The week of Monday 9 to Sunday 15 November 2026/);
    assert.match(
      text,
      /New reports: 2\nNot closed: 3, the oldest for 6 days\nWaiting: 1\nQuestions[^\n]*: 1/,
    );
    assert.match(text, /past its review date/);
    assert.doesNotMatch(text, /Sam|fair|swore/);
  });
});
