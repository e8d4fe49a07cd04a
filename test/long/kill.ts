import { killRounds } from './kills.js';

/** `npm run long:kill [-- <rounds>]`: kill -9 over every step of the report, and the control that must fail. */
const rounds = Number(process.argv[2] ?? 200);
console.log('bot', await killRounds(rounds));
console.log('control', await killRounds(Math.max(2, Math.ceil(rounds / 8)), true));
