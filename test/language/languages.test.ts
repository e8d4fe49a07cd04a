import assert from 'node:assert/strict';
import fc from 'fast-check';
import { languageOf } from '../../src/language/languages.js';
import { inTime, someText } from './hostile.js';
import { precision, recall, scoreLanguages } from './scored-sets.js';

describe('languages', () => {
  const scores = scoreLanguages();
  for (const score of [scores.language, scores.mixed]) {
    it('reads the scored set', () => {
      assert.ok(precision(score) >= 0.95, score.lines.join('\n'));
      assert.ok(recall(score) >= 0.95, score.lines.join('\n'));
    });
  }

  it('keeps the English part as it was typed', () => {
    assert.deepEqual(languageOf("Bonjour, I don't know what age WhatsApp is for, merci beaucoup"), {
      language: 'fr',
      mixed: true,
      english: "I don't know what age WhatsApp is for,",
    });
    assert.equal(
      languageOf('আমার ছেলে, someone sent him a bad message')?.english,
      'someone sent him a bad message',
    );
    assert.equal(languageOf('ktoś wrzucił zdjęcie mojego syna')?.english, '');
    assert.equal(languageOf('who do i tell')?.english, 'who do i tell');
  });

  it('takes odd English for English', () => {
    const odd = [
      'sum1 has put my sons pic on snap',
      'wots the age 4 tiktok plz',
      'se la vie innit',
      'José and Zoë are in the same class',
      'ffs smh',
      'can u delete that',
      'my dd is on insta',
      'i want report bad post about my son',
      'the siesta club photo',
    ];
    for (const text of odd) assert.equal(languageOf(text)?.language, 'en', text);
  });

  it('says nothing where there are no words', () => {
    for (const text of ['', '   ', '🙂🙂', '...', '?!']) assert.equal(languageOf(text), undefined, text);
  });

  it('stands any text in time', () => {
    fc.assert(fc.property(someText, (text) => inTime(() => languageOf(text))));
  });
});
