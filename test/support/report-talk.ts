/** Teams offers a card to fill in, which other channels cannot draw. */
export const formOffered = /Please fill in what you know/;

/** What somebody answers to each question of the report, found by the words of the question. */
const answers: readonly [RegExp, string][] = [
  [/is anyone in danger/, 'no'],
  [formOffered, 'one question at a time'],
  [/What kind of post/, 'rude'],
  [/Where is it\?/, 'facebook'],
  [/private group or chat, or can anyone/, 'anyone can see it'],
  [/When was it posted/, 'yesterday'],
  [/Who posted it\?/, 'a parent'],
  [/Who is it about/, 'a teacher'],
  [/Can it still be seen/, 'yes still up'],
  [/In your own words/, 'It calls her names.'],
  [/Is there a link/, 'https://facebook.example/post/1'],
  [/get in touch with you/, 'yes'],
  [/Shall I send this/, 'send'],
];

/**
 * Reports a post from beginning to end; the answer that says it is in the log. `say` sends a message and
 * gives what came back. Throws when a question has no answer here.
 */
export async function reportPost(say: (words: string) => Promise<string>): Promise<string> {
  let heard = await say('report a post');
  for (let asked = 0; asked < 20 && !/is in the log/.test(heard); asked++) {
    const question = heard;
    const [, answer] = answers.find(([words]) => words.test(question)) ?? [];
    if (answer === undefined) throw new Error(`there is no answer to: ${heard}`);
    heard = await say(answer);
  }
  return heard;
}
