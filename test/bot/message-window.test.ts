import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PersonEntry } from '../../src/people.js';
import { type Running, startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';
import { MessageWindow, payloadOf } from '../support/message-window.js';
import { Records } from '../support/transcript-records.js';

const people: readonly PersonEntry[] = [
  { role: 'headteacher', name: 'Erin Hall', accounts: ['teams:head'] },
  { role: 'dsl', name: 'Gita Rao', accounts: ['teams:dsl'] },
  { role: 'staff', name: 'Dev Patel', accounts: ['teams:teacher'] },
  { role: 'parent', name: 'Ben Marsh', accounts: ['teams:dad'] },
  { role: 'pupil', name: 'Jay Moss', accounts: ['teams:pupil'] },
];
const staff = { id: 'wanda', aadObjectId: 'wanda', name: 'Wanda Fry' };
const chat = { channelId: 'msteams' };
const answers = {
  danger: 'No',
  kind: 'Rude or insulting',
  postedBy: 'A parent or carer',
  affected: 'Someone on the staff,A pupil or pupils',
  mayContact: 'Yes',
};
const rude = '<p>What a useless lot they all are</p>';

describe('Report this message', () => {
  const channel = new FakeChannel();
  let running: Running;
  let records: Records;

  const folder = mkdtempSync(join(tmpdir(), 'lollipop-'));
  const start = async (): Promise<Running> => {
    const started = await startApp({
      people,
      school: { 'contacts.chairOfGovernors.reach': [{ email: 'chair@governors.example' }] },
      databaseFile: join(folder, 'log.db'),
    });
    // What is owed is sent when a test says so, and not beside it.
    await started.app.sender.close();
    return started;
  };

  before(async () => {
    running = await start();
    await channel.open(running.url);
    records = new Records(running.databaseFile);
    await records.remember();
  });

  afterEach(async () => {
    await records.restore();
    channel.arrived.splice(0);
    running.log.lines.splice(0);
  });

  after(async () => {
    await records.close();
    await running.close();
    await channel.close();
    rmSync(folder, { recursive: true });
  });

  function window(writer = staff): MessageWindow {
    return new MessageWindow(channel, running.url, writer);
  }

  /** Whatever was written to the group, and to this person alone. */
  const heardIn = (conversation: string): string[] =>
    channel.arrived.filter((one) => one.conversation === conversation).map(({ text }) => text);

  it('opens with the text, the link and the time, asks about danger first, and keeps nothing', async () => {
    const before = await records.all();
    const opened = await window().open(payloadOf(rude));
    assert.match(opened.text, /^I can pass this message .* Only you see this window/);
    assert.match(opened.text, /your name \(Wanda Fry\)/);
    assert.match(opened.text, /When: Tuesday 17 November 2026, about 7:42pm\nLink: https:\/\/teams/);
    const [first, ...rest] = opened.fields;
    assert.equal(first?.id, 'danger');
    assert.match(
      first.label,
      /^Is anyone in danger, or is it a sexual or nude picture of someone under 18\?$/,
    );
    assert.equal(first.value, undefined);
    assert.deepEqual(
      rest.map(({ id }) => id),
      ['kind', 'postedBy', 'affected', 'words', 'mayContact'],
    );
    assert.equal(opened.fields.find(({ id }) => id === 'words')?.value, 'What a useless lot they all are');
    assert.equal(await records.all(), before);
    assert.deepEqual(channel.arrived, []);
  });

  it('takes a report after a read-back, and gives the reference in the window and in the private chat', async () => {
    await channel.say(staff, 'hello', chat);
    await channel.say({ id: 'head', aadObjectId: 'head', name: 'E' }, 'hello', chat);
    channel.arrived.splice(0);
    const opened = await window().open(payloadOf(rude));
    await opened.fill(answers);
    assert.match(opened.text, /Please check your report/);
    assert.match(opened.text, /Where: Teams/);
    assert.match(opened.text, /When: Tuesday 17 November 2026, about 7:42pm/);
    assert.match(opened.text, /Link: https:\/\/teams\.microsoft\.com\/l\/message/);
    assert.match(opened.text, /What it says: What a useless lot they all are/);
    assert.match(opened.text, /Who it is about: Someone on the staff, A pupil or pupils/);
    assert.equal(await records.count('incident'), 0);

    await opened.press('Send');
    assert.match(opened.text, /Your report is in the log\. Its reference is SM-2026-0001\./);
    assert.match(opened.text, /also writing it to you in our private chat/);
    await running.app.sender.sendDue();
    assert.match(heardIn('chat-wanda').join(), /Its reference is SM-2026-0001/);
    assert.match(heardIn('chat-head').join(), /A new report is in the log: SM-2026-0001/);
    assert.deepEqual(heardIn('group'), []);
    assert.equal(await records.count('incident'), 1);
    assert.deepEqual(await records.tablesWith('Poster Canary'), []);
    assert.deepEqual(await records.tablesWith('somebody'), []);
  });

  it('says so where there is no private chat, and owes nothing to one', async () => {
    const opened = await window().open(payloadOf(rude));
    await (await opened.fill(answers)).press('Send');
    assert.match(opened.text, /SM-2026-0001/);
    assert.match(opened.text, /I cannot write to you in a private chat/);
    const owed = await running.app.services.outbox.forIncident(1);
    assert.deepEqual(
      owed.map(({ recipient }) => recipient),
      ['teams:head'],
    );
  });

  it('says so when somebody has sent as many reports as it takes in an hour, and the log has a line of it', async () => {
    const most = running.app.services.policy.school.limits.reportsPerHour;
    for (let sent = 0; sent < most; sent++) {
      await (await (await window().open(payloadOf(rude))).fill(answers)).press('Send');
    }
    const opened = await window().open(payloadOf(rude));
    await (await opened.fill(answers)).press('Send');
    assert.match(opened.text, /I have not sent this one/);
    assert.equal(await records.count('incident'), most);
    assert.equal(running.log.lines.filter((line) => line.includes('limit.reached')).length, 1);
  });

  it('makes one incident of two presses, and answers both with its reference', async () => {
    await channel.say(staff, 'hello', chat);
    const first = await window().open(payloadOf(rude));
    await first.fill(answers);
    const second = window();
    second.card = first.card;
    await Promise.all([first.press('Send'), second.press('Send')]);
    assert.match(first.text, /SM-2026-0001/);
    assert.match(second.text, /SM-2026-0001/);
    assert.equal(await records.count('incident'), 1);
    assert.equal((await running.app.services.outbox.withPrefix('incident:1:reporter')).length, 1);
  });

  it('goes back to the form with what was filled in, and stops when asked', async () => {
    const opened = await window().open(payloadOf(rude));
    await (await opened.fill(answers)).press('Change something');
    const filled = Object.fromEntries(opened.fields.map(({ id, value }) => [id, value]));
    const { affected, words, ...rest } = filled;
    assert.deepEqual(rest, {
      danger: 'No',
      kind: answers.kind,
      postedBy: answers.postedBy,
      mayContact: 'Yes',
    });
    assert.equal(affected, answers.affected);
    await opened.fill({ kind: 'Hateful', words: 'They are all useless' });
    assert.match(opened.text, /Kind of post: Hateful/);
    assert.match(opened.text, /What it says: They are all useless/);
    assert.equal(words, 'What a useless lot they all are');
    await opened.press('Cancel');
    assert.match(opened.text, /what you had begun is deleted\. Nothing was sent/);
    assert.deepEqual(opened.buttons, []);
    assert.equal(await records.count('incident'), 0);
  });

  it('asks again for what a client has let through without an answer', async () => {
    const opened = await window().open(payloadOf(rude));
    await opened.press('Check my report', { kind: answers.kind });
    assert.match(opened.text, /I need to know this before I can go on/);
    await opened.fill({ danger: 'No', words: 'Rude words' });
    assert.match(opened.text, /I still need: Posted by, Who it is about, May be contacted\./);
    assert.equal(opened.fields.find(({ id }) => id === 'kind')?.value, answers.kind);
  });

  it('asks whether there is more to it than criticism', async () => {
    const opened = await window().open(payloadOf('<p>The new timetable is a bad idea</p>'));
    await opened.fill({ ...answers, kind: 'Criticism of the school' });
    assert.match(opened.text, /Is there more to it/);
    await opened.press('No, it is criticism');
    assert.match(opened.text, /Then it is not an incident, and I have kept nothing/);
    assert.equal(await records.count('incident'), 0);
  });

  describe('with danger', () => {
    it('shows 999 and the DSL, and asks the DSL to call once, however often it is pressed', async () => {
      await channel.say(staff, 'hello', chat);
      const opened = await window().open(payloadOf(rude));
      await opened.fill({ ...answers, danger: 'Someone may be in danger' });
      assert.match(opened.text, /^If anyone is in danger now, call 999/);
      assert.match(opened.text, /I have not told anyone\. Shall I tell the DSL/);
      assert.equal(await records.count('pointer'), 0);
      const again = window();
      again.card = opened.card;
      await opened.press('Yes, tell the DSL');
      assert.match(opened.text, /I am sending the DSL/);
      await again.press('Yes, tell the DSL');
      assert.match(again.text, /pressed that already/);
      assert.equal(await records.count('pointer'), 1);
      assert.equal(await records.count('incident'), 0);
      assert.deepEqual(await records.tablesWith('useless'), []);
      // The private chat does not say afterwards that nobody was told.
      const { arrived } = await channel.say(staff, 'a pupil has a knife in the playground', chat);
      assert.match(arrived.map(({ text }) => text).join(), /A message that you need a call was sent before/);
    });

    it('does not say that it has done what another press is still at', async () => {
      const opened = await window().open(payloadOf(rude));
      await opened.fill({ ...answers, danger: 'Someone may be in danger' });
      const again = window();
      again.card = opened.card;
      await opened.press('Yes, tell the DSL');
      await records.stillWorking('window|');
      await again.press('Yes, tell the DSL');
      assert.match(again.text, /I cannot say yet that it is done/);
      assert.deepEqual(again.buttons, ['Yes, tell the DSL', 'No, thank you']);
      assert.equal(await records.count('pointer'), 1);
    });

    it('stops at an indecent image of a child, with no advice to keep it', async () => {
      const opened = await window().open(payloadOf('<img src="https://x.example/1.png">'));
      assert.equal(opened.fields.find(({ id }) => id === 'words')?.value, '(a picture)');
      await opened.fill({ ...answers, danger: 'A sexual picture of a child' });
      assert.match(opened.text, /Please stop here\. Do not look at it again, copy it, save it or share it/);
      assert.doesNotMatch(opened.text, /screenshot/i);
      assert.equal(await records.count('incident'), 0);
    });

    it('in the message itself stops before the form, and speaks to the one who reports it', async () => {
      const opened = await window().open(payloadOf('<p>I cant go on any more, nobody would miss me</p>'));
      assert.match(opened.text, /^If anyone is in danger now, call 999/);
      assert.match(opened.text, /Nobody should be left alone with this/);
      assert.doesNotMatch(opened.text, /I am sorry it is this hard/);
      assert.deepEqual(opened.fields, []);
    });

    it('as a threat shows 999 above the form and may go on as a report', async () => {
      const opened = await window().open(payloadOf('<p>I will bring a knife and stab him on friday</p>'));
      assert.match(opened.text, /^If anyone is in danger now, call 999/);
      assert.equal(opened.fields.find(({ id }) => id === 'danger')?.value, undefined);
      await opened.fill({ ...answers, kind: 'A threat' });
      assert.match(opened.text, /Please check your report/);
      await opened.press('Send');
      assert.match(opened.text, /SM-2026-0001/);
    });

    it('in what was written into the form is found too', async () => {
      const opened = await window().open(payloadOf(rude));
      await opened.fill({ ...answers, words: 'he says he is going to kill himself tonight' });
      assert.match(opened.text, /call 999/);
      assert.doesNotMatch(opened.text, /Please check your report/);
      assert.equal(await records.count('incident'), 0);
    });
  });

  it('asks about danger again, once, when it is only guessed in what was written', async () => {
    const opened = await window().open(payloadOf(rude));
    const words = 'keep your dirty kid away from mine';
    await opened.fill({ ...answers, words });
    assert.match(opened.text, /^If anyone is in danger now, call 999/);
    assert.equal(opened.fields.find(({ id }) => id === 'danger')?.value, undefined);
    assert.equal(opened.fields.find(({ id }) => id === 'kind')?.value, answers.kind);
    await opened.fill({ danger: 'No' });
    assert.match(opened.text, /Please check your report/);
  });

  it('asks whom it is about when the Headteacher is named in it, whatever it is taken for', async () => {
    const opened = await window().open(payloadOf('<p>the head is useless</p>'));
    assert.match(opened.text, /Who is your worry about\? No names, please\./);
    assert.deepEqual(opened.fields, []);
  });

  describe('about an adult at the school', () => {
    it('goes the way of a worry about staff, where the school’s list says who posted it', async () => {
      const before = await records.all();
      const opened = await window().open(payloadOf(rude, 'teacher'));
      assert.match(opened.text, /goes straight to the Headteacher, and not into the log of posts/);
      assert.deepEqual(opened.fields, []);
      assert.equal(await records.all(), before);
      await opened.press('Yes, ask for a call');
      assert.match(opened.text, /I am asking the Headteacher to call you/);
      assert.equal(await records.count('pointer'), 1);
      assert.equal(await records.count('incident'), 0);
      assert.deepEqual(await records.tablesWith('useless'), []);
    });

    it('goes the same way when the form says so', async () => {
      const opened = await window().open(payloadOf(rude));
      await opened.fill({ ...answers, postedBy: 'An adult at the school' });
      assert.match(opened.text, /not into the log of posts/);
      assert.equal(await records.count('incident'), 0);
    });

    for (const { what, open } of [
      { what: 'that the Headteacher posted', open: () => window().open(payloadOf(rude, 'head')) },
      {
        what: 'that accuses the Headteacher',
        open: async () => {
          const opened = await window().open(payloadOf('<p>the headteacher hit a child in the hall</p>'));
          return opened.buttons.includes('The Headteacher') ? opened.press('The Headteacher') : opened;
        },
      },
      {
        what: 'of which the form accuses the Headteacher',
        open: async () => {
          const opened = await window().open(payloadOf(rude));
          await opened.fill({ ...answers, words: 'the headteacher has been messaging a pupil at night' });
          return opened.buttons.includes('The Headteacher') ? opened.press('The Headteacher') : opened;
        },
      },
    ]) {
      it(`leaves no trace of a message ${what}`, async () => {
        const before = await records.lasting();
        const opened = await open();
        assert.match(opened.text, /goes to the chair of governors, not to me/);
        assert.match(opened.text, /chair@governors\.example/);
        assert.match(opened.text, /I have kept nothing and told nobody/);
        assert.deepEqual(opened.fields, []);
        assert.equal(await records.lasting(), before);
        for (const words of ['headteacher', 'useless', 'window|group']) {
          assert.deepEqual(await records.tablesWith(words), [], words);
        }
        assert.deepEqual(channel.arrived, []);
        assert.doesNotMatch(running.log.lines.join(), /headteacher|governor/i);
      });
    }
  });

  it('does not ask who posted it where the school’s list says it, and names nobody', async () => {
    const opened = await window().open(payloadOf(rude, 'dad'));
    assert.ok(!opened.fields.some(({ id }) => id === 'postedBy'));
    await (await opened.fill({ ...answers, postedBy: '' })).press('Send');
    assert.match(opened.text, /SM-2026-0001/);
    assert.equal((await running.app.services.incidents.find(1))?.postedBy, 'parent');
    assert.deepEqual(await records.tablesWith('Marsh'), []);
    assert.deepEqual(await records.tablesWith('teams:dad'), []);
  });

  it('leads no child through the form', async () => {
    const opened = await window({ id: 'pupil', aadObjectId: 'pupil', name: 'J' }).open(payloadOf(rude));
    assert.match(opened.text, /Childline on 0800 1111/);
    assert.deepEqual([opened.fields, opened.buttons], [[], []]);
  });

  it('goes on after the bot was started again', async () => {
    const opened = await window().open(payloadOf(rude));
    await opened.fill(answers);
    await running.close();
    running = await start();
    await channel.open(running.url);
    const later = window();
    later.card = opened.card;
    await later.press('Send');
    assert.match(later.text, /SM-2026-0001/);
  });

  it('refuses what Teams does not send, and buttons that bring along another dialog', async () => {
    const opened = await window().open(payloadOf(rude));
    const one = window();
    await one.send('composeExtension/fetchTask', { messagePayload: payloadOf(rude), commandId: 'other' });
    assert.equal(one.status, 400);
    await one.send('composeExtension/submitAction', { data: { page: 7 } });
    assert.equal(one.status, 400);
    await one.send('signin/verifyState', {});
    assert.equal(one.status, 501);
    const open = {
      dialog: 'headteacher',
      version: 1,
      state: {},
      choices: [],
      touched: '2026-11-18T10:30:00Z',
    };
    const talk = { version: 1, welcomed: true, open };
    await opened.send('composeExtension/submitAction', {
      data: { page: { talk, known: { poster: false, warnedOf: '' } }, say: 'yes' },
    });
    assert.match(opened.text, /belongs to an earlier question/);
  });
});
