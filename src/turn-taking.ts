import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import type { ArrivalParts, Arrivals, Begun, Chat } from './arrivals.js';
import type { Card } from './cards/card.js';
import { sendCards, sendOrOwe } from './channels/owed-reply.js';
import { renew } from './channels/renew.js';
import type { Reply } from './conversation/dialog.js';
import type { Queue } from './conversation/queue.js';
import { respond } from './conversation/router.js';
import { keysOf, newTalk, ownTalk, parseTalk, type Talk } from './conversation/talk.js';
import type { Turn } from './conversation/turn.js';
import type { Recognizer } from './language/recognizer.js';
import { faultName, type Log } from './log.js';
import type { TurnBefore, TurnHold, TurnKeys } from './storage/bot-storage.js';
import { RecentTurns } from './storage/recent-turns.js';
import type { SeenStore } from './storage/seen.js';
import { storedCards } from './storage/stored-card.js';
import { TakenOver } from './storage/work.js';

/** How often a turn is run again when another process has changed the conversation meanwhile. */
const mostTries = 3;

/** What a turn is made of. */
export interface TurnParts extends ArrivalParts {
  recognizer: Recognizer;
  seen: SeenStore;
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

/** Handles each activity once, also across a restart, and one at a time for each person in each conversation. */
export class TurnTaking {
  readonly #parts: TurnParts;
  readonly #queue: Queue;
  readonly #arrivals: Arrivals;
  readonly #recent = new RecentTurns();
  readonly #endings = new Set<Promise<unknown>>();

  constructor(parts: TurnParts, queue: Queue, arrivals: Arrivals) {
    this.#parts = parts;
    this.#queue = queue;
    this.#arrivals = arrivals;
  }

  /** Resolves when the turn was answered, or is another's. Rejects when nothing of it was kept. */
  async take(key: string, turn: Turn, context: TurnContext): Promise<void> {
    const { storage, courier, now } = this.#parts;
    await this.#queue.run(`${turn.place.id}|${turn.person.account}`, async () => {
      const keys = keysOf(key, turn, courier.referenceOf(context).reference);
      const recent = turn.place.kind === 'group' ? undefined : this.#recent.before(keys, now());
      if (recent && (await this.#handle(keys, recent, turn, context))) return;
      await this.#handle(keys, await storage.before(keys), turn, context);
    });
  }

  /** Resolves when every turn that was begun is noted as ended. */
  async close(): Promise<void> {
    await this.#queue.close();
    await this.#parts.storage.close();
    await Promise.all(this.#endings);
  }

  /** What was remembered does not hold any more. */
  forget(): void {
    this.#recent.forget();
  }

  /** False: another has handled the activity, or is at it. */
  async #handle(keys: TurnKeys, before: TurnBefore, turn: Turn, context: TurnContext): Promise<boolean> {
    const { seen, log, process, now } = this.#parts;
    const claim = before.seen ? await seen.claim(keys.seenKey, process, now()) : 'mine';
    if (claim === 'working' || claim === 'done') {
      log.info('turn.repeated');
      return false;
    }
    const owedBefore = typeof claim === 'object' && { cards: storedCards.parse(claim.resend) };
    const answered = owedBefore
      ? { reply: owedBefore, wrote: true }
      : await this.#answer(keys, before, turn, context);
    if (!answered) return false;
    await this.#sendReply(keys, turn, context, answered.reply.cards);
    // In a group none: what waits for a person is not sent there.
    const chat = turn.place.kind === 'group' ? undefined : this.#arrivals.chatOf(turn.person, context);
    this.#end(keys, chat);
    await this.#afterReply(before, context, answered, chat).catch(this.#unsettled);
    return true;
  }

  /** It was kept and answered: a fault from here on must not be told as if it had not been. */
  readonly #unsettled = (fault: unknown): void => {
    this.#parts.log.error('turn.unsettled', { fault: faultName(fault) });
  };

  /** Notes are made together, a little later. Until then as little as possible of the turn is held. */
  #end({ seenKey, account }: TurnKeys, chat: Chat | undefined): void {
    const ending: Promise<unknown> = this.#parts.storage
      .endTurn({ seenKey, account })
      .then((waiting) => (waiting && chat ? this.#wake(chat) : undefined))
      .catch(this.#unsettled)
      .finally(() => this.#endings.delete(ending));
    this.#endings.add(ending);
  }

  async #afterReply(
    before: TurnBefore,
    context: TurnContext,
    answered: Answered,
    chat: Chat | undefined,
  ): Promise<void> {
    const { instead, overtaken } = answered.reply;
    if (instead && !(await renew(context, instead)) && overtaken) await sendCards(context, [instead]);
    if (!chat) return;
    if (before.waiting) await this.#wake(chat);
    else if (before.stale) await this.#arrivals.keep(chat);
    if (answered.wrote) this.#parts.afterTurn();
  }

  /** Whoever writes can be written to, so what waited for that is sent. */
  async #wake(chat: Chat): Promise<void> {
    const { services, now, afterTurn } = this.#parts;
    await this.#arrivals.keep(chat);
    await services.outbox.wake(chat.account, now());
    afterTurn();
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
        const read = { eTag: group ? '*' : before.eTag, nextETag: randomUUID() };
        const finished = {
          ...hold,
          ...read,
          stateKey: keys.stateKey,
          state: JSON.stringify(state),
          replies: reply.cards,
          now: now(),
        };
        const { wrote } = work;
        const saved = await storage.saveTurn(finished, work);
        if (saved === 'saved') {
          if (!group) this.#recent.keep(keys, before, finished);
          return { reply, wrote };
        }
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
    { stored, own, known }: TurnBefore,
    { services }: Begun,
  ): Promise<{ reply: Reply; state: Talk }> {
    const { topics, recognizer } = this.#parts;
    const before = own ? ownTalk(stored) : parseTalk(stored);
    // Whoever has written here before has been welcomed, though the talk itself is not kept for long.
    const welcomed = before.welcomed || known;
    const { reply, talk } = await respond({ ...before, welcomed }, turn, topics, services, recognizer);
    this.#heed(reply);
    return { reply, state: talk };
  }

  #heed(reply: Reply): void {
    if (reply.noted) this.#parts.log.info(reply.noted);
    this.#parts.onReply(reply);
  }

  /** In a group nothing of the talk is kept. What does not belong there is answered in the person's private chat. */
  async #inGroup(key: string, turn: Turn, context: TurnContext): Promise<{ reply: Reply; state: Talk }> {
    const { topics, services, recognizer, courier } = this.#parts;
    const { reply } = await respond(newTalk, turn, topics, services, recognizer);
    const state = { ...newTalk, welcomed: true };
    if (!reply.inPrivate) {
      this.#heed(reply);
      return { reply, state };
    }
    const opened = await courier.privately(context, turn.person.account, (place, privateContext) =>
      this.take(`${key}|private`, { ...turn, place }, privateContext),
    );
    return { reply: { cards: [topics.moved(opened, courier.privateLink())] }, state };
  }

  /** In a group nothing is owed: an answer there that was not taken is not sent later. */
  async #sendReply(
    { seenKey: key }: TurnKeys,
    turn: Turn,
    context: TurnContext,
    cards: readonly Card[],
  ): Promise<void> {
    const { services, topics, log, now } = this.#parts;
    if (turn.place.kind === 'group') return sendCards(context, cards);
    const parts = { services, unsure: topics.unsure(services), log, now: now() };
    await sendOrOwe(context, cards, { account: turn.person.account, key }, parts);
  }
}
