import { z } from 'zod';
import { askCard, type Choice, say } from '../src/cards/card.js';
import { chosen } from '../src/conversation/choose.js';
import { type Dialog, type Message, open, type Reply, type Services } from '../src/conversation/dialog.js';
import type { Open } from '../src/conversation/talk.js';
import { plain } from '../src/language/words.js';
import { holds } from '../src/people.js';
import { someoneHolds } from './alerts.js';
import { safetyReply, safetyRouteOf } from './safety.js';
import { tellDsl, urgent, urgentReply } from './urgent.js';

const choices: readonly Choice[] = [{ label: 'Yes, it may be' }, { label: 'No, something else' }];

export const picture: Dialog = { name: 'picture', version: 1, resume };

/** Somebody sent a picture or a file. It is not fetched; whether it is the worst kind is asked at once. */
export async function pictureReply(message: Message, services: Services): Promise<Reply> {
  const route = message.meaning && safetyRouteOf(message.meaning, message.said);
  const aboutImage = message.talk.open?.dialog === urgent.name;
  const image = route === 'indecent_image';
  const told = plain(message.said).split(' ').length >= 3;
  if ((image && told) || (aboutImage && route === undefined)) return indecentPictureSent(message, services);
  const notOpened = say(
    'I cannot open pictures or files, and I have not kept it. Please do not send it to anyone.',
  );
  if (route && !image) {
    const safe = safetyReply(route, message, services);
    return { ...safe, cards: [...safe.cards, notOpened] };
  }
  const { open: waiting } = message.talk;
  if (waiting) {
    const words = say('If it is a sexual or nude picture of someone under 18, tell me so now.');
    return { cards: [notOpened, words], open: waiting };
  }
  const question = 'Is it a sexual or nude picture of someone under 18?';
  return {
    cards: [notOpened, askCard('picture:kind', question, choices)],
    open: open(picture, {}, message.turn.now, choices, 'picture:kind'),
  };
}

/**
 * A picture of that kind has been sent to this chat: the DSL must know, because the chat now holds it.
 * The person is told that the DSL is told (DESIGN 2.4).
 */
export async function indecentPictureSent(message: Message, services: Services): Promise<Reply> {
  const { open: _, ...advice } = urgentReply('indecent_image', message, services);
  const cards = advice.cards.map(({ ask: _ask, choices: _choices, of: _of, ...card }) => card);
  if (holds(message.turn.person, 'pupil')) return { cards };
  if (!someoneHolds(services, 'dsl', 'deputy_dsl')) {
    const words = say(
      'This chat now holds a picture, so the DSL must know. I cannot message them from here. Please ring or go to them now.',
    );
    return { cards: [...cards, words] };
  }
  const told = await tellDsl('indecent_image', message, services);
  const why = say('You have already sent a picture, so I do not ask first.');
  return { ...told, cards: [...cards, why, ...told.cards] };
}

async function resume(openDialog: Open, message: Message, services: Services): Promise<Reply | undefined> {
  if (!z.object({}).safeParse(openDialog.state).success) return undefined;
  const words = plain(message.said);
  const picked = chosen(message.said, choices)?.label;
  if (picked === 'Yes, it may be' || /^(?:yes|yeah|yep|y|maybe|i think so|not sure)\b/.test(words)) {
    return indecentPictureSent(message, services);
  }
  if (picked === 'No, something else' || /^(?:no|nope|nah|n)\b/.test(words)) {
    return {
      cards: [say('All right. Please tell me in words instead. If a post is upsetting, say report a post.')],
    };
  }
  return undefined;
}
