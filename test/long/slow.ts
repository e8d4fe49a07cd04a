import { fork } from 'node:child_process';
import { once } from 'node:events';
import { startProgram } from './program.js';
import { holdAll, holdSlowly, type Lives } from './slow-sockets.js';

/**
 * `npm run long:slow [-- <sockets>]`: slow connections, and what an ordinary turn takes meanwhile. The program and
 * the slow connections have a process each, so that neither is measured with the other.
 */
const [sockets = '2000', url] = process.argv.slice(2);
const within = 20_000;

if (url !== undefined) {
  process.send?.(await holdAll(url, Number(sockets), within));
  process.disconnect();
} else await measure();

async function measure(): Promise<void> {
  const program = await startProgram();
  try {
    await program.say('patient', 'hello');
    // Each says little, so that nobody is asked to write less.
    const say = async (id: string) => (await program.say(`patient-${id}`, 'privacy')).length > 0;
    const figures = await holdSlowly(
      program.url,
      say,
      { sockets: Number(sockets), within, pause: 20 },
      holdElsewhere,
    );
    console.log(figures);
  } finally {
    await program.stop();
  }
}

async function holdElsewhere(url: string, sockets: number): Promise<Lives> {
  const child = fork(import.meta.filename, [String(sockets), url], { execArgv: ['--import=tsx'] });
  const [lives] = (await once(child, 'message')) as [Lives];
  return lives;
}
