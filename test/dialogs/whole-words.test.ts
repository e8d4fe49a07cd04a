import assert from 'node:assert/strict';
import { topics } from '../../dialogs/index.js';
import { reportStateSchema } from '../../dialogs/report-state.js';
import type { Card } from '../../src/cards/card.js';
import { questionOf } from '../../src/cards/identity.js';
import { type Desk, openDesk } from './desk.js';

/** What is answered to each whole word when nothing is open, by the first of its wordings. */
const answers: Readonly<Record<string, RegExp>> = {
  help: /^If someone is in danger, call 999\./,
  cancel: /^There is nothing to stop\./,
  'start again': /^If someone is in danger, call 999\./,
  human: /^I cannot pass you on to a person/,
  privacy: /^What I keep/,
  'my id': /^This is how I know you in this chat/,
  'report a post': /^I am sorry you have had to see that/,
  'how to complain': /^I am sorry that something has gone wrong/,
  'my reports': /^I have no report from you/,
  'words for the group': /^What is going on in the group\?/,
  invitation: /^I do not have an invitation link/,
};

/** Those that work in the middle of a report too. */
const everywhere = ['help', 'cancel', 'start again', 'human', 'privacy'];

/** Sentences that begin with or hold a whole word, and mean something else. */
const sentences = [
  'cancel culture is mad',
  'help me report',
  'stop posting',
  'privacy policy of facebook?',
  'a person posted this',
  'the human wrote that',
  'start again they told him',
  'quit the group or else',
  'end of term party photos',
  'it was on the menu',
  'report card',
  'complain to whom',
];

/** What is answered to a message that is none, since the recognizer of these tests knows nothing. */
const notAWord = /^I can only help with the social media policy/;

/** A whole report, up to the question whether to send it, and how much of it has been said at each place to try. */
const report = ['report', 'no', '2', '1', '1', '2', '2', '1', '1', 'Somebody swore.', 'yes'];
const places: Readonly<Record<string, number>> = {
  'the danger question': 1,
  'a question with choices': 2,
  'the question for words': 9,
  'the read-back': report.length,
};

/** The ways in which people write a word. */
function waysOf(word: string): string[] {
  if (word === '?') return ['?', ' ? '];
  const capital = word.charAt(0).toUpperCase() + word.slice(1);
  const courteous = [`please ${word}`, `${word} please`, `hi, ${word} thanks`, `Can you ${word}?`];
  return [word, word.toUpperCase(), `${capital}.`, `  ${word}! `, `“${word}”`, `${word}...`, ...courteous];
}

describe('whole words', () => {
  let desk: Desk;

  beforeEach(async () => {
    desk = await openDesk();
  });

  afterEach(() => desk.close());

  const say = (words: string): Promise<string> => desk.say(words, 'parent');
  const open = () => desk.talk('parent').open;
  const lastCard = (): Card => desk.last('parent').cards.at(-1) ?? assert.fail('nothing was answered');

  const stateNow = () => {
    assert.equal(open()?.dialog, 'report', 'no report is open');
    return reportStateSchema.parse(open()?.state);
  };

  async function reportUpTo(length: number) {
    await say('cancel');
    for (const words of report.slice(0, length)) await say(words);
    return stateNow();
  }

  it('are all known here', () => {
    assert.deepEqual(
      topics.wholeWords.map(({ words }) => words[0]),
      Object.keys(answers),
    );
    const all = topics.wholeWords.flatMap(({ words }) => words);
    assert.equal(new Set(all).size, all.length, 'a word is used twice');
  });

  for (const { words } of topics.wholeWords) {
    const first = words[0] ?? '';
    const always = everywhere.includes(first);

    it(`"${first}" works alone, politely, in capitals and with punctuation`, async () => {
      for (const said of words.flatMap(waysOf)) {
        assert.match(await say(said), answers[first] ?? /^$/, `"${said}"`);
        if (open()) await say('cancel');
      }
    });

    it(`"${first}" ${always ? 'works' : 'waits'} in the middle of a report`, async () => {
      for (const [place, length] of Object.entries(places)) {
        for (const word of words) {
          const before = await reportUpTo(length);
          const question = lastCard();
          const reply = await say(word);
          const where = `"${word}" at ${place}`;
          if (first === 'cancel') {
            assert.match(reply, /what you had begun is deleted\. Nothing was sent\./, where);
            assert.equal(open(), undefined, where);
          } else if (first === 'start again') {
            assert.match(reply, /^I have deleted your answers\./, where);
            assert.deepEqual(stateNow().answers, {}, where);
            assert.notEqual(stateNow().draft, before.draft, where);
          } else if (always) {
            assert.match(reply, answers[first] ?? /^$/, where);
            assert.deepEqual(stateNow(), before, where);
            assert.deepEqual(lastCard(), question, where);
          } else {
            assert.equal(stateNow().draft, before.draft, where);
            assert.doesNotMatch(reply, answers[first] ?? /^/, where);
          }
        }
      }
      assert.equal((await desk.services.incidents.list({}, 1, 0)).total, 0);
    });

    if (!always) continue;
    it(`"${first}" ${/cancel|start/.test(first) ? 'ends' : 'leaves'} what is open besides a report`, async () => {
      for (const begin of ['how to complain', 'words for the group']) {
        for (const word of words) {
          await say(begin);
          const before = { ...open(), touched: '' };
          assert.ok(before.dialog);
          await say(word);
          if (first === 'cancel' || first === 'start again') {
            assert.ok(open()?.dialog !== before.dialog, word);
          } else {
            assert.deepEqual({ ...open(), touched: '' }, before, word);
            assert.deepEqual(lastCard().choices, before.choices);
          }
        }
      }
    });
  }

  for (const said of sentences) {
    it(`"${said}" is none, and is kept as the words of a report`, async () => {
      assert.match(await say(said), notAWord);
      await reportUpTo(9);
      assert.equal(questionOf(lastCard().of)?.split(':').at(-1), 'words');
      await say(said);
      assert.equal(stateNow().answers.words, said);
    });
  }

  it('give a pupil the way to help, and never the form', async () => {
    for (const said of ['help', 'report', 'report a post', 'start again'])
      assert.match(await desk.say(said, 'pupil'), /^If you are in danger now, call 999\..*Childline/s, said);
    assert.equal(desk.talk('pupil').open, undefined);
  });
});
