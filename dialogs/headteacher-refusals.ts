import { say } from '../src/cards/card.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import type { Order } from '../src/language/commands.js';
import { holds } from '../src/people.js';

/** Said to anybody else who types a command. It is the same whatever the log holds. */
export function refusal(): Reply {
  return {
    noted: 'command.refused',
    cards: [
      say('That is only for people the school has named for it.', 'To see your own reports, say my reports.'),
    ],
  };
}

/** Nothing is erased by hand: the record is evidence, and its time is the retention rule's. */
export async function erase({ numbers }: Order, _message: Message, _services: Services): Promise<Reply> {
  const close = `Say close ${numbers[0] ?? 'and its number'} when it is finished.`;
  return {
    cards: [
      say(
        `Reports are closed, not deleted. ${close}`,
        'How long closed reports are kept is for the school to decide.',
      ),
    ],
  };
}

/** A concern about the Headteacher leaves no trace here, so there is nothing to list (design, section 2.4). */
export async function aboutMe(_order: Order, { turn }: Message, _services: Services): Promise<Reply> {
  if (holds(turn.person, 'headteacher')) {
    return {
      cards: [
        say('A concern about the Headteacher is never in this log. It goes to the chair of governors.'),
      ],
    };
  }
  return { cards: [say('The log is not sorted by whom a post is about, so I cannot look for that.')] };
}
