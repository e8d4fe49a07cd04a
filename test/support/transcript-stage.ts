import { DateTime } from 'luxon';
import { filledIn } from './card-inputs.js';
import { type Arrived, FakeChannel, type Saying } from './channel.js';
import { activityOf, added, type Bot, borrow, discard, giveBack, restart } from './transcript-bots.js';
import { type Happening, type Spot, type Transcript, unreadables } from './transcript-lines.js';
import { castFor, idOf, type Name, names, prefixOf, shownName } from './transcript-people.js';
import type { Records } from './transcript-records.js';
import { reported } from './transcript-reports.js';

const mentioned = /^@lollipop\b[,:]?\s*/i;

/** A school with its bot, its people and their chats, on which a transcript is played. */
export class Stage {
  readonly #transcript: Transcript;
  readonly #said: string[] = [];
  readonly #logged: string[] = [];
  #bot: Bot | undefined;
  /** Where this transcript's lines begin in the log of the running bot. */
  #logFrom = 0;
  #triesBefore = 0;
  #last: Readonly<Record<string, unknown>> | undefined;
  #pressed: { on: Arrived; changed: number | undefined } | undefined;

  constructor(transcript: Transcript) {
    this.#transcript = transcript;
  }

  get bot(): Bot {
    if (!this.#bot) throw new Error('the stage is not open');
    return this.#bot;
  }

  get records(): Records {
    return this.bot.records;
  }

  async open(): Promise<void> {
    const { settings, channel, strangers, now, reported: names, steps } = this.#transcript;
    const cast = castFor(settings, channel, strangers);
    const speakers = steps.flatMap((step) => ('who' in step ? [step.who] : []));
    this.#bot = await borrow(cast, momentOf(now), [...new Set([...cast.addressed, ...speakers])]);
    const { incidents } = this.#bot.running.app.services;
    for (const [at, name] of names.entries()) {
      const report = reported(name, `reported-${at}`, prefixOf(channel));
      await incidents.confirm(report, () => [], this.#bot.clock.now());
    }
    await this.#begin();
  }

  /** A bot that did as written is kept for the next transcript; one that did not is not trusted with it. */
  async close(asWritten: boolean): Promise<void> {
    if (!this.#bot) return;
    this.#keepLog();
    await (asWritten ? giveBack(this.#bot) : discard(this.#bot));
  }

  /** Lets it happen, and all that the bot does by it. What arrived, by place. */
  async happen(what: Happening): Promise<Map<Spot, string[]>> {
    const { arrived: all } = this.bot.channel;
    const before = all.length;
    await this.#do(what);
    await this.#settle(what);
    const arrived = new Map<Spot, string[]>();
    for (const one of all.slice(before)) {
      const spot = spotOf(one);
      arrived.set(spot, [...(arrived.get(spot) ?? []), asLine(one.text)]);
    }
    return arrived;
  }

  /** What the card that was pressed last has become by it; undefined when it stayed as it was. */
  pressedCard(): string | undefined {
    const { on, changed } = this.#pressed ?? {};
    return on && changed !== on.changed ? asLine(on.text) : undefined;
  }

  /** Lines of the log that hold what somebody said, or a name. To be asked after closing. */
  indiscreetLines(): string[] {
    const secrets = [...this.#said.filter((words) => words.length > 5), ...names.map(shownName)];
    return this.#logged.filter((line) => secrets.some((words) => line.includes(words)));
  }

  async #do(what: Happening): Promise<unknown> {
    switch (what.does) {
      case 'say': {
        const mention = what.group && mentioned.test(what.text);
        return this.#post(what.who, what.text.replace(mentioned, ''), { group: what.group, mention });
      }
      case 'press': {
        const { channel } = this.bot;
        const conversation = `chat-${idOf(what.who)}`;
        const value = channel.buttonFor(what.label, conversation);
        if (!value) throw new Error(`the bot gave ${what.who} no button "${what.label}"`);
        const on = channel instanceof FakeChannel ? channel.cardWith(what.label, conversation) : undefined;
        return this.#press(what.who, value, on);
      }
      case 'fill': {
        const { channel } = this.bot;
        const on = channel instanceof FakeChannel ? channel.newestForm(`chat-${idOf(what.who)}`) : undefined;
        if (!on?.card) throw new Error(`the bot gave ${what.who} nothing to fill in`);
        on.card = filledIn(on.card, what.inputs);
        this.#said.push(...Object.values(what.inputs));
        return;
      }
      case 'picture':
        return this.#post(what.who, what.text.replace(mentioned, ''), {
          group: what.group,
          mention: what.group && mentioned.test(what.text),
          attachments: [{ contentType: 'image/png' }],
        });
      case 'unreadable':
        return this.#post(what.who, '', { more: unreadables[what.what] });
      case 'edit':
        return this.#post(what.who, what.text, { more: { type: 'messageUpdate' } });
      case 'letters':
        return this.#post(what.who, 'a'.repeat(what.count));
      case 'add':
        return this.#post(what.who, '', { ...added, group: what.group, mention: false });
      case 'again':
        return this.#last && this.bot.channel.post(this.#last);
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
        this.bot.channel.mood = what.refuses === 'messages' ? { status: 403 } : 'accept';
        this.bot.channel.mayBegin = what.refuses !== 'private chats';
        return;
    }
  }

  /** Teams names the message on which the button stands; other channels do not. */
  #press(who: Name, value: unknown, on: Arrived | undefined): Promise<void> {
    this.#pressed = on && { on, changed: on.changed };
    const named = on && this.#transcript.channel === 'msteams' ? { more: { replyToId: on.id } } : {};
    return this.#post(who, '', { value, ...named });
  }

  async #begin(): Promise<void> {
    const { running, records, clock } = this.bot;
    this.#logFrom = running.log.lines.length;
    this.#triesBefore = (await records.outbox(clock.now())).tries;
  }

  #keepLog(): void {
    this.#logged.push(...this.bot.running.log.lines.slice(this.#logFrom));
  }

  async #post(name: Name, text: string, saying: Saying = {}): Promise<void> {
    this.#said.push(text);
    this.#last = activityOf(this.bot, name, text, saying);
    const status = await this.bot.channel.post(this.#last);
    if (status !== 200) throw new Error(`the bot answered ${status} to what ${name} sent`);
  }

  /** Waits until all that is due has been sent. Each try of the sender ends with a line in the log. */
  async #settle({ does }: Happening): Promise<void> {
    const { running, records, clock } = this.bot;
    const timePassed = does === 'wait' || does === 'clock';
    if (!timePassed && (await records.outbox(clock.now())).empty) return;
    for (;;) {
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
