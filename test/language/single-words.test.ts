import assert from 'node:assert/strict';
import { sharedRecognizer } from '../support/app.js';

describe('a single word', () => {
  for (const word of ['monday', 'yes', 'no', 'Instagram', 'hello']) {
    it(`is no alarm by what is only supposed of it: ${word}`, async () => {
      const { route, banner } = await (await sharedRecognizer()).recognise(word, 'parent');
      assert.notEqual(route, 'urgent');
      assert.equal(banner, false);
    });
  }

  for (const word of ['Kidnapped', 'rape!', 'bomb', 'suicide', 'grooming', 'nudes']) {
    it(`is one when it can be nothing else: ${word}`, async () => {
      assert.equal((await (await sharedRecognizer()).recognise(word, 'parent')).route, 'urgent');
    });
  }

  it('that cries for help alone means what is said around it in a sentence', async () => {
    const { route } = await (await sharedRecognizer()).recognise(
      'is there a neglect policy for the school pond',
      'parent',
    );
    assert.notEqual(route, 'urgent');
  });
});
