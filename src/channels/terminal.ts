import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { roles } from '../people.js';
import { TerminalChannel } from './terminal-channel.js';

const usage = [
  'npm run chat -- --as parent|parent_rep|staff|headteacher|dsl [--in group] [--name Sam] [--url http://127.0.0.1:3978]',
  '',
  'Type a message, a number or the words of a choice. In a group begin with @lollipop.',
  ':press 2 presses the second button, :picture sends a picture, :quit ends.',
].join('\n');

/** A terminal that talks to the running bot over HTTP, as a channel does. */
async function main(): Promise<void> {
  const options = readOptions();
  if (!options) return stop(usage);
  const { role, name, group, url } = options;
  if (!(await isRunning(url))) {
    return stop(`There is no bot at ${url}. Start it in another terminal first: npm start`);
  }
  const channel = new TerminalChannel({
    role,
    name,
    group,
    bot: url,
    show: (text, aside) => write(`\n${aside ? '[in private] ' : ''}${text}\n`),
  });
  await channel.open();
  write(`You are ${name} (${role})${group ? ` in the group "${group}"` : ''}. :quit ends.\n`);
  await channel.join();
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '\n> ' });
  lines.prompt();
  for await (const line of lines) {
    if (line.trim() === ':quit') break;
    if (!process.stdin.isTTY) write(`${line}\n`);
    if (line.trim() !== '') {
      const answered = await channel.say(line);
      if (!answered && group)
        write('\n(No answer. In a group the bot reads only messages that begin with @lollipop.)\n');
    }
    lines.prompt();
  }
  lines.close();
  await channel.close();
}

function readOptions(): { role: string; name: string; group: string | undefined; url: string } | undefined {
  try {
    const { values } = parseArgs({
      options: {
        as: { type: 'string', default: 'parent' },
        in: { type: 'string' },
        name: { type: 'string' },
        url: { type: 'string', default: 'http://127.0.0.1:3978' },
      },
    });
    const role = roles.find((one) => one === values.as);
    if (!role) return undefined;
    return {
      role,
      name: values.name ?? 'Sam',
      group: values.in,
      url: values.url,
    };
  } catch {
    return undefined;
  }
}

async function isRunning(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`)).ok;
  } catch {
    return false;
  }
}

function stop(words: string): void {
  process.stderr.write(`${words}\n`);
  process.exitCode = 1;
}

function write(text: string): void {
  process.stdout.write(text);
}

await main();
