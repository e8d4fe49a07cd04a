import type { Clock } from '../src/language/dates.js';
import { type Affected, affecteds, factsIn } from '../src/language/facts.js';
import { plain } from '../src/language/words.js';

/** An answer of up to so many words names whom it is about, where free text would need a verb for it. */
const shortAnswer = 8;

const words: Readonly<Record<Affected, RegExp>> = {
  pupil:
    /\b(?:pupils?|child(?:ren)?|kids?|sons?|daughters?|boys?|girls?|students?|lads?|lo|ds|dd|teenagers?|class)\b/,
  staff: /\b(?:staff|teachers?|tas?|head|headteacher|sir|miss|mr|mrs|ms|governors?|volunteers?|senco)\b/,
  parent:
    /\b(?:parents?|carers?|mums?|dads?|mothers?|fathers?|me|myself|us|my (?:wife|husband|sister|brother))\b/,
  school: /\b(?:school|everyone|everybody|all of us)\b/,
  other: /\b(?:someone|somebody|anyone) else\b/,
};

/** "a pupil and a teacher" is two. Undefined when nobody is named. */
export function affectedIn(said: string, clock: Clock): Affected[] | undefined {
  const line = plain(said);
  const named = line.split(' ').length > shortAnswer ? [] : affecteds.filter((one) => words[one].test(line));
  const told = factsIn(said, clock).affected ?? [];
  const all = affecteds.filter((one) => named.includes(one) || told.includes(one));
  return all.length > 0 ? all : undefined;
}
