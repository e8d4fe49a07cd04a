import { blocked, hostileMessages, peopleInStates } from './hostile-messages.js';
import { startSigned } from './signed-turns.js';

/** `npm run long:hostile [-- <messages> <seed>]`: how long the worst message keeps the bot from everything else. */
const [messages = '500', seed = '1'] = process.argv.slice(2);
const bot = await startSigned({
  people: [{ role: 'headteacher', name: 'Head', accounts: ['teams:head'] }],
  school: { 'limits.messagesPerMinute': 1_000_000 },
});
try {
  const people = await peopleInStates(bot);
  console.log(await blocked(bot, people, hostileMessages(Number(messages), Number(seed))));
} finally {
  await bot.close();
}
