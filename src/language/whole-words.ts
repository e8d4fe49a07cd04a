import { plain, withoutCourtesy } from './words.js';

/** Words that mean something as a whole message, and only so: "cancel culture" is an answer. */
export const wholeWords = {
  help: ['help', 'menu', 'main menu', 'options', '?'],
  stop: ['cancel', 'stop', 'quit', 'exit', 'end'],
  startAgain: ['start again', 'start over', 'restart', 'begin again'],
  human: [
    'human',
    'person',
    'a person',
    'talk to a person',
    'real person',
    'talk to a human',
    'speak to a person',
  ],
  privacy: ['privacy', 'privacy notice', 'what do you keep'],
} as const;

export type WholeWordName = keyof typeof wholeWords;

/** The label that each stands for when the message is not read any further. */
const labels: Readonly<Record<WholeWordName, string>> = {
  help: 'smalltalk/capabilities',
  stop: 'smalltalk/stop',
  startAgain: 'smalltalk/stop',
  human: 'smalltalk/human',
  privacy: 'smalltalk/privacy',
};

/** An answer and nothing else: without its question it says no more than that. */
const answers: readonly string[] = ['yes', 'yep', 'yeah', 'no', 'nope', 'ok', 'okay'];

const names: readonly WholeWordName[] = ['help', 'stop', 'startAgain', 'human', 'privacy'];

/** A message as it is compared with whole words: courtesy, case and punctuation do not count. */
export function asWholeWord(said: string): string {
  return withoutCourtesy(plain(said)) || said.trim();
}

/** The label of a message that is a whole word; undefined for every other message. */
export function wholeWordLabel(said: string): string | undefined {
  const words = asWholeWord(said);
  if (answers.includes(words)) return 'smalltalk/ok';
  const name = names.find((one) => wholeWords[one].some((each) => each === words));
  return name && labels[name];
}
