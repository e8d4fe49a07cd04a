import assert from 'node:assert/strict';
import { commands, headteacherDialog, refusal } from '../../dialogs/headteacher.js';
import { renderText } from '../../src/cards/text.js';
import { clockOf, open } from '../../src/conversation/dialog.js';
import { transitions } from '../../src/incidents/incident.js';
import { commandIn } from '../../src/language/commands.js';
import { type Role, roles } from '../../src/people.js';
import { type Desk, openDesk } from './desk.js';

describe('the table of commands', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    for (let count = 0; count < 7; count += 1) await desk.send();
  });
  afterEach(() => desk.close());

  const names = commands.map(({ name }) => name);

  it('has each command once', () => assert.equal(new Set(names).size, names.length));

  for (const { name, example, help, roles: allowed } of commands) {
    it(`${name}: its example is understood and runs, and its help is printed`, async () => {
      const role: Role = allowed.includes('headteacher') ? 'headteacher' : 'dsl';
      if (name === 'reopen') await desk.say('close 7 done');
      const turn = {
        said: example,
        attachments: 0,
        person: person(desk, role),
        place: place(role),
        now: desk.now,
      };
      assert.equal(commandIn(example, clockOf(turn, desk.services))?.command, name);
      const text = await desk.say(example, role);
      assert.doesNotMatch(text, /I can only help|I am not sure|That is only for/);
      for (const card of desk.last(role).cards) assertPlain([...card.text, card.ask ?? '']);
      assert.ok((await desk.say('commands', role)).includes(help));
    });

    const refused = roles.filter((role) => !allowed.includes(role));
    it(`${name}: is refused for ${refused.join(', ')}`, async () => {
      desk.guess('headteacher_command/list');
      for (const role of refused) {
        const text = await desk.say(example, role);
        assert.equal(text, refusal().cards.map(renderText).join(), role);
      }
      assert.equal((await desk.services.incidents.history(7)).length, 1);
      assert.equal((await desk.services.incidents.find(7))?.status, 'new');
    });
  }

  it('answers the same to somebody without a role whether an incident exists or not', async () => {
    desk.guess('headteacher_command/show');
    assert.equal(await desk.say('show 7', 'parent'), await desk.say('show 4242', 'parent'));
  });

  it('lets nobody go on with what somebody with a role began', async () => {
    await desk.say('close 7');
    const { open: waiting } = desk.talk();
    assert.ok(waiting);
    const turn = {
      said: 'all done',
      attachments: 0,
      person: person(desk, 'staff'),
      place: place('staff'),
      now: desk.now,
    };
    const message = { turn, said: 'all done', talk: desk.talk() };
    assert.equal(await headteacherDialog.resume(waiting, message, desk.services), undefined);
    assert.equal((await desk.services.incidents.find(7))?.status, 'new');
  });

  it('puts state aside that it does not understand', async () => {
    const turn = {
      said: 'yes',
      attachments: 0,
      person: person(desk, 'headteacher'),
      place: place('x'),
      now: desk.now,
    };
    const strange = open(headteacherDialog, { step: 'which', order: { command: 'explode' } }, desk.now);
    assert.equal(
      await headteacherDialog.resume(strange, { turn, said: 'yes', talk: desk.talk() }, desk.services),
      undefined,
    );
  });

  it('carries out a reading command on a good guess, and no other', async () => {
    desk.guess('headteacher_command/summary');
    assert.match(await desk.say('podsumowanie please'), /Reported: 7/);
    desk.guess('headteacher_command/close');
    assert.match(await desk.say('cerrar incident 3'), /changed nothing.*\n*.*close 7/);
    assert.equal((await desk.services.incidents.find(3))?.status, 'new');
  });

  it('leaves danger that names no incident to the safety route', async () => {
    desk.guess('urgent/danger');
    const text = await desk.say('I have called the police, there is a man with a knife');
    assert.match(text, /call 999/);
    assert.doesNotMatch(text, /Which incident/);
  });

  it('answers a plain reading command in the middle of a report, which then goes on', async () => {
    desk.guess('report');
    await desk.say('I want to report a post');
    desk.guess(undefined);
    const before = desk.talk().open;
    assert.equal(before?.dialog, 'report');
    const text = await desk.say('show 3');
    assert.match(text, /SM-2026-0003 is new[\s\S]*is anyone in danger/);
    assert.match(await desk.say('close 3 done'), /changed nothing[\s\S]*is anyone in danger/);
    assert.deepEqual(desk.talk().open?.state, before?.state);
    assert.equal((await desk.services.incidents.find(3))?.status, 'new');
  });

  it('takes nothing else for a command there', async () => {
    desk.guess('report');
    await desk.say('I want to report a post');
    desk.guess(undefined);
    await desk.say('asked them to delete it');
    assert.equal(desk.talk().open?.dialog, 'report');
  });
});

describe('the buttons of an incident', () => {
  let desk: Desk;
  beforeEach(async () => (desk = await openDesk()));
  afterEach(() => desk.close());

  const ways = {
    new: [],
    open: ['note 1 rang home'],
    waiting: ['1 is waiting'],
    closed: ['close 1 done'],
    withdrawn: [],
  } as const;

  for (const [status, words] of Object.entries(ways)) {
    it(`are what the transition table allows from ${status}, and each is understood`, async () => {
      await desk.send();
      for (const one of words) await desk.say(one);
      if (status === 'withdrawn') {
        const by = { account: 'teams:parent', name: 'Sam Reporter' };
        await desk.services.incidents.move(1, 'withdraw', { at: desk.now, by, what: 'withdrawn' });
      }
      assert.match(await desk.say('show 1'), new RegExp(`is ${status}`));
      const choices = desk.last().cards.at(-1)?.choices ?? [];
      assert.ok(choices.length <= 6 && choices.length > 0);
      const moves: string[] = choices.map(({ says = '' }) => commandIn(says, clock(desk))?.command ?? 'none');
      const possible = Object.entries(transitions).find(([from]) => from === status)?.[1] ?? {};
      for (const move of moves) assert.ok(move in possible, `${move} from ${status}`);
      assert.equal(moves.includes('reopen'), status === 'closed');
    });
  }

  for (const [label, what] of [
    ['Asked for deletion', 'deletion_requested'],
    ['Told the platform', 'reported_to_platform'],
    ['Helpline contacted', 'posh_contacted'],
    ['Police or other told', 'authority_informed'],
  ] as const) {
    it(`“${label}” records that, without words that nobody typed`, async () => {
      await desk.send();
      await desk.say('show 1');
      assert.match(await desk.press(label), /recorded for SM-2026-0001/);
      const line = (await desk.services.incidents.history(1)).at(-1);
      assert.equal(line?.what, what);
      assert.equal(line?.detail, undefined);
    });
  }

  it('a typed number that is also an incident’s is asked about', async () => {
    for (let count = 0; count < 3; count += 1) await desk.send();
    await desk.say('show 3');
    assert.match(await desk.say('2'), /incident 2, or “Told the platform” for incident 3/);
    assert.equal((await desk.services.incidents.history(3)).at(-1)?.what, 'viewed');
    assert.match(await desk.say('1'), /SM-2026-0002 is new/);
    await desk.say('show 3');
    await desk.say('2');
    assert.match(await desk.say('2'), /recorded for SM-2026-0003/);
  });

  it('a typed number that is no incident’s is the button', async () => {
    await desk.send();
    await desk.say('show 1');
    assert.match(await desk.say('2'), /recorded for SM-2026-0001/);
  });
});

function person(desk: Desk, role: Role) {
  return desk.services.people.of(`teams:${role}`, 'somebody', 'parent');
}

function place(id: string) {
  return { channel: 'msteams', kind: 'personal', id } as const;
}

function clock(desk: Desk) {
  return { now: desk.now, zone: 'Europe/London', terms: [], schoolNames: [] };
}

/** House style: no exclamation marks, and no sentence over 25 words. */
function assertPlain(texts: readonly string[]): void {
  for (const text of texts) {
    assert.doesNotMatch(text, /!/);
    for (const sentence of text.split(/(?<=[.?:])\s+/)) {
      assert.ok(sentence.split(/\s+/).length <= 25, sentence);
    }
  }
}
