import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Facts, factsIn } from '../../src/language/facts.js';
import { inTime, someText } from './hostile.js';
import { clock, precision, recall, scoreFacts } from './scored-sets.js';

const facts = (text: string): Facts => factsIn(text, clock);

describe('facts from free text', () => {
  const scores = scoreFacts();
  for (const [field, score] of Object.entries(scores)) {
    it(`reads the ${field} of the scored set`, () => {
      assert.ok(score.right > 10);
      assert.ok(precision(score) >= 0.97, score.lines.join('\n'));
      assert.ok(recall(score) >= 0.95, score.lines.join('\n'));
    });
  }

  it('reads the example of the conversation', () => {
    assert.deepEqual(
      facts('a parent swore at another parent on the class whatsapp last night, its deleted now'),
      {
        platform: 'whatsapp',
        postedBy: 'parent',
        when: { from: '2026-11-17', part: 'night' },
        stillUp: 'no',
        visibility: 'private_group',
        kind: 'insult',
        affected: ['parent'],
      },
    );
  });

  it('reads short answers', () => {
    const answers: readonly (readonly [string, Facts])[] = [
      ['a parent', { postedBy: 'parent' }],
      ['one of the mums', { postedBy: 'parent' }],
      ['its a teacher', { postedBy: 'staff' }],
      ['someone outside school', { postedBy: 'outside' }],
      ['on insta', { platform: 'instagram' }],
      ['X', { platform: 'x' }],
      ['in the class whatsapp', { platform: 'whatsapp', visibility: 'private_group' }],
      ['everyone can see it', { visibility: 'public' }],
      ["it's been deleted", { stillUp: 'no' }],
      ['yes still up', { stillUp: 'yes' }],
      ['swearing', { kind: 'insult' }],
    ];
    for (const [text, expected] of answers) assert.deepEqual(facts(text), expected, text);
  });

  it('says nothing where nothing is said', () => {
    const none = [
      'hello',
      'no',
      'yes',
      'not sure',
      'thanks x',
      'x x',
      '',
      '🙂',
      'nobody is in danger',
      '1',
      'is it still up?',
    ];
    for (const text of none) assert.deepEqual(facts(text), {}, text);
  });

  it('does not take a kiss, a football team or a quick decision for a platform', () => {
    for (const text of [
      'sorry to bother you hun x',
      'the football teams were put up',
      'a snap decision',
      'block x',
      'her book bag',
    ])
      assert.equal(facts(text).platform, undefined, text);
    assert.equal(facts('it was on x').platform, 'x');
    assert.equal(facts('a Teams message').platform, 'teams');
  });

  it('hears what is denied', () => {
    assert.equal(facts('not facebook, insta').platform, 'instagram');
    assert.equal(facts('it isnt about the whatsapp row').platform, undefined);
    assert.equal(facts('not a pupil, a parent did it').postedBy, 'parent');
    assert.equal(facts("it hasn't been deleted").stillUp, 'yes');
    assert.equal(facts("it isn't a threat").kind, undefined);
    assert.equal(facts('it isnt public its just the class whatsapp').visibility, 'private_group');
  });

  it('does not take people in passing for the one who posted', () => {
    for (const text of [
      'my mum says its on twitter',
      'my son showed me a nasty post',
      "my friend's mum told me about it",
      'a video of two boys fighting',
      'a mum rang to say there is a post about her son',
      'she accepted a friend request from a pupil',
      'someone accused a parent of lying',
    ])
      assert.equal(facts(text).postedBy, undefined, text);
  });

  it('does not take a wish or a person for a post that is gone', () => {
    for (const text of [
      'can you get it taken down',
      'i want it removed',
      'please delete it',
      'she was removed from the group',
      'my daughter was kicked out and removed',
      'the row has gone too far',
    ])
      assert.equal(facts(text).stillUp, undefined, text);
  });

  it('leaves the platform open where two are named and nothing chooses', () => {
    assert.equal(facts('insta or snap, not sure which').platform, undefined);
    assert.equal(
      facts('it was on whatsapp then copied to facebook, its the facebook one').platform,
      'facebook',
    );
  });

  it('keeps the link without the full stop after it', () => {
    assert.equal(
      facts('here https://www.facebook.com/groups/1/posts/2.').link,
      'https://www.facebook.com/groups/1/posts/2',
    );
    assert.equal(facts('no link').link, undefined);
  });

  it('knows the school by its name', () => {
    assert.deepEqual(facts('they say Argyle is a disgrace').affected, ['school']);
    assert.equal(factsIn('they say Argyle is a disgrace', { ...clock, schoolNames: [] }).affected, undefined);
  });

  it('is the same in capitals, with emoji and with polite words around it', () => {
    const texts = [
      'a parent threatened the caretaker on facebook yesterday',
      'its a racist post about my son on insta, still up',
    ];
    for (const text of texts) {
      const plain = facts(text);
      for (const other of [
        text.toUpperCase(),
        `${text} 😡😡`,
        `hi, ${text} please`,
        `  ${text.replaceAll(' ', '   ')}`,
      ])
        assert.deepEqual(facts(other), plain, other);
    }
  });

  it('stands any text in time', () => {
    fc.assert(fc.property(someText, (text) => inTime(() => facts(text))));
  });
});
