import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import { faultName, type Log } from '../../log.js';
import type { SeenStore } from '../../storage/seen.js';
import type { Waiting, WhatsAppInbox } from '../../storage/whatsapp-inbox.js';
import { seenKeyOf } from '../activity.js';
import type { WhatsAppAdapter } from './adapter.js';
import type { Graph } from './graph.js';
import { type Incoming, incomingSchema } from './incoming.js';
import { Rounds } from './rounds.js';

/** Seconds until a turn that another process may be at, or that failed, is looked at again; then it is given up. */
const waits: readonly number[] = [5, 16, 30, 61, 120, 300, 900, 3600, 14_400];

/** So many people are answered at the same time. */
const atOnce = 8;

export interface InboxParts {
  inbox: WhatsAppInbox;
  seen: SeenStore;
  adapter: WhatsAppAdapter;
  graph: Graph;
  /** Where the Cloud API is, and the number that people write to. */
  place: { url: string; phoneNumberId: string };
  /** False: the message was not answered, and its writer could not be told. */
  hear: (context: TurnContext) => Promise<boolean>;
  log: Log;
  now: () => Date;
}

/** Runs the turns of kept messages, in order for each person. Different people never wait for each other. */
export class Inbox {
  readonly #parts: InboxParts;
  readonly #rounds: Rounds;
  readonly #busy = new Map<string, Promise<void>>();
  readonly #typing = new Set<Promise<void>>();

  constructor(parts: InboxParts) {
    this.#parts = parts;
    this.#rounds = new Rounds(
      () => this.#begin(),
      (fault) => parts.log.error('whatsapp.inbox_failed', { fault: faultName(fault) }),
    );
  }

  /** Looks for turns that are due. */
  kick(): void {
    this.#rounds.kick();
  }

  /** Resolves when no turn is due or running. */
  async idle(): Promise<void> {
    await this.#rounds.idle();
    while (this.#busy.size > 0) {
      await Promise.all(this.#busy.values());
      await this.#rounds.idle();
    }
  }

  /** Ends the turns that have begun. What was not begun is kept for the next start. */
  async close(): Promise<void> {
    await this.#rounds.close();
    await Promise.all([...this.#busy.values(), ...this.#typing]);
  }

  /** Begins the turns of those who have none running. */
  async #begin(): Promise<void> {
    const { inbox, log, now } = this.#parts;
    if (this.#busy.size >= atOnce) return;
    const due = await inbox.due(now(), [...this.#busy.keys()], 50);
    for (const account of new Set(due.map((one) => one.account))) {
      if (this.#busy.size >= atOnce) return;
      const turns = due.filter((one) => one.account === account);
      const work = this.#runAll(turns).then(
        () => this.#free(account),
        // What became of the turn could not be kept. It is looked at again at the next tick, not at once.
        (fault) => {
          log.error('whatsapp.inbox_failed', { fault: faultName(fault) });
          this.#busy.delete(account);
        },
      );
      this.#busy.set(account, work);
    }
  }

  #free(account: string): void {
    this.#busy.delete(account);
    this.#rounds.kick();
  }

  async #runAll(turns: readonly Waiting[]): Promise<void> {
    for (const turn of turns) {
      if (this.#rounds.isClosed || !(await this.#run(turn))) return;
    }
  }

  /** False when the person's next message has to wait too. */
  async #run({ key, message, attempts }: Waiting): Promise<boolean> {
    const { inbox, log, now } = this.#parts;
    try {
      if (await this.#answer(message)) {
        await inbox.done(key);
        return true;
      }
    } catch (fault) {
      log.error('whatsapp.turn_failed', { fault: faultName(fault) });
    }
    const wait = waits[attempts];
    if (wait === undefined) {
      log.error('whatsapp.given_up', { attempts });
      await inbox.done(key);
      return true;
    }
    await inbox.later(key, new Date(now().getTime() + wait * 1000));
    return false;
  }

  /** Whether nothing is left to do. */
  async #answer(kept: unknown): Promise<boolean> {
    const { adapter, seen, hear, place, log } = this.#parts;
    const incoming = incomingSchema.safeParse(kept);
    if (!incoming.success) {
      log.error('whatsapp.kept_unreadable');
      return true;
    }
    const { id, user } = incoming.data;
    this.#showTyping(id);
    let heard = true;
    await adapter.process(activityOf(incoming.data, place), async (context) => {
      heard = await hear(context);
    });
    return heard && seen.settled(seenKeyOf({ channelId: 'whatsapp', conversation: { id: user }, id }));
  }

  #showTyping(id: string): void {
    const typing = this.#parts.graph.showTyping(id).finally(() => this.#typing.delete(typing));
    this.#typing.add(typing);
  }
}

/** The message as the Activity that the Bot Framework knows. */
function activityOf(incoming: Incoming, { url, phoneNumberId }: InboxParts['place']): Partial<Activity> {
  const { id, user, name, at } = incoming;
  const person = { id: user, name };
  return {
    id,
    channelId: 'whatsapp',
    serviceUrl: url,
    timestamp: new Date(at),
    from: person,
    recipient: { id: phoneNumberId, name: '' },
    conversation: { id: user, name: '', conversationType: 'personal', isGroup: false },
    ...contentOf(incoming),
  };
}

function contentOf(incoming: Incoming): Partial<Activity> {
  const type = ActivityTypes.Message;
  switch (incoming.sort) {
    case 'words':
      return { type, text: incoming.text, channelData: besides(incoming) };
    case 'press':
      return { type, text: incoming.text, value: pressedIn(incoming.press) };
    case 'picture':
      return {
        type,
        text: incoming.text,
        attachments: [{ contentType: 'image' }],
        channelData: besides(incoming),
      };
    case 'unreadable':
      return { type, text: '', channelData: { unreadable: incoming.what } };
    case 'edit':
      return { type: ActivityTypes.MessageUpdate };
    case 'arrival':
      return {
        type: ActivityTypes.ConversationUpdate,
        membersAdded: [{ id: incoming.user, name: incoming.name }],
      };
  }
}

function besides({ forwarded }: { forwarded?: true }): object {
  return forwarded ? { forwarded } : {};
}

/** What the button sends; undefined for one that is not ours, so that its words count. */
function pressedIn(press: string): unknown {
  try {
    return JSON.parse(press);
  } catch {
    return undefined;
  }
}
