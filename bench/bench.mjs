// Ours and the stock echo bot by turns, under the same load: CPU a turn, waiting times, memory, and the ratios.
// npm run bench -- [rounds] [seconds]
// npm run long:soak -- [turns]: the memory after 1,000 turns and after many more
import { generateKeyPairSync } from 'node:crypto';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const soak = process.argv[2] === 'soak' ? Number(process.argv[3] ?? 100_000) : 0;
const rounds = Number(process.argv[2] ?? 3);
const seconds = String(Number(process.argv[3] ?? 5));
const here = import.meta.dirname;
const connectorPort = '9099';
const appId = '11111111-2222-3333-4444-555555555555';
const tenant = '99999999-2222-3333-4444-555555555555';
const folder = mkdtempSync(join(tmpdir(), 'lollipop-bench-'));
const microsoft = `http://127.0.0.1:${connectorPort}`;

const loads = {
  help: [{ text: 'help' }],
  // The fifth is privacy, which begins no dialog: the next one is a choice from the menu again.
  'a numbered choice': [{ text: 'help' }, { text: '5' }],
  'a report step': [
    { text: 'start again' },
    { text: 'report a post' },
    { text: 'no' },
    { text: '1' },
    { text: '1' },
    { text: '2' },
  ],
  'a policy question in new words': [{ text: 'what is the minimum age for whatsapp {n}' }],
};

/** As `npm start` does it. */
const startOptions = JSON.parse(readFileSync(resolve(here, '../package.json'), 'utf8')).scripts.start.split(' ').slice(1);

const keyFile = join(folder, 'key.pem');
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });

/** The school's data without a limit on how fast somebody may write, because a few people write everything here. */
function unlimitedSchool() {
  cpSync(resolve(here, '..', 'data'), join(folder, 'data'), { recursive: true });
  const file = join(folder, 'data', 'argyle', 'school.yaml');
  const unlimited = readFileSync(file, 'utf8').replace(/(messagesPerMinute|groupMessagesPerMinute): \d+/gi, '$1: 1000000');
  writeFileSync(file, unlimited);
  return join(folder, 'data', 'argyle');
}

const started = [];

async function start(command, args, port, environment) {
  const child = spawn(command, args, {
    cwd: resolve(here, '..'),
    env: { ...process.env, NODE_NO_WARNINGS: '1', PORT: String(port), ...environment },
    stdio: 'ignore',
  });
  started.push(child);
  const began = performance.now();
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer) return { pid: child.pid, port, startMs: Math.round(performance.now() - began) };
    if (child.exitCode !== null || performance.now() - began > 30_000) throw new Error(`${command} did not start`);
    await pause(10);
  }
}

async function load(bot, script, signed, more = []) {
  const file = join(folder, 'script.json');
  writeFileSync(file, JSON.stringify(script));
  const args = ['--url', `http://127.0.0.1:${bot.port}/api/messages`, '--pid', String(bot.pid), '--users', '16'];
  args.push('--seconds', seconds, '--cport', connectorPort, '--script', file, '--json', '--tenant', tenant);
  args.push(...more);
  if (signed) args.push('--jwt', '--appid', appId, '--key', keyFile);
  const child = spawn('node', [join(here, 'load.mjs'), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  for await (const chunk of child.stdout) out += chunk;
  return JSON.parse(out);
}

const middle = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

try {
  const echo = await start('node', [join(here, 'echo.cjs')], 4101, {});
  const ours = await start('node', startOptions, 4102, {
    DATABASE_URL: `sqlite:${join(folder, 'log.db')}`,
    SCHOOL: unlimitedSchool(),
    LOG_LEVEL: 'info',
    MicrosoftAppId: appId,
    MicrosoftAppPassword: 'secret',
    MicrosoftAppTenantId: tenant,
    ToChannelFromBotLoginUrl: `${microsoft}/login`,
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
    ToBotFromChannelOpenIdMetadataUrl: `${microsoft}/openid`,
    ToBotFromEmulatorOpenIdMetadataUrl: `${microsoft}/openid`,
    OAuthUrl: `${microsoft}/oauth`,
    CallerId: 'none',
    ValidateAuthority: 'true',
  });
  process.stdout.write(`start to first answer: ours ${ours.startMs} ms, echo ${echo.startMs} ms\n`);
  const first = soak && (await load(ours, loads['a report step'], true, ['--turns', '1000', '--warm', '0']));
  for (let turns = 0; turns < soak; turns += Math.min(soak, 10_000)) {
    const { rssMB } = await load(ours, loads['a report step'], true, ['--turns', String(Math.min(soak, 10_000)), '--warm', '0']);
    process.stdout.write(`memory ${rssMB} MB after ${turns + Math.min(soak, 10_000)} turns, ${first.rssMB} MB after 1,000: ratio ${(rssMB / first.rssMB).toFixed(2)}\n`);
  }
  for (const [name, script] of soak ? [] : Object.entries(loads)) {
    const ratios = [];
    for (let round = 0; round < rounds; round++) {
      const floor = await load(echo, [{ text: 'hello there' }], false);
      const own = await load(ours, script, true);
      ratios.push(own.cpuMsPerTurn / floor.cpuMsPerTurn);
      process.stdout.write(
        `${name}: CPU ms a turn ${own.cpuMsPerTurn} to ${floor.cpuMsPerTurn}; p50 ${own.p50} to ${floor.p50}; ` +
          `p99 ${own.p99} to ${floor.p99} ms; errors ${own.errs}, unanswered ${own.noReply}; ` +
          `memory ${own.rssMB} (peak ${own.rssPeakMB}) to ${floor.rssMB} MB; load ${own.load1}\n`,
      );
    }
    process.stdout.write(`${name}: CPU ratio ${middle(ratios).toFixed(2)} (middle of ${rounds})\n`);
  }
} finally {
  for (const child of started) child.kill();
  rmSync(folder, { recursive: true, force: true });
}
