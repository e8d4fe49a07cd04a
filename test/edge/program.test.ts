import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Program, startProgram } from '../long/program.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const parent = '00000009-0000-4000-8000-000000000001';
const head = '00000009-0000-4000-8000-000000000002';

/** Argyle's folder with a list of people that a test may change. */
function schoolOfItsOwn(): string {
  const data = temporaryFolder();
  const school = join(data, 'argyle');
  mkdirSync(school);
  symlinkSync(resolve('data', 'shared'), join(data, 'shared'));
  for (const name of readdirSync(join('data', 'argyle'))) {
    if (name !== 'people.yaml') symlinkSync(resolve('data', 'argyle', name), join(school, name));
  }
  writeFileSync(join(school, 'people.yaml'), '[]\n');
  return school;
}

describe('the program that npm start runs', function () {
  // A process of its own waits for its turn on a busy machine.
  this.timeout(30_000);
  let program: Program;
  const school = schoolOfItsOwn();

  before(async () => {
    program = await startProgram({ SCHOOL: school });
  });

  after(() => program.stop());

  it('knows within five seconds who has lost a role', async () => {
    const refused = /only for people the school has named/;
    const shown = async (): Promise<string> => (await program.say(head, 'show 1')).join('\n');
    assert.match(await shown(), refused);
    for (const [role, expected] of [
      ['headteacher', /no incident 1/],
      ['parent', refused],
    ] as const) {
      writeFileSync(
        join(school, 'people.yaml'),
        `- role: ${role}\n  name: Somebody\n  accounts: ['teams:${head}']\n`,
      );
      const written = performance.now();
      let answer = await shown();
      while (!expected.test(answer)) {
        assert.ok(performance.now() - written < 5000, answer);
        await pause(500);
        answer = await shown();
      }
    }
  });

  it('reads people with the sentence encoder, answers through the connector, and stops when it is asked to', async () => {
    await program.say(parent, 'hello');
    const age = await program.say(parent, 'how old has my lad got to be before he can have whatsapp');
    assert.match(age.join('\n'), /13/);
    const danger = await program.say(parent, 'my daughter says she wants to hurt herself tonight');
    assert.match(danger.join('\n'), /999/);
    const unsigned = await fetch(`${program.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(program.microsoft.activity(parent, 'hello', 'unsigned')),
    });
    assert.equal(unsigned.status, 401);
    assert.match(program.written(), /all-MiniLM/i);
    assert.doesNotMatch(program.written(), /hurt herself|Somebody|00000009-0000/);
    assert.deepEqual(
      readdirSync('var').filter((name) => name.startsWith('program-')),
      [],
      'the program’s file stays',
    );
    program.deafen();
    for (const words of ['help', 'privacy', 'help']) {
      assert.ok(
        (await program.say(parent, words)).length > 0,
        'a log that nobody reads keeps it from answering',
      );
    }
    assert.equal(await program.stop(), 0);
  });
});
