import assert from 'node:assert/strict';
import { type Desk, openDesk } from './desk.js';

let desk: Desk;

describe('what is done about an incident', () => {
  beforeEach(async () => {
    desk = await openDesk();
    for (let count = 0; count < 3; count += 1) await desk.send();
  });
  afterEach(() => desk.close());

  it('is recorded, several actions at once, with the words that were said', async () => {
    const text = await desk.say('reported 2 to instagram and rang posh, ref AB12');
    assert.match(text, /recorded for SM-2026-0002: reported the post to the platform and contacted/);
    const history = await desk.services.incidents.history(2);
    assert.deepEqual(
      history.map(({ what }) => what),
      ['reported', 'reported_to_platform', 'posh_contacted'],
    );
    assert.equal(history[1]?.detail, 'reported 2 to instagram and rang posh, ref AB12');
    assert.equal(await desk.statusOf(2), 'open');
  });

  it('is recorded for several incidents, each said', async () => {
    const text = await desk.say('asked for 1, 3 and 9 to be deleted');
    assert.match(text, /no incident 9[\s\S]*SM-2026-0001[\s\S]*SM-2026-0003/);
    assert.deepEqual(await desk.events(2), ['reported']);
  });

  it('is asked about when two incidents are said apart', async () => {
    assert.match(await desk.say('reported 1 to facebook and told the police about 2'), /Which incident/);
    assert.deepEqual(await desk.events(1), ['reported']);
  });

  it('tells when POSH can help after a report to the platform', async () => {
    assert.match(await desk.say('reported 1 to tiktok'), /after 48 hours[\s\S]*\(POSH\)/);
  });

  it('is not recorded from a question, a plan or a denial', async () => {
    for (const words of [
      'should I report 1 to tiktok?',
      'I will ring posh about 1',
      'I have not told the police about 1',
    ]) {
      await desk.say(words);
    }
    assert.deepEqual(
      (await desk.events(1)).filter((what) => what !== 'viewed'),
      ['reported'],
    );
  });

  it('waits', async () => {
    assert.match(await desk.say('2 is waiting for the platform'), /SM-2026-0002 is now waiting/);
    assert.equal(await desk.statusOf(2), 'waiting');
    assert.equal((await desk.services.incidents.history(2)).at(-1)?.detail, 'for the platform');
  });

  it('is noted, with the words asked for when there are none', async () => {
    assert.match(await desk.say('note on 1'), /What should the note on SM-2026-0001 say/);
    assert.match(await desk.say('asked mum to delete it, she will'), /added your note to SM-2026-0001/);
    const line = (await desk.services.incidents.history(1)).at(-1);
    assert.deepEqual([line?.what, line?.detail], ['noted', 'asked mum to delete it, she will']);
  });

  it('says when a note is cut', async () => {
    assert.match(await desk.say(`note 1 ${'a'.repeat(2000)}`), /kept the first 1500 characters/);
    assert.equal((await desk.services.incidents.history(1)).at(-1)?.detail?.length, 1500);
  });

  it('does not echo a note', async () => {
    assert.doesNotMatch(await desk.say('note 1 the father is Mr Example'), /Example/);
  });

  it('is not erased', async () => {
    assert.match(await desk.say('delete 2'), /closed, not deleted\. Say close 2/);
    assert.equal(await desk.statusOf(2), 'new');
  });
});

describe('closing', () => {
  beforeEach(async () => {
    desk = await openDesk();
    for (let count = 0; count < 3; count += 1) await desk.send();
  });
  afterEach(() => desk.close());

  it('keeps the outcome and tells the reporter that it is closed, not how', async () => {
    const text = await desk.say('close 2, parent took it down and said sorry');
    assert.match(
      text,
      /SM-2026-0002 is closed\.[\s\S]*and not how it ended[\s\S]*Outcome: parent took it down and said sorry/,
    );
    const incident = await desk.services.incidents.find(2);
    assert.deepEqual([incident?.status, incident?.outcome], ['closed', 'parent took it down and said sorry']);
    const owed = await desk.services.outbox.forKey('incident:2:closed:1');
    assert.equal(owed?.recipient, 'teams:parent');
    assert.equal(owed?.sort, 'reporter');
    assert.deepEqual(owed?.card, {
      text: ['Your report SM-2026-0002 has been closed.', 'Say my reports to see it.'],
    });
  });

  it('writes to nobody who did not want it, and not to the person who closes', async () => {
    const quiet = await desk.send({ mayContact: false });
    const own = await desk.send({
      reporter: { account: 'teams:headteacher', name: 'The Head', role: 'headteacher' },
    });
    assert.match(await desk.say(`close ${quiet} done`), /did not want to be contacted/);
    assert.match(await desk.say(`close ${own} done`), /You sent this report yourself/);
    for (const number of [quiet, own]) assert.deepEqual(await desk.services.outbox.forIncident(number), []);
  });

  it('asks for the outcome, takes any words as it, and cancels', async () => {
    assert.match(await desk.say('close 1'), /How did SM-2026-0001 end/);
    assert.match(await desk.say('cancel'), /stopped/);
    assert.equal(await desk.statusOf(1), 'new');
    await desk.say('close 1');
    assert.match(
      await desk.say('told the police about it and asked mum to delete it'),
      /SM-2026-0001 is closed/,
    );
    assert.deepEqual(await desk.events(1), ['reported', 'closed']);
    await desk.say('close 2 and 3');
    assert.match(
      await desk.press('No further action'),
      /SM-2026-0002 is closed[\s\S]*SM-2026-0003 is closed/,
    );
  });

  it('gives way to a plain command while it waits for the outcome', async () => {
    await desk.say('close 1');
    assert.match(await desk.say('show 2'), /SM-2026-0002 is new/);
    assert.equal(await desk.statusOf(1), 'new');
  });

  it('is refused plainly when it cannot be', async () => {
    await desk.say('close 1 done');
    assert.match(await desk.say('close 1 again'), /SM-2026-0001 is closed already/);
    assert.match(await desk.say('told the police about 1'), /SM-2026-0001 is closed\. Say reopen 1 first\./);
    assert.match(await desk.say('reopen 2'), /SM-2026-0002 is not closed/);
    const by = { account: 'teams:parent', name: 'Sam' };
    await desk.services.incidents.move(3, 'withdraw', { at: desk.now, by, what: 'withdrawn' });
    assert.match(await desk.say('close 3 done'), /was withdrawn, so it cannot be closed/);
    assert.match(await desk.say('rang posh about 3'), /was withdrawn by the person who sent it/);
  });

  it('is undone by reopening, and each closing tells the reporter once', async () => {
    await desk.say('close 1 done');
    assert.match(await desk.say('I closed 1 too soon, please reopen'), /SM-2026-0001 is open again/);
    assert.equal((await desk.services.incidents.find(1))?.outcome, undefined);
    await desk.say('close it really done now');
    assert.equal((await desk.services.outbox.forIncident(1)).length, 2);
    assert.match(
      await desk.say('history 1'),
      /Closed[\s\S]*: done[\s\S]*Opened again[\s\S]*Closed[\s\S]*: really done now/,
    );
  });
});
