import { cutPower } from './power-cuts.js';

/** `npm run long:cut [-- <cuts>]`: power cuts, and the same with synchronous NORMAL, which must lose. Needs gcc. */
const cuts = Number(process.argv[2] ?? 300);
console.log('FULL', await cutPower(60, cuts, 'FULL'));
console.log('NORMAL', await cutPower(60, cuts, 'NORMAL'));
