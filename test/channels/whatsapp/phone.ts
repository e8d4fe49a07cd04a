import { join } from 'node:path';
import { connect } from '../../../src/storage/connection.js';
import { noLog } from '../../storage/folder.js';
import { Clock, type Running, type Setting, startApp } from '../../support/app.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { FakeWhatsApp } from '../../support/whatsapp.js';

/** A bot with WhatsApp's side of the wire. */
export class Phone {
  readonly meta = new FakeWhatsApp();
  readonly clock = new Clock('2026-11-18T10:30:00Z');
  readonly databaseFile = join(temporaryFolder(), 'log.db');
  readonly #setting: Setting;
  #running: Running | undefined;

  constructor(setting: Setting = {}) {
    this.#setting = setting;
  }

  get running(): Running {
    if (!this.#running) throw new Error('the bot is not running');
    return this.#running;
  }

  async open(): Promise<void> {
    await this.meta.listen();
    await this.start();
  }

  async start(): Promise<void> {
    const { clock, databaseFile, meta } = this;
    const environment = { ...meta.environment, ...this.#setting.environment };
    const running = await startApp({ ...this.#setting, clock, databaseFile, environment });
    this.#running = running;
    meta.settle = async () => running.app.whatsApp?.idle();
    await meta.open(running.url);
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.close();
  }

  async close(): Promise<void> {
    await this.stop();
    await this.meta.close();
  }

  /** Resolves when no message of the outbox is on its way: the turn that woke it does not wait for it. */
  async sent(): Promise<void> {
    const { outbox } = this.running.app.services;
    for (let looks = 0; looks < 400; looks++) {
      const owed = await outbox.withPrefix('');
      const now = this.clock.now();
      const under = owed.some(
        ({ state, attempts, nextAt }) => state === 'pending' && (attempts > 0 || nextAt <= now),
      );
      if (!under) return;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /** All rows of a table, beside the bot. */
  async rows(table: string): Promise<Record<string, unknown>[]> {
    const database = connect({ kind: 'file', path: this.databaseFile }, noLog);
    try {
      return await database(table).select('*').orderBy('id');
    } finally {
      await database.destroy();
    }
  }
}
