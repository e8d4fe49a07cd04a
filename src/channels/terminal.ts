import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline';
import { parseArgs } from 'node:util';
import { roles } from '../people.js';
import { type Outcome, type Seat, TerminalChannel, type TerminalLine } from './terminal-channel.js';
import { TerminalWhatsApp } from './terminal-whatsapp.js';

const usage = [
  'npm run chat -- --as parent [--in group] [--channel whatsapp] [--name "Sam"] [--url http://127.0.0.1:3978]',
  `As one of: ${roles.join(', ')}.`,
  '',
  'Type a message, a number or the words of a choice. In a group begin with @lollipop.',
  ':press 2 presses the second button, :picture sends a picture, :quit ends.',
  'On WhatsApp also :voice, :sticker, :reaction, :contact and :location.',
].join('\n');

const stopped = '(The bot has stopped. Start it again with npm start, then say that once more.)';
const unaddressed = '(No answer. In a group the bot reads only messages that begin with @lollipop.)';

/** A terminal that talks to the running bot over HTTP, as a channel does. */
async function main(): Promise<void> {
  const options = readOptions();
  if (!options) return stop(usage);
  const { role, name, group, url, whatsApp } = options;
  if (!(await isRunning(url))) {
    return stop(`There is no bot at ${url}. Start it in another terminal first: npm start`);
  }
  let ask = (): void => undefined;
  const seat: Seat = {
    role,
    name,
    group,
    bot: url,
    show: (text, aside) => {
      write(`${aside ? '[in private] ' : ''}${text}\n\n`);
      ask();
    },
  };
  const channel: TerminalLine = whatsApp ? new TerminalWhatsApp(seat) : new TerminalChannel(seat);
  try {
    await channel.open();
  } catch {
    return stop('Another terminal plays WhatsApp already. End that one first.');
  }
  const where = whatsApp ? ' on WhatsApp' : group ? ` in the group "${group}"` : '';
  write(`You are ${name} (${role})${where}. :quit ends.\n\n`);
  note(await channel.join(), true);
  // Only now, because lines that come before somebody reads them are lost.
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  ask = promptFor(lines);
  ask();
  for await (const line of lines) {
    if (line.trim() === ':quit') break;
    write(process.stdin.isTTY ? '\n' : `> ${line}\n\n`);
    if (line.trim() !== '') note(await channel.say(line), channel.isForBot(line));
    ask();
  }
  lines.close();
  await channel.close();
}

/** Asks people for the next line. A pipe is not asked, and nothing that is closed: Node 24 throws then. */
function promptFor(lines: Interface): () => void {
  let open = process.stdin.isTTY;
  lines.once('close', () => {
    open = false;
  });
  return () => {
    if (open) lines.prompt(true);
  };
}

/** Says why nothing came back, and lets a script see in the end whether the bot was there. */
function note(outcome: Outcome, isForBot: boolean): void {
  if (outcome === 'unreachable') write(`${stopped}\n\n`);
  if (outcome === 'silent' && !isForBot) write(`${unaddressed}\n\n`);
  process.exitCode = outcome === 'unreachable' ? 1 : 0;
}

interface Options {
  role: string;
  name: string;
  group: string | undefined;
  url: string;
  whatsApp: boolean;
}

function readOptions(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: {
        as: { type: 'string', default: 'parent' },
        in: { type: 'string' },
        channel: { type: 'string' },
        name: { type: 'string' },
        url: { type: 'string', default: 'http://127.0.0.1:3978' },
      },
    });
    const role = roles.find((one) => one === values.as);
    const whatsApp = values.channel === 'whatsapp';
    // A bot cannot be in a group on WhatsApp.
    if (!role || (values.channel && !whatsApp) || (whatsApp && values.in)) return undefined;
    return {
      role,
      name: values.name ?? `Terminal ${role.replace('_', ' ')}`,
      group: values.in,
      url: values.url,
      whatsApp,
    };
  } catch {
    return undefined;
  }
}

async function isRunning(url: string): Promise<boolean> {
  try {
    return (await fetch(new URL('/healthz', url))).ok;
  } catch {
    return false;
  }
}

function stop(words: string): void {
  process.stderr.write(`${words}\n`);
  process.exitCode = 1;
}

/** Writes over the prompt, which is then drawn again with what has been typed so far. */
function write(text: string): void {
  if (process.stdout.isTTY) {
    cursorTo(process.stdout, 0);
    clearLine(process.stdout, 0);
  }
  process.stdout.write(text);
}

await main();
