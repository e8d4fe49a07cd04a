import type { TurnContext } from 'botbuilder';
import { type ArrivalParts, Arrivals, type Begun } from './arrivals.js';
import type { Card } from './cards/card.js';
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
import { ofTheChannel, sendCards, sendOrOwe } from './channels/owed-reply.js';
import { personOf } from './channels/person.js';
import { renew } from './channels/renew.js';
import type { Reply } from './conversation/dialog.js';
import { hurryOf, type Pace } from './conversation/pace.js';
import { Queue } from './conversation/queue.js';
import { respond } from './conversation/router.js';
import { keysOf, newTalk, parseTalk, type Talk } from './conversation/talk.js';
import type { Turn } from './conversation/turn.js';
import type { Recognizer } from './language/recognizer.js';
import { faultName, type Log } from './log.js';
import type { TurnBefore, TurnHold, TurnKeys } from './storage/bot-storage.js';
import type { SeenStore } from './storage/seen.js';
import { storedCards } from './storage/stored-card.js';
import { TakenOver } from './storage/work.js';

/** How often a turn is run again when another process has changed the conversation meanwhile. */
const mostTries = 3;

/** What the bot is made of. Joined in `index.ts`. */
export interface BotParts extends ArrivalParts {
  recognizer: Recognizer;
  seen: SeenStore;
  /** How many messages came within the minute. */
  pace: Pace;
  log: Log;
  /** Names this process in the list of activities being worked on. */
  process: string;
  /** Begins what a turn does; the services that write into it. */
  begin: (hold: TurnHold) => Begun;
  /** Told of every reply before it is drawn. */
  onReply: (reply: Reply) => void;
}

/** `wrote`: something was kept besides the talk, which may have to be sent. */
type Answered = { reply: Reply; wrote: boolean };

/** Activity -> Turn -> router -> Cards -> Activities. */
export class Bot {
  readonly #queue = new Queue();
  readonly #parts: BotParts;
  readonly #arrivals: Arrivals;

  constructor(parts: BotParts) {
    this.#parts = parts;
    this.#arrivals = new Arrivals(parts, this.#queue, sendCards);
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

  /** Resolves when every turn that was begun has ended. */
  async close(): Promise<void> {
    await this.#queue.close();
  }

  async #dispatch(heard: Heard, context: TurnContext): Promise<void> {
    switch (heard.type) {
      case 'message':
        return this.#message(heard, context);
      case 'messageUpdate':
        return this.#edited(heard, context);
      case 'conversationUpdate':
      case 'installationUpdate':
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
    await this.#once(key, { ...turn, ...hurry }, context);
    log.info('turn', { ms: now().getTime() - began.getTime() });
  }

  /** Handles an activity once, also across a restart, and one at a time for the person here. */
  async #once(key: string, turn: Turn, context: TurnContext): Promise<void> {
    const { seen, storage, courier, log, process, now } = this.#parts;
    await this.#queue.run(`${turn.place.id}|${turn.person.account}`, async () => {
      const keys = keysOf(key, turn, courier.referenceOf(context).reference);
      const before = await storage.before(keys);
      const claim = before.seen ? await seen.claim(key, process, now()) : 'mine';
      if (claim === 'working' || claim === 'done') return log.info('turn.repeated');
      const owedBefore = typeof claim === 'object' && { cards: storedCards.parse(claim.resend) };
      const answered = owedBefore
        ? { reply: owedBefore, wrote: true }
        : await this.#answer(keys, before, turn, context);
      if (!answered) return;
      await this.#sendReply(key, turn, context, answered.reply.cards);
      // It was kept and answered: a fault from here on must not be told as if it had not been.
      await storage
        .endTurn(keys)
        .then(() => this.#afterReply(before, turn, context, answered))
        .catch((fault: unknown) => log.error('turn.unsettled', { fault: faultName(fault) }));
    });
  }

  async #afterReply(before: TurnBefore, turn: Turn, context: TurnContext, answered: Answered): Promise<void> {
    const { services, now, afterTurn } = this.#parts;
    const { instead, overtaken } = answered.reply;
    if (instead && !(await renew(context, instead)) && overtaken) await sendCards(context, [instead]);
    if (turn.place.kind === 'group') return;
    if (before.stale) await this.#arrivals.keepReference(turn.person, context);
    if (before.waiting) await services.outbox.wake(turn.person.account, now());
    if (answered.wrote || before.waiting) afterTurn();
  }

  /** Answers and saves; again when the state was changed by another process meanwhile. Undefined: it is theirs now. */
  async #answer(
    keys: TurnKeys,
    first: TurnBefore,
    turn: Turn,
    context: TurnContext,
  ): Promise<Answered | undefined> {
    const group = turn.place.kind === 'group';
    const { seen, process, now, begin } = this.#parts;
    const hold = { seenKey: keys.seenKey, process, now: now() };
    let before = first;
    let begun = begin(hold);
    try {
      for (let tries = 0; tries < mostTries; tries++) {
        const { storage, work } = begun;
        // What was changed at the first try is not changed at the second.
        if (tries > 0) {
          await work.lock();
          before = await storage.before(keys);
        }
        const { reply, state } = group
          ? await this.#inGroup(keys.seenKey, turn, context)
          : await this.#inPrivate(turn, before, begun);
        const eTag = group ? '*' : before.eTag;
        const finished = { ...hold, stateKey: keys.stateKey, state, eTag, replies: reply.cards, now: now() };
        const { wrote } = work;
        const saved = await storage.saveTurn(finished, work);
        if (saved === 'saved') return { reply, wrote };
        if (saved === 'taken_over') return undefined;
        begun = begin(hold);
      }
      throw new Error('The conversation was changed at every try');
    } catch (fault) {
      await begun.work.drop();
      if (fault instanceof TakenOver) return undefined;
      await seen.release(keys.seenKey, process);
      throw fault;
    }
  }

  async #inPrivate(
    turn: Turn,
    { stored, known }: TurnBefore,
    { services }: Begun,
  ): Promise<{ reply: Reply; state: Talk }> {
    const { topics, recognizer } = this.#parts;
    const before = parseTalk(stored);
    // Whoever has written here before has been welcomed, though the talk itself is not kept for long.
    const welcomed = before.welcomed || known;
    const { reply, talk } = await respond({ ...before, welcomed }, turn, topics, services, recognizer);
    this.#parts.onReply(reply);
    return { reply, state: talk };
  }

  /** In a group nothing of the talk is kept. What does not belong there is answered in the person's private chat. */
  async #inGroup(key: string, turn: Turn, context: TurnContext): Promise<{ reply: Reply; state: Talk }> {
    const { topics, services, recognizer, courier, onReply } = this.#parts;
    const { reply } = await respond(newTalk, turn, topics, services, recognizer);
    const state = { ...newTalk, welcomed: true };
    if (!reply.inPrivate) {
      onReply(reply);
      return { reply, state };
    }
    const opened = await courier.privately(context, turn.person.account, (place, privateContext) =>
      this.#once(`${key}|private`, { ...turn, place }, privateContext),
    );
    return { reply: { cards: [topics.moved(opened, courier.privateLink())] }, state };
  }

  async #edited(heard: Heard, context: TurnContext): Promise<void> {
    if (placeOf(heard).kind === 'group') return;
    await sendCards(context, [this.#parts.topics.edited(this.#parts.services)]);
  }

  /** In a group nothing is owed: an answer there that was not taken is not sent later. */
  async #sendReply(key: string, turn: Turn, context: TurnContext, cards: readonly Card[]): Promise<void> {
    const { services, topics, log, now } = this.#parts;
    if (turn.place.kind === 'group') return sendCards(context, cards);
    const parts = { services, unsure: topics.unsure(services), log, now: now() };
    await sendOrOwe(context, cards, { account: turn.person.account, key }, parts);
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
