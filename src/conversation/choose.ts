import { type Choice, sayingOf } from '../cards/card.js';
import { closeTo, plain } from '../language/words.js';

/**
 * Which of the offered choices a message means: its number ("2", "2.", "option 2"), its words in
 * any case, or its words with a slip of the finger. Undefined when it is none of them, or when two
 * are equally close.
 */
export function chosen(said: string, choices: readonly Choice[]): Choice | undefined {
  const words = plain(said);
  const number = /^(?:option |number |no )?(\d{1,2})$/.exec(words)?.[1];
  if (number) return choices[Number(number) - 1];
  const exact = choices.find((choice) => words === plain(choice.label) || words === plain(sayingOf(choice)));
  if (exact) return exact;
  const stretched = choices.find((choice) => unstretched(words) === unstretched(plain(choice.label)));
  if (stretched) return stretched;
  const near = choices.filter((choice) => closeTo(words, plain(choice.label)));
  return near.length === 1 ? near[0] : undefined;
}

/** "yesss" and "nooo" with each letter once: a held key, or a word drawn out. */
function unstretched(words: string): string {
  return words.replace(/([a-z])\1+/g, '$1');
}
