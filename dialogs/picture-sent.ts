import { say } from '../src/cards/card.js';
import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import { holds } from '../src/people.js';
import { someoneHolds } from './alerts.js';
import { namesHeadteacher } from './headteacher-named.js';
import { headteacherReads, tellDsl, urgentReply } from './urgent.js';

/**
 * A picture of that kind has been sent to this chat: the DSL must know, because the chat now holds it.
 * The person is told that the DSL is told (DESIGN 2.4). Where the Headteacher is named, or would read it as
 * the DSL or a deputy, the person is asked first.
 */
export async function indecentPictureSent(message: Message, services: Services): Promise<Reply> {
  const asked = urgentReply('indecent_image', message, services);
  if (namesHeadteacher(message.said) || headteacherReads(services.people)) return asked;
  const { open: _, ...advice } = asked;
  const cards = advice.cards.map(({ ask: _ask, choices: _choices, of: _of, ...card }) => card);
  if (holds(message.turn.person, 'pupil')) return { cards };
  if (!someoneHolds(services, 'dsl', 'deputy_dsl')) {
    const words = say(
      'This chat now holds a picture, so the DSL (Designated Safeguarding Lead) must know. I cannot message them from here. Please ring or go to them now.',
    );
    return { cards: [...cards, words] };
  }
  const told = await tellDsl('indecent_image', message, services);
  const why = say('You have already sent a picture, so I do not ask first.');
  return { ...told, cards: [...cards, why, ...told.cards] };
}
