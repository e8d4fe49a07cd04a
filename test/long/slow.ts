import { startSigned } from './signed-turns.js';
import { holdSlowly } from './slow-sockets.js';

/** `npm run long:slow [-- <sockets>]`: slow connections, and what an ordinary turn takes meanwhile. */
const sockets = Number(process.argv[2] ?? 2000);
const bot = await startSigned();
try {
  const say = async (id: string) => (await bot.say(`patient-${id}`, 'privacy')).length > 0;
  console.log(await holdSlowly(bot.running.url, say, { sockets, within: 20_000, pause: 20 }));
} finally {
  await bot.close();
}
