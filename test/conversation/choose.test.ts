import assert from 'node:assert/strict';
import type { Choice } from '../../src/cards/card.js';
import { chosen } from '../../src/conversation/choose.js';

const choices: readonly Choice[] = [
  { label: 'A parent or carer' },
  { label: 'Someone on the staff' },
  { label: 'Report the post', says: 'report a post' },
  { label: 'No' },
];
/** Two labels that are one letter apart, and one that is a number. */
const alike: readonly Choice[] = [{ label: 'Rating' }, { label: 'Dating' }, { label: '2024' }];

/** What is said, and the label that it chooses; undefined where nothing is chosen. */
const table: readonly [from: readonly Choice[], said: string, label: string | undefined][] = [
  [choices, '1', 'A parent or carer'],
  [choices, 'nooo', 'No'],
  [choices, ' 2. ', 'Someone on the staff'],
  [choices, '(3)', 'Report the post'],
  [choices, 'option 4', 'No'],
  [choices, 'Number 1', 'A parent or carer'],
  [choices, 'no 2', 'Someone on the staff'],
  [choices, '0', undefined],
  [choices, '5', undefined],
  [choices, '123', undefined],
  [choices, '-', undefined],
  [choices, '', undefined],
  [choices, '2 of them', undefined],
  [choices, 'one', undefined],
  [choices, 'a PARENT, or carer!', 'A parent or carer'],
  [choices, 'report a post', 'Report the post'],
  [choices, 'report the post', 'Report the post'],
  [choices, 'no', 'No'],
  [choices, 'a parnet or carer', 'A parent or carer'],
  [choices, 'aparent or caret', 'A parent or carer'],
  [choices, 'b purent or caret', undefined],
  [choices, 'nu', undefined],
  [choices, 'someone', undefined],
  [choices, 'a parent or carer wrote it', undefined],
  [alike, 'rating', 'Rating'],
  [alike, 'eating', undefined],
  [alike, 'ratingg', 'Rating'],
  [alike, '2024', '2024'],
  [[], '1', undefined],
];

describe('choosing', () => {
  for (const [from, said, label] of table) {
    it(`takes "${said}" for ${label ?? 'none'} of ${from.length}`, () => {
      assert.equal(chosen(said, from)?.label, label);
    });
  }
});
