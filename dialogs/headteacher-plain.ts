import { clockOf, type Message, type Services } from '../src/conversation/dialog.js';
import { commandIn } from '../src/language/commands.js';
import { plain } from '../src/language/words.js';

/** A command in its shortest form. It is one even where an answer or a person's own words are waited for. */
export function isPlainCommand({ said, turn }: Message, services: Services): boolean {
  const words = plain(said);
  const starts =
    /^(?:show|close|reopen|note|history|incidents|open ones|list|summary|export|remind|calls|commands|digest|policy status|unanswered|delete)\b/;
  if (!starts.test(words)) return false;
  const numbered = /^\w+(?: \w+){0,2} (?:sm \d{4} )?\d+\b/.test(words);
  return (numbered || words.split(' ').length <= 3) && commandIn(said, clockOf(turn, services)) !== undefined;
}
