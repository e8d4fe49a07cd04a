import { z } from 'zod';
import { askCard, type Choice, say } from '../src/cards/card.js';
import { chosen } from '../src/conversation/choose.js';
import {
  after,
  type Dialog,
  type Message,
  open,
  type Reply,
  type Services,
} from '../src/conversation/dialog.js';
import type { Open } from '../src/conversation/talk.js';
import { plain } from '../src/language/words.js';
import { indecentPictureSent } from './picture-sent.js';
import { askDangerAgain } from './report.js';
import { safetyReply, safetyRouteOf } from './safety.js';
import { staffContact } from './staff-contact.js';
import { askAgain, urgent } from './urgent.js';
import { yesOrNo } from './yes-no.js';

const choices: readonly Choice[] = [{ label: 'Yes, it may be' }, { label: 'No, something else' }];

/** Dialogs that wait for a person's consent, which a picture must not sweep away. */
const safetyDialogs: readonly string[] = [urgent.name, staffContact.name];
const aboutImage = z.object({ about: z.literal('indecent_image') });

export const picture: Dialog = { name: 'picture', version: 1, resume };

const notOpened = say(
  'I cannot open pictures or files, and I have not kept it. Please do not send it to anyone.',
);

/** Somebody sent a picture or a file. It is not fetched; whether it is the worst kind is asked at once. */
export async function pictureReply(message: Message, services: Services): Promise<Reply> {
  const { talk, meaning, turn } = message;
  const route = meaning && safetyRouteOf(meaning, message.said);
  const image = route === 'indecent_image';
  const told = plain(message.said).split(' ').length >= 3;
  if ((image && told) || (awaitsImage(talk.open) && route === undefined)) {
    return indecentPictureSent(message, services);
  }
  if (route && !image) {
    const safe = safetyReply(route, message, services);
    return { ...safe, cards: [...safe.cards, notOpened] };
  }
  if (talk.open && safetyDialogs.includes(talk.open.dialog)) {
    const words = say('If it is a sexual or nude picture of someone under 18, tell me so now.');
    return after([notOpened, words], askAgain('You can still answer what I asked.', talk.open));
  }
  const inReport = askDangerAgain(message);
  if (inReport) return after([notOpened], inReport);
  const question = 'Is it a sexual or nude picture of someone under 18?';
  return {
    cards: [notOpened, askCard('picture:kind', question, choices)],
    open: open(picture, {}, turn.now, choices, 'picture:kind'),
  };
}

/** The person was just told what to do about such an image, so the picture is taken to be it. */
function awaitsImage(waiting: Open | undefined): boolean {
  return waiting?.dialog === urgent.name && aboutImage.safeParse(waiting.state).success;
}

async function resume(openDialog: Open, message: Message, services: Services): Promise<Reply | undefined> {
  if (!z.object({}).safeParse(openDialog.state).success) return undefined;
  const picked = chosen(message.said, choices)?.label;
  const answer = yesOrNo(message.said);
  if (
    picked === 'Yes, it may be' ||
    answer === 'yes' ||
    answer === 'doubtful' ||
    /^i think so\b/i.test(message.said)
  ) {
    return indecentPictureSent(message, services);
  }
  if (picked === 'No, something else' || answer === 'no') {
    return {
      cards: [say('All right. Please tell me in words instead. If a post is upsetting, say report a post.')],
    };
  }
  return undefined;
}
