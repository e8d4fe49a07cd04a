import assert from 'node:assert/strict';
import fc from 'fast-check';
import { correctionIn } from '../../src/language/corrections.js';
import type { Facts } from '../../src/language/facts.js';
import { inTime, someText } from './hostile.js';
import { clock, precision, recall, scoreCorrections } from './scored-sets.js';

const before: Facts = {
  kind: 'insult',
  platform: 'instagram',
  visibility: 'private_group',
  when: { from: '2026-11-18' },
  postedBy: 'pupil',
};

describe('corrections', () => {
  it('reads the scored set', () => {
    const score = scoreCorrections();
    assert.ok(precision(score) >= 0.95, score.lines.join('\n'));
    assert.ok(recall(score) >= 0.95, score.lines.join('\n'));
  });

  it('hears new values with and without the answers so far', () => {
    for (const known of [before, {}]) {
      assert.deepEqual(correctionIn('no it was yesterday', clock, known), {
        change: { when: { from: '2026-11-17' } },
      });
      assert.deepEqual(correctionIn('not insta, snap', clock, known), { change: { platform: 'snapchat' } });
      assert.deepEqual(correctionIn('actually it was a parent', clock, known), {
        change: { postedBy: 'parent' },
      });
      assert.deepEqual(correctionIn('change the platform to tiktok', clock, known), {
        change: { platform: 'tiktok' },
      });
    }
  });

  it('hears which question is to be asked again', () => {
    const asks: readonly (readonly [string, string])[] = [
      ['change the platform', 'platform'],
      ['can i change the date', 'when'],
      ['i want to change what i wrote', 'words'],
      ['change whether the head can contact me', 'mayContact'],
      ['the link is wrong', 'link'],
      ['it wasnt on instagram', 'platform'],
    ];
    for (const [text, ask] of asks) assert.deepEqual(correctionIn(text, clock, before), { ask }, text);
  });

  it('takes no ordinary answer for a correction', () => {
    const answers = [
      'no',
      'yes',
      'not sure',
      'a parent',
      'a teacher and a pupil',
      'my son',
      'no link',
      'no its gone',
      'no idea who',
      'still up',
      'he called my son a fat idiot',
      'it says that the school is not safe',
      'everyone can see it',
      'no changes',
      'yes thats right it was tuesday',
      'send',
      'cancel',
      'what should i change my password to',
      'he said my daughter is not welcome',
      'not that i know of',
      'no i dont want to be contacted',
    ];
    for (const text of answers) assert.equal(correctionIn(text, clock, before), undefined, text);
  });

  it('counts from the date that is corrected', () => {
    const known = { ...before, when: { from: '2026-11-10' } };
    assert.deepEqual(correctionIn('no, the day before', clock, known), {
      change: { when: { from: '2026-11-09' } },
    });
    assert.deepEqual(correctionIn('it was in the evening', clock, known), {
      change: { when: { from: '2026-11-10', part: 'evening' } },
    });
    assert.equal(correctionIn('the day before', clock, {}), undefined);
  });

  it('stands any text in time', () => {
    fc.assert(fc.property(someText, (text) => inTime(() => correctionIn(text, clock, before))));
  });
});
