import { allAtOnce, deliverTwice } from './deliveries.js';

/** `npm run long:deliver [-- <activities>]`: repeated and concurrent deliveries, in one process and across two. */
const activities = Number(process.argv[2] ?? 10_000);
const turns = Math.min(50, Math.ceil(activities / 200));
console.log('one process', await allAtOnce(100, turns, 1));
console.log('two processes', await allAtOnce(100, turns, 2));
console.log('repeated', await deliverTwice(activities));
