import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Server } from 'restify';
import { topics } from '../dialogs/index.js';
import { Bot } from './bot.js';
import { parseActivity } from './channels/activity.js';
import { Courier } from './channels/courier.js';
import { whileTyping } from './channels/typing.js';
import { deliverOnWhatsApp, WhatsAppChannel } from './channels/whatsapp/channel.js';
import { mountWebhook } from './channels/whatsapp/route.js';
import { type Config, hasCredentials, whatsAppOf } from './config.js';
import { connectTo } from './connect.js';
import { endConnections, type Patience } from './connections.js';
import type { Reply, Services } from './conversation/dialog.js';
import { Pace } from './conversation/pace.js';
import { keepHouse } from './housekeeping.js';
import { answerInvoke } from './invokes.js';
import { createRecognizer, type Recognizer } from './language/recognizer.js';
import { remembering } from './language/remembered.js';
import type { Log } from './log.js';
import { MessageWindow } from './message-window.js';
import { Sender } from './notifications/sender.js';
import { servePages } from './pages.js';
import { loadPeople, type PersonEntry, type Role, roles } from './people.js';
import { PeopleFile, stampOf } from './people-file.js';
import { loadPolicy } from './policy/policy.js';
import { createServer } from './server.js';
import { BotStorage } from './storage/bot-storage.js';
import { ConversationStore } from './storage/conversations.js';
import { DailyCheck } from './storage/daily-check.js';
import { canWrite, closeDatabase, openDatabase } from './storage/database.js';
import { processName } from './storage/process-name.js';
import { SeenStore } from './storage/seen.js';
import { holdTurn, type TurnHold } from './storage/turns.js';
import { Work } from './storage/work.js';
import { storesOn } from './stores.js';
import { doorFor } from './tab/access.js';
import { serveTab } from './tab/serve.js';

/** What a test may put in place of the real thing; the program hands in the clock alone. */
export interface Surroundings {
  log: Log;
  now: () => Date;
  newId?: () => string;
  recognizer?: Recognizer;
  people?: readonly PersonEntry[];
  /** How many messages came within the minute. */
  pace?: Pace | undefined;
  /** How long a client may take, and how many unsigned requests an address has a minute. */
  patience?: Patience | undefined;
  strangersAMinute?: number | undefined;
  /** Milliseconds that the channel has to take a message. */
  sendLimit?: number | undefined;
  /** Told of every reply before it is drawn. */
  onReply?: (reply: Reply) => void;
}

export interface App {
  server: Server;
  services: Services;
  sender: Sender;
  /** Absent when no number is set up. */
  whatsApp?: WhatsAppChannel;
  recognizer: Recognizer;
  /** Loads the sentence encoder, which the first message would otherwise wait for. */
  ready(): Promise<void>;
  /** At start and then hourly by the program: what has passed its time is deleted; once a day the file is looked at. */
  housekeeping(): Promise<void>;
  /** Every few seconds by the program: who holds which role is read again when it has changed. */
  lookAtPeople(): void;
  /** Resolves when every turn that was begun has ended, and nothing of its answer is kept any more. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export type Built = { ok: true; app: App } | { ok: false; faults: string[] };

/** These get messages of their own accord, and in development at the terminal alone. */
const alertedRoles: readonly Role[] = ['headteacher', 'deputy_head', 'dsl', 'deputy_dsl'];

/** People who exist only without credentials, on loopback: `terminal:headteacher` and so on, for `npm run chat`. */
const developmentPeople: readonly PersonEntry[] = roles.map((role) => ({
  role,
  name: `Terminal ${role.replace('_', ' ')}`,
  accounts: [`terminal:${role}`, ...(alertedRoles.includes(role) ? [] : [`whatsapp:${role}`])],
}));

/** Joins the parts. Every fault of settings, data and database is returned together where possible. */
export async function buildApp(config: Config, surroundings: Surroundings): Promise<Built> {
  const { log, now } = surroundings;
  const policy = loadPolicy(config.SCHOOL);
  const peopleFile = join(config.SCHOOL, 'people.yaml');
  const stamp = stampOf(peopleFile);
  const people = loadPeople(peopleFile);
  if (!policy.ok || !people.ok) {
    return { ok: false, faults: [...(policy.ok ? [] : policy.faults), ...(people.ok ? [] : people.faults)] };
  }
  const language = surroundings.recognizer
    ? { ok: true as const, recognizer: surroundings.recognizer, ready: async () => undefined }
    : await createRecognizer({
        schoolFolder: config.SCHOOL,
        waits: false,
        ...(config.ENCODER ? { encoder: config.ENCODER } : {}),
      });
  if (!language.ok) return { ok: false, faults: [language.fault] };
  const recognizer = surroundings.recognizer ?? remembering(language.recognizer);
  const opened = await openDatabase(config.DATABASE_URL, log);
  if (!opened.ok) {
    await recognizer.close();
    return { ok: false, faults: [opened.fault] };
  }
  const { database } = opened;

  const extra = surroundings.people ?? (hasCredentials(config) ? [] : developmentPeople);
  const services: Services = {
    policy: policy.value,
    people: people.people.and(extra),
    ...storesOn(database, policy.value.school.timezone),
    newId: surroundings.newId ?? randomUUID,
  };
  const listed = new PeopleFile({ file: peopleFile, people: services.people, others: extra, log, stamp });
  const check = new DailyCheck(database, log, now());
  const storage = new BotStorage(database, now);
  const seen = new SeenStore(database);
  const conversations = new ConversationStore(database);
  const { adapter, connector, entrance, closeConnections } = connectTo(config, now, surroundings.sendLimit);
  const courier = new Courier({
    adapter,
    connector,
    conversations,
    appId: config.MicrosoftAppId ?? '',
    tenant: config.MicrosoftAppTenantId,
    log,
    now,
  });
  const sender = new Sender({
    services,
    deliver: (account, card, key) =>
      account.startsWith('whatsapp:')
        ? deliverOnWhatsApp(whatsApp, account, card, key)
        : courier.deliver(account, card),
    log,
    now,
  });
  const shared = {
    topics,
    services,
    recognizer,
    storage,
    seen,
    conversations,
    pace: surroundings.pace ?? new Pace(),
    log,
    now,
    process: processName(),
    begin: (hold?: TurnHold) => {
      const work = new Work(database, hold && ((trx) => holdTurn(trx, hold)));
      return {
        work,
        services: { ...services, ...storesOn(work.database, policy.value.school.timezone) },
        storage: new BotStorage(work.database, now),
      };
    },
    afterTurn: () => sender.kick(),
  };
  const window = new MessageWindow(shared);
  const invokes = { services, answers: window.answers, log };
  const bot = new Bot({
    ...shared,
    courier,
    onReply: surroundings.onReply ?? (() => undefined),
  });
  const settings = whatsAppOf(config);
  const whatsApp =
    settings &&
    new WhatsAppChannel({
      settings,
      database,
      seen,
      hear: (context) => bot.hear(context),
      onUndelivered: (key, delivery) => sender.undelivered(key, delivery),
      log,
      now,
    });
  const server = createServer(
    {
      vouched: async ({ headers }) => entrance?.vouches(headers.authorization) ?? true,
      admit: async ({ headers }, body) => (entrance ? entrance.admit(headers.authorization, body) : 'in'),
      async messages(body) {
        const activity = parseActivity(body);
        if (!activity) return { status: 400 };
        return adapter.hear(activity, (context) =>
          context.activity.type === 'invoke'
            ? answerInvoke(context, invokes)
            : whileTyping(context, log, async () => void (await bot.hear(context))),
        );
      },
      healthy: async () => check.sound && (await canWrite(database)),
    },
    {
      log,
      now,
      open: !entrance,
      patience: surroundings.patience,
      strangersAMinute: surroundings.strangersAMinute,
    },
  );
  servePages(server, services);
  if (whatsApp) mountWebhook(server, { ...whatsApp.settings, receive: whatsApp.receive, log });
  const { begin } = shared;
  serveTab(server, { services, begin, door: doorFor(config), log, now, afterOrder: () => sender.kick() });
  const app: App = {
    server,
    services,
    sender,
    ...(whatsApp ? { whatsApp } : {}),
    recognizer,
    ready: language.ready,
    async housekeeping() {
      await check.look(now());
      await keepHouse({
        school: policy.value.school,
        storage,
        seen,
        outbox: services.outbox,
        keeping: topics.dialogs.flatMap(({ name, keeps }) => (keeps ? [name] : [])),
        purgeWhatsApp: async (before) => whatsApp?.purge(before) ?? 0,
        log,
        now: now(),
      });
    },
    lookAtPeople: () => listed.look(),
    settled: () => bot.close(),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      endConnections(server.server);
      await closed;
      await whatsApp?.close();
      await bot.close();
      await window.close();
      await sender.close();
      await recognizer.close();
      closeConnections();
      await closeDatabase(database);
    },
  };
  return { ok: true, app };
}
