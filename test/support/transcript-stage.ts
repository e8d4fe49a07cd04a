import { DateTime } from 'luxon';
import { type Arrived, FakeChannel, type Saying } from './channel.js';
import { type Bot, borrow, discard, giveBack, restart } from './transcript-bots.js';
import type { Happening, Spot, Transcript } from './transcript-lines.js';
import { type Cast, castFor, idOf, type Name, names, shownName } from './transcript-people.js';
import type { Records } from './transcript-records.js';

/** Somebody adds the bot to a chat. */
const added = { type: 'conversationUpdate', membersAdded: [{ id: 'bot' }] };
const mentioned = /^@lollipop\b[,:]?\s*/i;

/** A school with its bot, its people and their chats, on which a transcript is played. */
export class Stage {
  readonly #transcript: Transcript;
  readonly #cast: Cast;
  readonly #channel = new FakeChannel();
  readonly #met = new Set<Name>();
  readonly #said: string[] = [];
  readonly #logged: string[] = [];
  #bot: Bot | undefined;
  /** Where this transcript's lines begin in the log of the running bot. */
  #logFrom = 0;
  #triesBefore = 0;
  #last: Readonly<Record<string, unknown>> | undefined;

  constructor(transcript: Transcript) {
    this.#transcript = transcript;
    this.#cast = castFor(transcript.settings, transcript.channel === 'msteams' ? 'teams' : 'terminal');
  }

  get bot(): Bot {
    if (!this.#bot) throw new Error('the stage is not open');
    return this.#bot;
  }

  get records(): Records {
    return this.bot.records;
  }

  async open(): Promise<void> {
    this.#bot = await borrow(this.#cast, momentOf(this.#transcript.now));
    await this.#begin();
    for (const name of this.#cast.addressed) await this.#meet(name);
    await this.#settle();
  }

  /** A bot that did as written is kept for the next transcript; one that did not is not trusted with it. */
  async close(asWritten: boolean): Promise<void> {
    if (!this.#bot) return;
    this.#keepLog();
    await (asWritten ? giveBack(this.#bot) : discard(this.#bot));
    await this.#channel.close();
  }

  /** Lets it happen, and all that the bot does by it. What arrived, by place. */
  async happen(what: Happening): Promise<Map<Spot, string[]>> {
    if ('who' in what && what.does !== 'add') await this.#meet(what.who);
    const before = this.#channel.arrived.length;
    await this.#do(what);
    await this.#settle();
    const arrived = new Map<Spot, string[]>();
    for (const one of this.#channel.arrived.slice(before)) {
      const spot = spotOf(one);
      arrived.set(spot, [...(arrived.get(spot) ?? []), asLine(one.text)]);
    }
    return arrived;
  }

  /** Lines of the log that hold what somebody said, or a name. To be asked after closing. */
  indiscreetLines(): string[] {
    const secrets = [...this.#said.filter((words) => words.length > 5), ...[...this.#met].map(shownName)];
    return this.#logged.filter((line) => secrets.some((words) => line.includes(words)));
  }

  async #do(what: Happening): Promise<unknown> {
    switch (what.does) {
      case 'say': {
        const mention = what.group && mentioned.test(what.text);
        return this.#post(what.who, what.text.replace(mentioned, ''), { group: what.group, mention });
      }
      case 'press': {
        const value = this.#channel.buttonFor(what.label, `chat-${idOf(what.who)}`);
        if (!value) throw new Error(`the bot gave ${what.who} no button "${what.label}"`);
        return this.#post(what.who, '', { value });
      }
      case 'picture':
        return this.#post(what.who, what.text.replace(mentioned, ''), {
          group: what.group,
          mention: what.group && mentioned.test(what.text),
          attachments: [{ contentType: 'image/png' }],
        });
      case 'edit':
        return this.#post(what.who, what.text, { more: { type: 'messageUpdate' } });
      case 'letters':
        return this.#post(what.who, 'a'.repeat(what.count));
      case 'add':
        this.#met.add(what.who);
        return this.#post(what.who, '', { group: what.group, mention: false, more: added });
      case 'again':
        return this.#last && this.#channel.post(this.#last);
      case 'restart':
        this.#keepLog();
        await restart(this.bot);
        return this.#begin();
      case 'wait':
        this.bot.clock.advance(what.minutes / 60);
        return this.bot.running.app.housekeeping();
      case 'clock':
        this.bot.clock.set(momentOf(what.moment));
        return this.bot.running.app.housekeeping();
      case 'channel':
        this.#channel.mood = what.refuses === 'messages' ? { status: 403 } : 'accept';
        this.#channel.mayBegin = what.refuses !== 'private chats';
        return;
    }
  }

  async #begin(): Promise<void> {
    const { running, records, clock } = this.bot;
    this.#logFrom = running.log.lines.length;
    this.#triesBefore = (await records.outbox(clock.now())).tries;
    await this.#channel.open(running.url);
  }

  #keepLog(): void {
    this.#logged.push(...this.bot.running.log.lines.slice(this.#logFrom));
  }

  /** Who is not new to the bot has a private chat with it and has been welcomed there. */
  async #meet(name: Name): Promise<void> {
    if (this.#met.has(name) || this.#transcript.strangers.includes(name)) return;
    this.#met.add(name);
    await this.#channel.post(this.#activity(name, '', { more: added }));
  }

  async #post(name: Name, text: string, saying: Saying = {}): Promise<void> {
    this.#said.push(text);
    this.#last = this.#activity(name, text, saying);
    const status = await this.#channel.post(this.#last);
    if (status !== 200) throw new Error(`the bot answered ${status} to what ${name} sent`);
  }

  #activity(name: Name, text: string, saying: Saying): Record<string, unknown> {
    const writer = { id: idOf(name), name: shownName(name), aadObjectId: idOf(name) };
    return this.#channel.activity(writer, text, { channelId: this.#transcript.channel, ...saying });
  }

  /** Waits until all that is due has been sent. Each try of the sender ends with a line in the log. */
  async #settle(): Promise<void> {
    for (;;) {
      const { running, records, clock } = this.bot;
      await running.app.sender.sendDue();
      const { tries, due } = await records.outbox(clock.now());
      const lines = running.log.lines.slice(this.#logFrom);
      const ended = lines.filter((line) => line.includes('"outbox.')).length;
      if (!due && tries - this.#triesBefore <= ended) return;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
}

/** Text as it stands in a transcript: one line, buttons in square brackets. */
function asLine(text: string): string {
  const lines = text.split('\n');
  for (let at = lines.length - 1; /^\d+\. ./.test(lines[at] ?? ''); at--) {
    lines[at] = (lines[at] ?? '').replace(/^\d+\. (.*)$/, '[$1]');
  }
  return lines.join(' ').replace(/\s+/g, ' ').trim();
}

function spotOf({ conversation }: Arrived): Spot {
  const name = names.find((one) => conversation === `chat-${idOf(one)}`);
  if (name) return name;
  if (conversation === 'group') return 'group';
  throw new Error(`the bot wrote to a conversation that nobody is in: ${conversation}`);
}

/** A moment by the school's clock. */
function momentOf(words: string): string {
  const moment = DateTime.fromFormat(words, 'yyyy-MM-dd HH:mm', { zone: 'Europe/London' });
  if (!moment.isValid) throw new Error(`"${words}" is not a moment; write it as 2026-11-18 10:30`);
  return moment.toUTC().toISO();
}
