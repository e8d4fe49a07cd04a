import assert from 'node:assert/strict';
import { newTalk, type Talk } from '../../src/conversation/talk.js';
import { type Desk, openDesk } from '../dialogs/desk.js';
import {
  type Guess,
  guessed,
  now,
  type Passage,
  pass,
  quietTalk,
  type Sent,
  waiting,
} from './small-topics.js';

const danger: Guess = { route: 'urgent', label: 'urgent/danger', urgent: 0.9 };
const question: Guess = { route: 'policy', label: 'policy:x' };
const complaint: Guess = { route: 'complaint', label: 'complaint/school' };
const report: Guess = { route: 'report', label: 'report/insult' };
const tooLate = new Date(now.getTime() + 24 * 3_600_000 + 1);

describe('the router', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  const hear = (talk: Talk, words: string, sent: Sent = {}): Promise<Passage> =>
    pass(desk.services, talk, words, sent);

  it('sends to a group what the topic for groups says, and asks nobody else', async () => {
    const passage = await hear(waiting('form'), 'help', { group: true, guess: danger, role: 'headteacher' });
    assert.deepEqual(passage.asked, ['recognizer: help', 'group: help']);
    assert.deepEqual(passage.said, ['group']);
  });

  it('answers a picture in a group elsewhere, without a word', async () => {
    const { asked, said, reply } = await hear(quietTalk, 'look', { group: true, attachments: 1 });
    assert.deepEqual({ asked, said, inPrivate: reply.inPrivate }, { asked: [], said: [], inPrivate: true });
  });

  it('answers a picture before anything else, with its words understood', async () => {
    const passage = await hear(waiting('form'), 'help', { attachments: 1, pressedOf: 'size' });
    assert.deepEqual(passage.asked, ['recognizer: help', 'picture: help']);
    assert.deepEqual((await hear(quietTalk, '', { attachments: 2 })).asked, ['picture: ']);
  });

  it('says that nothing was said', async () => {
    assert.deepEqual((await hear(waiting('form'), '')).asked, ['nothing said: ']);
  });

  it('hears those with a role in the log for commands before danger, which then stands above', async () => {
    for (const role of ['headteacher', 'deputy_head', 'dsl', 'deputy_dsl'] as const) {
      const { asked, said } = await hear(waiting('form'), 'list', { role, guess: danger });
      assert.deepEqual(asked, ['recognizer: list', 'command: list'], role);
      assert.deepEqual(said, ['banner', 'command'], role);
    }
    assert.deepEqual((await hear(quietTalk, 'list', { role: 'dsl', guess: question })).said, ['command']);
  });

  it('hears nobody else for commands', async () => {
    for (const role of ['governor', 'staff', 'parent_rep', 'parent', 'pupil'] as const) {
      const { asked } = await hear(quietTalk, 'list', { role, guess: danger });
      assert.deepEqual(asked, ['recognizer: list', 'safety urgent/danger: list'], role);
    }
  });

  it('asks the dialog of commands before commands, and before danger', async () => {
    const { asked } = await hear(waiting('headteacher'), 'it is red', { role: 'headteacher', guess: danger });
    assert.deepEqual(asked, ['recognizer: it is red', 'headteacher: it is red']);
    const other = await hear(waiting('headteacher'), 'it is red', { role: 'parent', guess: danger });
    assert.deepEqual(other.asked, ['recognizer: it is red', 'safety urgent/danger: it is red']);
  });

  it('answers the policy parts of a message first, and begins one thing that needs a talk, a report before all', async () => {
    const parts = [complaint, question, report, { ...question, label: 'policy:y' }].map(guessed);
    const { said, talk } = await hear(quietTalk, 'much', { guess: { ...complaint, parts } });
    assert.deepEqual(said, ['one at a time', 'topic policy:x', 'topic report/insult']);
    assert.deepEqual(talk.open?.state, { name: 'topic report/insult' });
  });

  it('asks what is open before the parts of a message', async () => {
    const parts = [complaint, question].map(guessed);
    const { said } = await hear(waiting('light'), 'it is red', { guess: { ...complaint, parts } });
    assert.deepEqual(said, ['light']);
  });

  it('introduces itself once, in a private chat, and never before danger', async () => {
    const first = await hear(newTalk, 'hello');
    assert.deepEqual(first.said, ['introduction', 'topic out_of_scope/other']);
    assert.deepEqual((await hear(first.talk, 'hello')).said, ['topic out_of_scope/other']);
    const inDanger = await hear(newTalk, 'danger', { guess: danger });
    assert.deepEqual(inDanger.said, ['safety urgent/danger']);
    assert.deepEqual((await hear(inDanger.talk, 'hello')).said, ['introduction', 'topic out_of_scope/other']);
    const risky = await hear(newTalk, 'is it safe', { guess: { ...question, banner: true } });
    assert.deepEqual(risky.said, ['banner', 'topic policy:x']);
    assert.deepEqual((await hear(newTalk, 'look', { attachments: 1 })).said, ['picture']);
    assert.deepEqual((await hear(newTalk, 'hello', { group: true })).said, ['group']);
  });

  it('says that a form has expired, after what is dangerous, and of nothing else', async () => {
    const { said, asked } = await hear(waiting('form'), 'red', { at: tooLate });
    assert.deepEqual(said, ['expired', 'topic out_of_scope/other']);
    assert.ok(!asked.includes('form: red'));
    const inDanger = await hear(waiting('form'), 'danger', { at: tooLate, guess: danger });
    assert.deepEqual(inDanger.said, ['safety urgent/danger', 'expired']);
    assert.deepEqual((await hear(waiting('light'), 'red', { at: tooLate })).said, [
      'topic out_of_scope/other',
    ]);
    const pressed = await hear(waiting('form'), 'Red', { at: tooLate, pressedOf: 'colour' });
    assert.deepEqual(pressed.said, ['expired', 'closed question']);
  });

  it('keeps what is open from the moment of the answer, and nothing of what was open before', async () => {
    const at = new Date(now.getTime() + 60_000);
    const { talk } = await hear({ ...waiting('form'), shown: 7, told: now.toISOString() }, 'hello', { at });
    assert.deepEqual(talk, {
      version: 1,
      welcomed: true,
      shown: 7,
      told: now.toISOString(),
      open: {
        dialog: 'light',
        version: 1,
        state: { name: 'topic out_of_scope/other' },
        choices: [],
        touched: at.toISOString(),
      },
    });
    const closed = await hear(waiting('form'), 'red');
    assert.ok(!('open' in closed.talk), 'what was answered is still open');
  });
});
