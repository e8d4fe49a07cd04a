import { fuzz } from './fuzz-run.js';

/** `npm run long:fuzz [-- <requests a seed> <seeds>]`: everything that may come from outside, and what nobody foresaw. */
const [requests = '20000', seeds = '5'] = process.argv.slice(2);
for (let seed = 1; seed <= Number(seeds); seed += 1) {
  console.log(`seed ${seed}`, JSON.stringify(await fuzz(seed, Number(requests)), undefined, 2));
}
