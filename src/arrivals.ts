import type { TurnContext } from 'botbuilder';
import type { Card } from './cards/card.js';
import { type Heard, isArrival, isRemoval, isUpgrade, placeOf } from './channels/activity.js';
import type { Courier } from './channels/courier.js';
import { personOf } from './channels/person.js';
import type { Services } from './conversation/dialog.js';
import type { Queue } from './conversation/queue.js';
import type { Topics } from './conversation/router.js';
import { groupKeyOf, parseTalk, stateKeyOf } from './conversation/talk.js';
import type { Place } from './conversation/turn.js';
import type { Person } from './people.js';
import type { BotStorage } from './storage/bot-storage.js';
import type { ConversationStore } from './storage/conversations.js';
import type { Work } from './storage/work.js';

export interface ArrivalParts {
  topics: Topics;
  services: Services;
  storage: BotStorage;
  conversations: ConversationStore;
  courier: Courier;
  now: () => Date;
  /** Called after a turn that may have left messages to be sent. */
  afterTurn: () => void;
}

/** What a turn reads and writes, all of it in its work. */
export interface Begun {
  work: Work;
  services: Services;
  storage: BotStorage;
}

/** Somebody's private chat, and where it is. */
export interface Chat {
  account: string;
  where: ReturnType<Courier['referenceOf']>;
}

/** Whatever a group's chat is kept under: it belongs to nobody. */
const nobody = 'group';

/**
 * The bot is added to a chat, or taken out of it. Teams says so with two activities, and again whenever the
 * app is loaded or upgraded: the welcome is said once, until the bot is taken out.
 */
export class Arrivals {
  readonly #parts: ArrivalParts;
  /** The bot's own, so that a welcome and an answer never overtake each other. */
  readonly #queue: Queue;
  readonly #send: (context: TurnContext, cards: readonly Card[]) => Promise<void>;

  constructor(
    parts: ArrivalParts,
    queue: Queue,
    send: (context: TurnContext, cards: readonly Card[]) => Promise<void>,
  ) {
    this.#parts = parts;
    this.#queue = queue;
    this.#send = send;
  }

  async hear(heard: Heard, context: TurnContext): Promise<void> {
    const place = placeOf(heard);
    const person = personOf(heard, this.#parts.services);
    if (isRemoval(heard)) return this.#removed(place, person);
    if (!person || !isArrival(heard)) return;
    await this.#queue.run(`${place.id}|${person.account}`, () =>
      this.#added(place, person, context, isUpgrade(heard)),
    );
  }

  /** Where the person can be written to from now on. */
  async keep({ account, where }: Chat): Promise<void> {
    const { conversations, now } = this.#parts;
    await conversations.keep(account, { ...where, personal: true }, now());
  }

  /** The private chat in which the person has just written. */
  chatOf({ account }: Person, context: TurnContext): Chat {
    return { account, where: this.#parts.courier.referenceOf(context) };
  }

  async #added(place: Place, person: Person, context: TurnContext, upgrade: boolean): Promise<void> {
    const { storage, topics, now, services, conversations, afterTurn } = this.#parts;
    const known = await conversations.holds(place.kind === 'group' ? nobody : person.account, place.id);
    if (place.kind === 'group') await this.#keepGroup(place, context);
    else await this.keep(this.chatOf(person, context));
    const key = keyOf(place, person);
    const talk = parseTalk((await storage.read([key]))[key]);
    if (!known && !talk.welcomed && !upgrade) {
      const turn = { said: '', attachments: 0, person, place, now: now() };
      const reply = topics.welcome({ turn, said: '', talk }, services);
      const open = reply.open && !talk.open ? { open: reply.open } : {};
      await storage.write({ [key]: { ...talk, welcomed: true, ...open } });
      await this.#send(context, reply.cards);
    }
    if (place.kind === 'personal') await services.outbox.wake(person.account, now());
    afterTurn();
  }

  /** That the bot is there, without anybody who is. */
  async #keepGroup({ channel, id }: Place, { activity }: TurnContext): Promise<void> {
    const { conversations, now } = this.#parts;
    const reference = { channelId: channel, serviceUrl: activity.serviceUrl, conversation: { id } };
    await conversations.keep(nobody, { channel, conversation: id, reference, personal: false }, now());
  }

  /** Nothing is sent there any more, and whoever adds the bot again is welcomed again. */
  async #removed(place: Place, person: Person | undefined): Promise<void> {
    const { storage, conversations } = this.#parts;
    await conversations.forget(place.id);
    if (!person) return;
    const key = keyOf(place, person);
    const stored: unknown = (await storage.read([key]))[key];
    if (stored !== undefined) await storage.write({ [key]: { ...parseTalk(stored), welcomed: false } });
  }
}

function keyOf(place: Place, person: Person): string {
  return place.kind === 'group' ? groupKeyOf(place) : stateKeyOf(place, person);
}
