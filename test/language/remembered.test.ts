import assert from 'node:assert/strict';
import type { Recognition } from '../../src/language/recognizer.js';
import { remembering } from '../../src/language/remembered.js';

describe('texts that were read before', () => {
  const reading: Recognition = {
    route: 'policy',
    label: 'policy:min-age',
    clauses: ['min-age', 'b', 'c'],
    clarify: false,
    banner: false,
    inscope: 1,
    urgent: 0,
  };

  function counting() {
    const read: string[] = [];
    const recognizer = remembering({
      recognise: async (text, role) => {
        read.push(`${role}: ${text}`);
        return structuredClone(reading);
      },
      encoder: () => 'none',
      close: async () => undefined,
    });
    return { recognizer, read };
  }

  it('are read once for each role, and nobody can change what was read', async () => {
    const { recognizer, read } = counting();
    (await recognizer.recognise('report a post', 'parent')).clauses.pop();
    (await recognizer.recognise('report a post', 'parent')).clauses.pop();
    assert.deepEqual(await recognizer.recognise('report a post', 'parent'), reading);
    await recognizer.recognise('report a post', 'staff');
    assert.deepEqual(read, ['parent: report a post', 'staff: report a post']);
  });

  it('are read again when they are long, or many others came between', async () => {
    const { recognizer, read } = counting();
    for (let times = 0; times < 2; times++) await recognizer.recognise('x'.repeat(61), 'parent');
    assert.equal(read.length, 2);
    for (let one = 0; one <= 500; one++) await recognizer.recognise(`text ${one}`, 'parent');
    await recognizer.recognise('text 500', 'parent');
    assert.equal(read.length, 503);
    await recognizer.recognise('text 0', 'parent');
    assert.equal(read.length, 504);
  });
});
