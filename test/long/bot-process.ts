import { type App, buildApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { backlog } from '../../src/connections.js';
import { createRecognizer } from '../../src/language/recognizer.js';
import { createLog } from '../../src/log.js';
import { acknowledgeEarly, arm, leaveWords, statements } from './bot-statements.js';
import { lastWordsOf, type Told } from './bots.js';

/** The bot as a process of its own, for tests that kill it. It opens the database that it is told of, one after another. */
const made = await createRecognizer({ schoolFolder: 'data/argyle', encoder: 'none' });
if (!made.ok) throw new Error(made.fault);
const { recognizer } = made;
const answer = (words: object): void => {
  if (process.connected) process.send?.(words);
};
let app: App | undefined;

process.on('message', (told: Told) => {
  switch (told.tell) {
    case 'open':
      void open(told).then((port) => {
        if (told.early) acknowledgeEarly();
        answer({ port });
      });
      return;
    case 'arm':
      arm(told.at, told.when);
      return answer({ armed: true });
    case 'count':
      // What a turn leaves to be done shortly afterwards belongs to it.
      void app?.settled().then(() => answer(statements()));
      return;
  }
});
process.on('disconnect', () => process.exit(0));
answer({ warm: true });

async function open({ file, sends, school }: Extract<Told, { tell: 'open' }>): Promise<number> {
  await app?.close();
  leaveWords(lastWordsOf(file));
  const config = readConfig(
    { DATABASE_URL: `sqlite:${file}`, NODE_ENV: 'test', LOG_LEVEL: 'silent', SCHOOL: school },
    'there is no such file',
  );
  if (!config.ok) throw new Error(config.faults.join());
  const kept = { ...recognizer, close: async () => undefined };
  const built = await buildApp(config.config, {
    log: createLog('silent'),
    now: () => new Date(),
    recognizer: kept,
  });
  if (!built.ok) throw new Error(built.faults.join());
  app = built.app;
  const { server, sender } = app;
  if (sends) sender.start();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', backlog, () => resolve()));
  return server.address().port;
}
