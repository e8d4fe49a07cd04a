import { startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';
import { reportMarked } from './canaries.js';
import { runRetention } from './canary-retention.js';

/** `npm run long:canary [-- <reports>]`: marks in every field of a report, looked for where they must not be. */
const channel = new FakeChannel();
const running = await startApp({ school: { 'limits.alertsPerHour': 1_000_000 } });
await channel.open(running.url);
try {
  console.log(await reportMarked(running, channel, Number(process.argv[2] ?? 1000)));
  console.log(await runRetention(running, channel));
} finally {
  await running.close();
  await channel.close();
}
