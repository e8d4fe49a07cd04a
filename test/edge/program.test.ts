import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { type Program, startProgram } from '../long/program.js';

const parent = '00000009-0000-4000-8000-000000000001';

describe('the program that npm start runs', () => {
  let program: Program;

  before(async () => {
    program = await startProgram();
  });

  after(() => program.stop());

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
    assert.match(program.written(), /universal-sentence-encoder/i);
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
