import { z } from 'zod';
import { beginMessageReport, hearMessageForm, hearReadBackPress } from '../dialogs/report-message.js';
import { notDoneYet, type Page, pageOf, pressedTwice } from '../dialogs/report-message-page.js';
import type { Heard } from './channels/activity.js';
import { postedMessage } from './channels/posted-message.js';
import { type Pressed, pressedIn, windowFor } from './channels/window.js';
import type { Message, Services } from './conversation/dialog.js';
import { Queue } from './conversation/queue.js';
import { respond, type Topics } from './conversation/router.js';
import { newTalk, parseTalk, stateKeyOf, type Talk } from './conversation/talk.js';
import type { Turn } from './conversation/turn.js';
import type { InvokeAnswer } from './invokes.js';
import { excerptIn } from './language/excerpt.js';
import type { Recognizer } from './language/recognizer.js';
import { faultName, type Log } from './log.js';
import { type Person, voiceOf } from './people.js';
import { type BotStorage, StorageConflict } from './storage/bot-storage.js';
import type { ConversationStore } from './storage/conversations.js';
import { SeenStore } from './storage/seen.js';
import type { Work } from './storage/work.js';

export interface WindowParts {
  topics: Topics;
  services: Services;
  recognizer: Recognizer;
  storage: BotStorage;
  seen: SeenStore;
  conversations: ConversationStore;
  log: Log;
  now: () => Date;
  /** Names this process in the list of activities being worked on. */
  process: string;
  /** Begins what a press does; the services that write into it. */
  begin: () => { work: Work; services: Services };
  /** Called after a press that may have left messages to be sent. */
  afterTurn: () => void;
}

/** The message action of the app package. */
export const reportMessageCommand = 'reportMessage';

const actionSchema = z.object({
  commandId: z.literal(reportMessageCommand),
  messagePayload: z.unknown().optional(),
  data: z.unknown().optional(),
});

/** Dialogs that may go on in the window. What else a button brings along is put aside. */
const inWindow: readonly string[] = ['report', 'urgent', 'staff-contact'];
/** Of these, the ones that send a message to somebody on a yes. */
const sending: readonly string[] = ['urgent', 'staff-contact'];
/** How often the note in the private chat is tried when somebody writes there at the same moment. */
const mostTries = 3;

/**
 * "Report this message" in Teams: a window that only the person who chose it sees. Nothing is posted in
 * the chat, and nothing of the window is kept until the report is sent: its buttons carry it.
 */
export class MessageWindow {
  readonly #parts: WindowParts;
  readonly #queue = new Queue();

  constructor(parts: WindowParts) {
    this.#parts = parts;
  }

  /** What answers which invoke. */
  readonly answers: ReadonlyMap<string, InvokeAnswer> = new Map<string, InvokeAnswer>([
    ['composeExtension/fetchTask', (value, person, heard) => this.#open(value, person, heard)],
    ['composeExtension/submitAction', (value, person, heard) => this.#pressed(value, person, heard)],
  ]);

  /** Resolves when every press that was begun has been answered. */
  async close(): Promise<void> {
    await this.#queue.close();
  }

  async #open(value: unknown, person: Person, heard: Heard): Promise<unknown> {
    const { services } = this.#parts;
    const action = actionSchema.safeParse(value).data;
    const post = action && postedMessage(action.messagePayload, services.policy.school.timezone);
    if (!post) return undefined;
    return this.#safely(async () => {
      const told = (await this.#privateTalk(person))?.talk.told;
      const said = post.words.slice(0, services.policy.school.limits.messageCharacters);
      const turn = turnOf(said, person, heard, this.#parts.now());
      const message = await this.#understand(turn, told ? { ...newTalk, told } : newTalk);
      return windowFor(beginMessageReport(post, message, services), told);
    });
  }

  async #pressed(value: unknown, person: Person, heard: Heard): Promise<unknown> {
    const pressed = pressedIn(actionSchema.safeParse(value).data?.data);
    if (!pressed) return undefined;
    return this.#safely(() => this.#queue.run(person.account, () => this.#press(pressed, person, heard)));
  }

  /** What goes wrong is said in the window and logged by its class. */
  async #safely(work: () => Promise<unknown>): Promise<unknown> {
    const { log, services, topics, now } = this.#parts;
    const began = now();
    try {
      return await work();
    } catch (fault) {
      log.error('window.failed', { fault: faultName(fault) });
      return windowFor(pageOf({ cards: [topics.trouble(services)] }), undefined);
    } finally {
      log.info('window', { ms: now().getTime() - began.getTime() });
    }
  }

  /** A press that sends somebody a message does so once, however often it is pressed. A report has its draft for that. */
  async #press(pressed: Pressed, person: Person, heard: Heard): Promise<unknown> {
    const { seen, process, now, afterTurn, begin } = this.#parts;
    const { open, told } = pressed.talk;
    const key = `window|${person.account}|${open?.of ?? ''}|${open?.touched ?? ''}|${pressed.say ?? ''}`;
    const once = open !== undefined && sending.includes(open.dialog);
    const claim = once ? await seen.claim(key, process, now()) : 'mine';
    if (open && claim === 'working') return windowFor(notDoneYet(open), told);
    if (claim !== 'mine') return windowFor(pressedTwice, told);
    const { work, services } = begin();
    let page: Page;
    try {
      page = await this.#pageAfter(pressed, person, heard, services);
      if (once) await new SeenStore(work.database).finish(key, process);
      await work.keep();
    } catch (fault) {
      await work.drop();
      if (once) await seen.release(key, process);
      throw fault;
    }
    afterTurn();
    if (page.noted) this.#parts.log.info(page.noted);
    if (page.told) await this.#noteTold(person);
    return windowFor(page, page.told ? now().toISOString() : told);
  }

  async #pageAfter(
    { talk, known, say, values: typed }: Pressed,
    person: Person,
    heard: Heard,
    services: Services,
  ): Promise<Page> {
    const { topics, recognizer, now } = this.#parts;
    const { open: carried, ...rest } = talk;
    const words = typed.words && (excerptIn(typed.words)?.text ?? typed.words);
    const values = { ...typed, ...(words ? { words } : {}) };
    const kept: Talk = { ...rest, welcomed: true };
    const said = say ?? values.words ?? '';
    const turn = turnOf(said, person, heard, now());
    if (!carried || !inWindow.includes(carried.dialog)) {
      return pageOf(topics.closedQuestion({ turn, said, talk: kept }));
    }
    const waiting: Talk = { ...kept, open: carried };
    if (say === undefined) {
      const message = await this.#understand(turn, waiting);
      const page = await hearMessageForm(values, carried, known, message, services);
      return page ?? pageOf(topics.closedQuestion({ turn, said, talk: kept }));
    }
    const hasChat = (await this.#privateTalk(person)) !== undefined;
    const page = await hearReadBackPress(carried, known, { turn, said, talk: waiting }, hasChat, services);
    if (page) return page;
    const { reply } = await respond(waiting, turn, topics, services, recognizer);
    return pageOf(reply, known);
  }

  async #understand(turn: Turn, talk: Talk): Promise<Message> {
    const { said, person } = turn;
    if (said === '') return { turn, said, talk };
    const meaning = await this.#parts.recognizer.recognise(said, voiceOf(person));
    return { turn, said, talk, meaning };
  }

  /** What is kept of the person's private chat, where they have one. */
  async #privateTalk(
    person: Person,
  ): Promise<{ key: string; talk: Talk; eTag: string | undefined } | undefined> {
    const { conversations, storage } = this.#parts;
    const chat = await conversations.personalOf(person.account);
    if (!chat) return undefined;
    const key = stateKeyOf({ channel: chat.channel, kind: 'personal', id: chat.conversation }, person);
    const stored: unknown = (await storage.read([key]))[key];
    const eTag = z.object({ eTag: z.string() }).safeParse(stored).data?.eTag;
    return { key, talk: parseTalk(stored), eTag };
  }

  /** A call was asked for here, so that the private chat does not say that nobody was told. The call itself is kept. */
  async #noteTold(person: Person): Promise<void> {
    const { log } = this.#parts;
    await this.#writeTold(person).catch((fault: unknown) => {
      log.error('window.note_failed', { fault: faultName(fault) });
    });
  }

  async #writeTold(person: Person): Promise<void> {
    const { storage, now } = this.#parts;
    for (let tries = 0; tries < mostTries; tries++) {
      const chat = await this.#privateTalk(person);
      if (!chat) return;
      try {
        const told = now().toISOString();
        await storage.write({ [chat.key]: { ...chat.talk, told, eTag: chat.eTag ?? '*' } });
        return;
      } catch (fault) {
        if (!(fault instanceof StorageConflict)) throw fault;
      }
    }
  }
}

/** The window is a private place of its own. */
function turnOf(said: string, person: Person, { channelId, conversation }: Heard, now: Date): Turn {
  const place = { channel: channelId, kind: 'personal', id: `window|${conversation.id}` } as const;
  return { said, attachments: 0, person, place, now };
}
