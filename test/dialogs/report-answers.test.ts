import assert from 'node:assert/strict';
import { mostWords, reportForm } from '../../dialogs/report-form.js';
import { hearAnswer, questionFor } from '../../src/conversation/form.js';
import { wednesday, zone } from './desk.js';

const clock = { now: wednesday, zone, terms: [], schoolNames: ['Argyle'] };

/** What people answer in place of an option, and what it means. Undefined: it is no answer. */
const inOtherWords: readonly [key: string, said: string, value: unknown][] = [
  ['kind', 'they were being really nasty', 'insult'],
  ['kind', 'not sure', 'other'],
  ['kind', 'bananas', undefined],
  ['carryOn', 'yes', true],
  ['carryOn', 'nope', false],
  ['platform', 'insta', 'instagram'],
  ['platform', 'yes', undefined],
  ['visibility', 'the class group', 'private_group'],
  ['visibility', 'everyone can see it', 'public'],
  ['when', '03/11', { from: '2026-11-03' }],
  ['when', 'on the 3rd of november', { from: '2026-11-03' }],
  ['when', 'cant remember', null],
  ['when', 'bananas', undefined],
  ['postedBy', 'one of the mums', 'parent'],
  ['postedBy', 'a TA', 'staff'],
  ['postedBy', 'no idea', 'not_sure'],
  ['affected', 'a pupil and a teacher', ['pupil', 'staff']],
  ['affected', 'bananas', undefined],
  ['stillUp', "it's gone", 'no'],
  ['stillUp', 'yes still there', 'yes'],
  ['link', 'see https://social.example/post/1', 'https://social.example/post/1'],
  ['link', "i don't have one", null],
  ['words', 'x', undefined],
  ['words', 'w'.repeat(mostWords + 1), 'w'.repeat(mostWords)],
  ['words', 'a mum wrote that the head is useless', 'a mum wrote that the head is useless'],
  ['mayContact', 'of course', true],
  ['mayContact', "I'd rather not", false],
  ['mayContact', 'bananas', undefined],
];

describe('answers to the report form', () => {
  for (const [key, said, value] of inOtherWords) {
    const what = value === undefined ? 'as no answer' : `as ${JSON.stringify(value).slice(0, 40)}`;
    it(`to "${key}" takes "${said.slice(0, 40)}" ${what}`, () => {
      const one = questionFor(reportForm, key);
      assert.ok(one);
      assert.deepEqual(hearAnswer(one, said, clock), value === undefined ? undefined : { value });
    });
  }
});
