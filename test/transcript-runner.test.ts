import assert from 'node:assert/strict';
import { play } from './support/transcript.js';
import { discardIdle } from './support/transcript-bots.js';
import { readTranscript } from './support/transcript-lines.js';

describe('a transcript fails', () => {
  after(discardIdle);

  const cases: readonly [string, string, RegExp][] = [
    ['when the words differ', 'pupil: help\nbot: Hello.', /^x\.chat:2: bot differs/],
    ['when words are missing', 'pupil: help\nbot has: Hello', /^x\.chat:2: bot should have "Hello"/],
    [
      'when words should be missing',
      'pupil: help\nbot has not: childline',
      /^x\.chat:2: bot should not have/,
    ],
    [
      'when somebody else gets something unwritten',
      'in group: pupil: @lollipop privacy\npupil: help',
      /^x\.chat:1: no line says that this came for/,
    ],
    [
      'when something arrives after nothing should',
      'pupil: help\nnothing arrives',
      /^x\.chat:2: nothing should/,
    ],
    ['when rows are missing', 'pupil: help\ndatabase has: 1 incident', /^x\.chat:2: the table incident/],
    [
      'when words are kept',
      'pupil: help\ndatabase has not: welcomed',
      /^x\.chat:2: "welcomed" is kept in bot_state/,
    ],
    ['when there is no such button', 'pupil presses: Send', /^x\.chat:1: the bot gave pupil no button/],
  ];

  for (const [name, text, fault] of cases) {
    it(name, async () => {
      await assert.rejects(play(readTranscript(text, 'x.chat')), (found) => {
        assert.ok(found instanceof Error);
        assert.match(found.message, fault);
        return true;
      });
    });
  }

  it('when a line has none of the forms, with its place', () => {
    assert.throws(
      () => readTranscript('parent: hi\nparrot: hi', 'x.chat'),
      /^Error: x\.chat:2: this line has none/,
    );
  });

  it('not when all is as written', async () => {
    await play(readTranscript('pupil: help\nbot: ... 0800 1111 ...\nbot has not: Send', 'x.chat'));
  });
});
