import { impersonate, startLog } from './impersonation.js';

/** `npm run long:impersonate [-- <attempts>]`: everything that somebody may try who wants to pass as the Headteacher. */
const { bot, shownToHeadteacher } = await startLog();
try {
  console.log({ shownToHeadteacher, ...(await impersonate(bot, Number(process.argv[2] ?? 10_000))) });
} finally {
  await bot.close();
}
