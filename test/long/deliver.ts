import { warmBot } from './bots.js';
import { allAtOnce, deliverTwice } from './deliveries.js';

/** `npm run long:deliver [-- <activities>]`: concurrent and repeated deliveries, to one process and to two. */
const activities = Number(process.argv[2] ?? 10_000);
const turns = Math.min(50, Math.ceil(activities / 200));
const bots = [warmBot(), warmBot()];
console.log('one process', await allAtOnce(100, turns, bots.slice(0, 1)));
console.log('two processes', await allAtOnce(100, turns, bots));
console.log('repeated', await deliverTwice(activities, bots));
await Promise.all(bots.map((bot) => bot.kill()));
