import { clockOf, type Message, type Services } from '../src/conversation/dialog.js';
import { commandIn } from '../src/language/commands.js';

/** What is taken for a command on a guess alone is only called one when it names something of the log. */
export function asksForLog({ said, turn }: Message, services: Services): boolean {
  return /\b(?:incidents?|log)\b/i.test(said) || commandIn(said, clockOf(turn, services)) !== undefined;
}
