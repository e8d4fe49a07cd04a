import type { Card } from '../../src/cards/card.js';
import type { Services } from '../../src/conversation/dialog.js';
import type { Delivery } from '../../src/notifications/delivery.js';
import { Sender } from '../../src/notifications/sender.js';
import { People, type PersonEntry } from '../../src/people.js';
import type { Owed } from '../../src/storage/outbox.js';
import type { Outgoing } from '../../src/storage/outgoing.js';
import { type Desk, openDesk } from '../dialogs/desk.js';
import { KeptLog } from '../support/app.js';

/** A Wednesday morning, outside the school's quiet hours. */
export const morning = new Date('2026-11-18T10:30:00Z');

export const head: PersonEntry = { role: 'headteacher', name: 'Erin Hall', accounts: ['teams:head'] };
export const deputyHead: PersonEntry = {
  role: 'deputy_head',
  name: 'Finn Grant',
  accounts: ['teams:deputy'],
};
export const dsl: PersonEntry = { role: 'dsl', name: 'Gita Rao', accounts: ['teams:dsl'] };
export const deputyDsl: PersonEntry = {
  role: 'deputy_dsl',
  name: 'Hugh Bell',
  accounts: ['teams:deputy-dsl'],
};

/** What becomes of every attempt to write to an account; it arrives when nothing is said of it. */
export type Mood = 'arrives' | 'later' | 'waiting' | 'never' | 'unknown' | 'breaks';

/** The sender over a real database, with a channel that does as it is told. */
export class Post {
  readonly log = new KeptLog();
  /** What arrived: the account and the first words. */
  readonly arrived: [account: string, words: string][] = [];
  readonly moods = new Map<string, Mood>();
  /** Accounts for which the channel asks to wait, and the seconds. */
  readonly asks = new Map<string, number>();
  readonly services: Services;
  readonly sender: Sender;
  now = morning;
  #held: Promise<void> = Promise.resolve();
  readonly #desk: Desk;

  static async open(people: readonly PersonEntry[]): Promise<Post> {
    return new Post(await openDesk(), people);
  }

  private constructor(desk: Desk, people: readonly PersonEntry[]) {
    this.#desk = desk;
    this.services = { ...desk.services, people: new People(people) };
    this.sender = this.anotherSender();
  }

  /** As another process would have, over the same outbox. */
  anotherSender(): Sender {
    const { services, log } = this;
    const deliver = (account: string, card: Card): Promise<Delivery> => this.#deliver(account, card);
    return new Sender({ services, deliver, log, now: () => this.now });
  }

  /** Moves the clock and sends what is due. What arrived by that. */
  async after(seconds: number): Promise<[account: string, words: string][]> {
    this.now = new Date(this.now.getTime() + seconds * 1000);
    const before = this.arrived.length;
    await this.sender.sendDue();
    return this.arrived.slice(before);
  }

  /** From now on messages hang in the channel, until the returned function is called. */
  hold(): () => void {
    let letGo = (): void => undefined;
    this.#held = new Promise((resolve) => {
      letGo = resolve;
    });
    return () => letGo();
  }

  async owe(...owed: readonly Owed[]): Promise<void> {
    await this.services.outbox.owe(owed, this.now);
  }

  async find(key: string): Promise<Outgoing | undefined> {
    return this.services.outbox.forKey(key);
  }

  /** A confirmed report with the messages that it owes; its number. */
  async report(owed: (number: number) => readonly Owed[]): Promise<number> {
    return this.#desk.send({}, owed);
  }

  async close(): Promise<void> {
    await this.sender.close();
    await this.#desk.close();
  }

  async #deliver(account: string, card: Card): Promise<Delivery> {
    await this.#held;
    const afterSeconds = this.asks.get(account);
    if (afterSeconds !== undefined) return { ok: false, fault: 'busy', retry: 'later', afterSeconds };
    const mood = this.moods.get(account) ?? 'arrives';
    if (mood === 'breaks') throw new Error(`broken: ${card.text[0]}`);
    if (mood !== 'arrives') return { ok: false, fault: `fault ${mood}`, retry: mood };
    this.arrived.push([account, card.text[0] ?? '']);
    return { ok: true };
  }
}

export function message(key: string, recipient: string, part: Partial<Owed> = {}): Owed {
  return { key, recipient, sort: 'reminder', card: { text: [key] }, urgent: false, ...part };
}
