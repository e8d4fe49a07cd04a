import type { TurnContext } from 'botbuilder';
import { Arrivals } from './arrivals.js';
import {
  besidesIn,
  type Heard,
  isMentioned,
  parseActivity,
  placeOf,
  pressIn,
  saidIn,
  seenKeyOf,
} from './channels/activity.js';
import { ofTheChannel, sendCards } from './channels/owed-reply.js';
import { personOf } from './channels/person.js';
import { hurryOf, type Pace } from './conversation/pace.js';
import { Queue } from './conversation/queue.js';
import type { Turn } from './conversation/turn.js';
import { faultName } from './log.js';
import { type TurnParts, TurnTaking } from './turn-taking.js';

/** What the bot is made of. Joined in `app.ts`. */
export interface BotParts extends TurnParts {
  /** How many messages came within the minute. */
  pace: Pace;
}

/** Activity -> Turn -> router -> Cards -> Activities. */
export class Bot {
  readonly #queue = new Queue();
  readonly #parts: BotParts;
  readonly #arrivals: Arrivals;
  readonly #turns: TurnTaking;

  constructor(parts: BotParts) {
    this.#parts = parts;
    this.#arrivals = new Arrivals(parts, this.#queue, sendCards);
    this.#turns = new TurnTaking(parts, this.#queue, this.#arrivals);
  }

  /**
   * One Activity from a channel. Never throws: what goes wrong is said to the person and logged by its class.
   * False: a message was not answered, and its writer could not be told either.
   */
  async hear(context: TurnContext): Promise<boolean> {
    const { log } = this.#parts;
    const heard = parseActivity(context.activity);
    if (!heard) {
      log.warn('activity.unreadable');
      return true;
    }
    try {
      await this.#dispatch(heard, context);
      return true;
    } catch (fault) {
      log.error('turn.failed', { fault: faultName(fault) });
      return ofTheChannel(fault) || this.#apologise(heard, context);
    }
  }

  /** Resolves when every turn that was begun has ended and is noted. */
  async close(): Promise<void> {
    await this.#turns.close();
  }

  async #dispatch(heard: Heard, context: TurnContext): Promise<void> {
    switch (heard.type) {
      case 'message':
        return this.#message(heard, context);
      case 'messageUpdate':
        return this.#edited(heard, context);
      case 'conversationUpdate':
      case 'installationUpdate':
        this.#turns.forget();
        return this.#arrivals.hear(heard, context);
      default:
        this.#parts.log.info('activity.ignored');
    }
  }

  async #message(heard: Heard, context: TurnContext): Promise<void> {
    const place = placeOf(heard);
    const person = personOf(heard, this.#parts.services);
    if (!person || (place.kind === 'group' && !isMentioned(heard))) return;
    const { now, log } = this.#parts;
    const began = now();
    const pressed = pressIn(heard);
    const turn: Turn = {
      said: pressed ? pressed.say : saidIn(heard),
      ...(pressed ? { pressed } : {}),
      ...besidesIn(heard),
      person,
      place,
      now: began,
    };
    const key = seenKeyOf(heard);
    const hurry = hurryOf(turn, this.#parts.services.policy.school.limits, this.#parts.pace);
    await this.#turns.take(key, { ...turn, ...hurry }, context);
    log.info('turn', { ms: now().getTime() - began.getTime() });
  }

  async #edited(heard: Heard, context: TurnContext): Promise<void> {
    if (placeOf(heard).kind === 'group') return;
    await sendCards(context, [this.#parts.topics.edited(this.#parts.services)]);
  }

  async #apologise(heard: Heard, context: TurnContext): Promise<boolean> {
    const { topics, services, log } = this.#parts;
    if (heard.type !== 'message' || placeOf(heard).kind === 'group') return true;
    try {
      await sendCards(context, [topics.trouble(services)]);
      return true;
    } catch (fault) {
      log.error('apology.failed', { fault: faultName(fault) });
      return false;
    }
  }
}
