import assert from 'node:assert/strict';
import type { Talk } from '../../src/conversation/talk.js';
import { type Desk, openDesk } from '../dialogs/desk.js';
import { type Guess, guessed, pass, quietTalk, type Sent, waiting } from './small-topics.js';

const danger: Guess = { route: 'urgent', label: 'urgent/danger', urgent: 0.9 };
const risky: Guess = { route: 'policy', label: 'policy:x', banner: true };
const question: Guess = { route: 'policy', label: 'policy:x' };

/** A message, who is asked about it in which order, and the cards that come back. */
interface Case {
  what: string;
  talk?: Talk;
  words: string;
  sent?: Sent;
  asked: readonly string[];
  said: readonly string[];
}

const cases: readonly Case[] = [
  {
    what: 'what is too long is not read',
    words: 'a'.repeat(10_001),
    sent: { guess: danger },
    asked: [`too long: ${'a'.repeat(10_001)}`],
    said: ['too long'],
  },
  {
    what: 'what is too long is looked through for danger',
    words: 'danger '.repeat(2000),
    sent: { guess: danger },
    asked: [`recognizer: ${'danger '.repeat(2000)}`, `too long: ${'danger '.repeat(2000)}`],
    said: ['banner', 'too long'],
  },
  {
    what: 'one message too many is not taken',
    talk: waiting('form'),
    words: 'blue',
    sent: { hurry: 'first' },
    asked: ['recognizer: blue', 'too many: blue'],
    said: ['too many'],
  },
  {
    what: 'what is as long as may be is read',
    words: 'a'.repeat(10_000),
    asked: [`recognizer: ${'a'.repeat(10_000)}`, `topic out_of_scope/other: ${'a'.repeat(10_000)}`],
    said: ['topic out_of_scope/other'],
  },
  {
    what: 'danger comes before what is open',
    talk: waiting('form'),
    words: 'danger blue',
    sent: { guess: danger },
    asked: ['recognizer: danger blue', 'safety urgent/danger: danger blue'],
    said: ['safety urgent/danger'],
  },
  {
    what: 'danger comes before an answer that the dialog takes',
    talk: waiting('form'),
    words: 'red danger',
    sent: { guess: danger },
    asked: ['recognizer: red danger', 'safety urgent/danger: red danger'],
    said: ['safety urgent/danger'],
  },
  {
    what: 'a plain answer is no concern about an adult',
    talk: waiting('form'),
    words: 'red teacher',
    sent: { guess: { ...danger, kind: 'staff_contact' } },
    asked: ['recognizer: red teacher', 'form: red teacher'],
    said: ['form'],
  },
  {
    what: 'danger in the last part of a message is danger',
    words: 'hello. danger',
    sent: { guess: { ...question, parts: [guessed(question), guessed(danger)] } },
    asked: ['recognizer: hello. danger', 'safety urgent/danger: hello. danger'],
    said: ['safety urgent/danger'],
  },
  {
    what: 'a word that works everywhere comes before what is open',
    talk: waiting('form'),
    words: 'Help please!',
    sent: { guess: danger },
    asked: ['help: Help please!'],
    said: ['help'],
  },
  {
    what: 'another word waits where answers are held',
    talk: waiting('form'),
    words: 'menu',
    asked: ['recognizer: menu', 'topic out_of_scope/other: menu'],
    said: ['topic out_of_scope/other'],
  },
  {
    what: 'another word works where no answers are held',
    talk: waiting('light'),
    words: 'menu',
    asked: ['menu: menu'],
    said: ['menu'],
  },
  {
    what: 'a choice is understood without guessing, and says what it says',
    talk: waiting('form'),
    words: '2',
    sent: { guess: danger },
    asked: ['form: the colour blue'],
    said: ['form'],
  },
  {
    what: 'a choice that is a word of its own is that word',
    talk: waiting('light'),
    words: 'niether',
    asked: ['menu: Neither'],
    said: ['menu'],
  },
  {
    what: 'a choice that the dialog does not want is understood like any message',
    talk: waiting('form'),
    words: '3',
    asked: ['recognizer: Neither', 'topic out_of_scope/other: Neither'],
    said: ['topic out_of_scope/other'],
  },
  {
    what: 'a button of the open question is its choice',
    talk: waiting('form'),
    words: 'Red',
    sent: { pressedOf: 'colour' },
    asked: ['form: Red'],
    said: ['form'],
  },
  {
    what: 'a button of an older question does nothing',
    talk: waiting('form'),
    words: 'Red',
    sent: { pressedOf: 'size', guess: danger },
    asked: ['closed question: Red'],
    said: ['closed question'],
  },
  {
    what: 'a button of a question that was answered does nothing',
    words: 'Red',
    sent: { pressedOf: 'colour' },
    asked: ['closed question: Red'],
    said: ['closed question'],
  },
  {
    what: 'what is open is asked before anything new is begun',
    talk: waiting('light'),
    words: 'rather red',
    asked: ['recognizer: rather red', 'light: rather red'],
    said: ['light'],
  },
  {
    what: 'state of another version of the dialog is put aside',
    talk: waiting('light', 2),
    words: 'rather red',
    sent: { guess: question },
    asked: ['recognizer: rather red', 'topic policy:x: rather red'],
    said: ['topic policy:x'],
  },
  {
    what: 'a risk stands above the answer',
    words: 'is it dangerous',
    sent: { guess: risky },
    asked: ['recognizer: is it dangerous', 'topic policy:x: is it dangerous'],
    said: ['banner', 'topic policy:x'],
  },
  {
    what: 'a word or two of an answer that sound like risk get no banner',
    talk: waiting('form'),
    words: 'blue bruise',
    sent: { guess: risky },
    asked: ['recognizer: blue bruise', 'form: blue bruise'],
    said: ['form'],
  },
];

describe('the router of a private chat', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  for (const { what, talk = quietTalk, words, sent = {}, asked, said } of cases) {
    it(`sees that ${what}`, async () => {
      const passage = await pass(desk.services, talk, words, sent);
      assert.deepEqual(passage.asked, asked);
      assert.deepEqual(passage.said, said);
    });
  }
});
