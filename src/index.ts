import { setFlagsFromString } from 'node:v8';
import { buildApp } from './app.js';
import { hasCredentials, readConfig } from './config.js';
import { backlog } from './connections.js';
import { createLog, faultName } from './log.js';
import { lookAtPeopleMs } from './people-file.js';

const hourly = 3_600_000;

// Memory that is free again is used before more is asked for: a school's machine is small.
setFlagsFromString('--heap-growing-percent=30');

/** Starts the bot, says what it is and what is not configured, and stops it cleanly. */
async function main(): Promise<void> {
  const configured = readConfig(process.env, '.env');
  if (!configured.ok) return refuse(configured.faults);
  const { config } = configured;
  const log = createLog(config.LOG_LEVEL);
  const built = await buildApp(config, { log, now: () => new Date() });
  if (!built.ok) return refuse(built.faults);
  const { app } = built;

  app.server.listen(config.PORT, config.HOST, backlog, () => {
    const { school } = app.services.policy;
    const missing = app.services.policy.missing();
    const credentials = hasCredentials(config)
      ? []
      : ['the credentials for Teams (MicrosoftAppId; see README)'];
    const number = config.WHATSAPP_PHONE_NUMBER_ID
      ? []
      : ['the number at WhatsApp (WHATSAPP_PHONE_NUMBER_ID; see README)'];
    const overdue = app.services.policy.overdue(new Date());
    say(
      `Lollipop for ${school.name}: the ${school.policy.title}.`,
      ...(overdue ? [`Its review (${school.policy.nextReview}) is overdue.`] : []),
      `Listening on http://${config.HOST}:${config.PORT}/api/messages`,
      `Log: ${config.DATABASE_URL}`,
      '',
      'Not configured yet:',
      ...[...credentials, ...number, ...missing].map((one) => `  - ${one}`),
      '',
      'To talk to it: npm run chat -- --as parent   (in another terminal; also parent_rep, staff, headteacher, dsl)',
    );
    app.ready().then(
      () => say('', app.recognizer.encoder()),
      (fault: unknown) => log.error('encoder.failed', { fault: faultName(fault) }),
    );
  });
  app.server.server.on('error', (fault) => {
    refuse([
      `The bot cannot listen on ${config.HOST}:${config.PORT} (${faultName(fault)}). Is another one running? Set PORT to use another port.`,
    ]);
    process.exit(1);
  });
  app.sender.start();
  app.whatsApp?.start();
  const clean = (): void => {
    app
      .housekeeping()
      .catch((fault: unknown) => log.error('housekeeping.failed', { fault: faultName(fault) }));
  };
  clean();
  const timer = setInterval(clean, hourly);
  const looking = setInterval(() => app.lookAtPeople(), lookAtPeopleMs);

  const stop = (): void => {
    clearInterval(timer);
    clearInterval(looking);
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function refuse(faults: readonly string[]): void {
  process.stderr.write(`Lollipop cannot start:\n${faults.map((fault) => `  - ${fault}\n`).join('')}`);
  process.exitCode = 1;
}

function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

await main();
