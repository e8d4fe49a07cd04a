import type { Card } from '../cards/card.js';
import type { Standing } from '../cards/identity.js';
import type { Excerpt } from '../language/excerpt.js';
import type { Dialog, Message, Reply, Services, WholeWord } from './dialog.js';
import type { Unreadable } from './turn.js';

/** What the bot can talk about. The dialogs fill it in; the router only decides the order. */
export interface Topics {
  dialogs: readonly Dialog[];
  wholeWords: readonly WholeWord[];
  group(message: Message, services: Services): Reply;
  /** When the bot is added to a chat: said once. */
  welcome(message: Message, services: Services): Reply;
  introduction(services: Services): Card;
  expired(services: Services): Card;
  picture(message: Message, services: Services): Promise<Reply> | Reply;
  /** A button of a question that is not open any more. */
  closedQuestion(message: Message): Reply;
  /** A button that begins something, pressed in the middle of something that holds answers. */
  busy(message: Message): Reply;
  /** A button of a card that stands on its own. */
  pressed(standing: StandingCard, message: Message, services: Services): Promise<Reply>;
  /** A question's card after a button of it was pressed. */
  answered(asked: Card, label: string): Card;
  nothingSaid(message: Message): Reply;
  /** Somebody sent neither words nor a picture. */
  unreadable(what: Unreadable, message: Message): Reply;
  /** Said when the names of those who wrote were taken out of copied messages. */
  sendersTaken(excerpt: Excerpt): Card;
  tooLong(message: Message, services: Services): Reply;
  /** When messages come too fast. Undefined: this one is answered all the same. */
  tooMany(message: Message, services: Services): Reply | undefined;
  banner(services: Services): Card;
  /** What a group sees when a message is answered in private. */
  moved(opened: boolean, link: string | undefined): Card;
  edited(services: Services): Card;
  trouble(services: Services): Card;
  /** Nobody knows whether the last answer arrived. */
  unsure(services: Services): Card;
  /** Whether the message may be taken as a command or as an answer to one at all. */
  mayOrder(message: Message): boolean;
  /** Said when a message asks for two things that each need an answer. */
  oneAtATime(): Card;
  command(message: Message, services: Services): Promise<Reply | undefined>;
  safety(message: Message, services: Services): Promise<Reply | undefined>;
  topic(message: Message, services: Services): Promise<Reply>;
}

/** A card about an incident. */
export type StandingCard = Exclude<Standing, { card: 'menu' }>;
