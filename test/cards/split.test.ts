import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitText } from '../../src/cards/split.js';

const bare = (text: string): string => text.replace(/\s+/g, '');

describe('a text that is too long for one message', () => {
  it('is parted between paragraphs, then lines, then sentences, then words', () => {
    assert.deepEqual(splitText('One. Two.\n\nThree. Four.', 20), ['One. Two.', 'Three. Four.']);
    assert.deepEqual(splitText('One two\nthree four\nfive', 18), ['One two\nthree four', 'five']);
    assert.deepEqual(splitText('One two. Three four. Five.', 22), ['One two. Three four.', 'Five.']);
    assert.deepEqual(splitText('He said "No." Then he left.', 16), ['He said "No."', 'Then he left.']);
    assert.deepEqual(splitText('one two three four', 9), ['one two', 'three', 'four']);
  });

  it('is parted inside a word only where the word is longer than a message, and never inside a character', () => {
    assert.deepEqual(splitText('abcdefghij', 4), ['abcd', 'efgh', 'ij']);
    assert.deepEqual(splitText('abc😀def', 4), ['abc', '😀de', 'f']);
  });

  it('is nothing where there are no words', () => {
    assert.deepEqual(splitText(' \n ', 10), []);
  });

  it('loses nothing and fits, whatever it is', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'é', '😀', ' ', '.', '?', '\n', '"', '1') });
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 40 }), (text, limit) => {
        const pieces = splitText(text, limit);
        assert.equal(bare(pieces.join('')), bare(text));
        for (const piece of pieces) {
          assert.ok(piece.length <= limit && piece !== '', JSON.stringify(piece));
          assert.doesNotMatch(piece, /[\uD800-\uDBFF]$|^[\uDC00-\uDFFF]/);
        }
      }),
    );
  });
});
