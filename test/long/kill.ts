import { warmBot } from './bots.js';
import { killRounds } from './kills.js';

/** `npm run long:kill [-- <rounds>]`: kill -9 over every step of the report, and the control that must fail. */
const rounds = Number(process.argv[2] ?? 200);
const spares = [warmBot(), warmBot()];
const next = () => {
  spares.push(warmBot());
  return spares.shift() ?? warmBot();
};
const began = performance.now();
console.log('bot', await killRounds(rounds, next), `${Math.round((performance.now() - began) / 1000)} s`);
console.log('alerts gathered', await killRounds(Math.ceil(rounds / 4), next, { gathered: true }));
console.log('at the note', await killRounds(24, next, { atNote: true }));
console.log('control', await killRounds(Math.max(2, Math.ceil(rounds / 20)), next, { early: true }));
process.exit();
