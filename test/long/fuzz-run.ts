import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { type Running, startApp } from '../support/app.js';
import { FakeChannel } from '../support/channel.js';
import { FakeWhatsApp } from '../support/whatsapp.js';
import { type Shot, shots } from './fuzz-arbitraries.js';
import { type SignedBot, startSigned } from './signed-turns.js';

/** What may stand in no answer. */
const internals =
  /node_modules|\bat [\w.<>]+ \(|\.[jt]s:\d|SQLITE|sqlite3|knex|ZodError|TypeError|RangeError|SyntaxError|restify|botbuilder|ECONN|\/src\/|the-bots-own|the app secret|the access token/;

export interface FuzzFigures {
  requests: number;
  /** Faults that nobody caught, and questions after their health that were not answered with 200. */
  deaths: number;
  /** Answers 5xx, but for the protocol's own 501 to an invoke that the bot does not know. */
  fiveHundreds: number;
  notImplemented: number;
  overTwoSeconds: number;
  slowest: number;
  internalsShown: number;
  /** Lines of the log that tell of a fault. */
  faultsLogged: Readonly<Record<string, number>>;
  statuses: Readonly<Record<string, number>>;
  examples: readonly string[];
}

interface Answered {
  status: number | 'closed';
  text: string;
}

/** Fires so many shots of one seed at two bots: one with credentials, and one in development. */
export async function fuzz(seed: number, count: number, together = 8): Promise<FuzzFigures> {
  const meta = new FakeWhatsApp();
  await meta.listen();
  const school = { 'limits.messagesPerMinute': 1_000_000, 'limits.groupMessagesPerMinute': 1_000_000 };
  const head = [{ role: 'headteacher' as const, name: 'Head', accounts: ['teams:head'] }];
  const { environment } = meta;
  const signed = await startSigned({ school, people: head, environment, strangersAMinute: 1_000_000_000 });
  const open = await startApp({ school });
  const channel = new FakeChannel();
  await channel.open(open.url);
  await meta.open(signed.running.url);
  const agent = new Agent({ keepAlive: true });
  const figures = {
    requests: 0,
    deaths: 0,
    fiveHundreds: 0,
    notImplemented: 0,
    overTwoSeconds: 0,
    slowest: 0,
    internalsShown: 0,
  };
  const statuses: Record<string, number> = {};
  const examples: string[] = [];
  const uncaught = (): void => {
    figures.deaths += 1;
  };
  process.on('uncaughtException', uncaught);
  process.on('unhandledRejection', uncaught);
  const token = await signed.microsoft.token(signed.running.clock.now());

  async function fire(shot: Shot, at: number): Promise<void> {
    const began = performance.now();
    const { status, text } = await send(shot, at);
    const took = performance.now() - began;
    figures.requests += 1;
    figures.slowest = Math.max(figures.slowest, Math.round(took));
    statuses[status] = (statuses[status] ?? 0) + 1;
    const unknownInvoke = status === 501 && 'activity' in shot && shot.activity.type === 'invoke';
    if (unknownInvoke) figures.notImplemented += 1;
    const bad = typeof status === 'number' && status >= 500 && !unknownInvoke;
    if (bad) figures.fiveHundreds += 1;
    // A raw shot may be half a request, on which the bot rightly waits until its patience ends.
    const slow = took > 2000 && shot.way !== 'raw';
    if (slow) figures.overTwoSeconds += 1;
    const shown = internals.test(text);
    if (shown) figures.internalsShown += 1;
    if ((bad || slow || shown) && examples.length < 10)
      examples.push(
        `${status} ${Math.round(took)} ms ${JSON.stringify(shot).slice(0, 400)} -> ${text.slice(0, 200)}`,
      );
  }

  function send(shot: Shot, at: number): Promise<Answered> {
    switch (shot.way) {
      case 'raw':
        return sendRaw(signed.running.url, shot.bytes);
      case 'web':
        return ask(
          agent,
          signed.running.url,
          shot.method,
          shot.path,
          Object.fromEntries(shot.headers),
          shot.body,
        );
      case 'signed': {
        const { of, ...rest } = shot.activity;
        const sound = signed.microsoft.activity(String(of), '', `fuzz-${seed}-${at}`);
        const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
        const conversation = { ...Object(rest.conversation ?? {}), ...tenantOf(sound, rest) };
        const whole = { ...sound, ...rest, ...(rest.conversation ? { conversation } : {}) };
        return ask(agent, signed.running.url, 'POST', '/api/messages', headers, JSON.stringify(whole));
      }
      case 'open': {
        const { of, ...rest } = shot.activity;
        const sound = channel.activity({ id: String(of), name: 'Pat' }, '', { id: `fuzz-${seed}-${at}` });
        const headers = { 'content-type': 'application/json' };
        return ask(agent, open.url, 'POST', '/api/messages', headers, JSON.stringify({ ...sound, ...rest }));
      }
      case 'webhook':
        return shot.signed
          ? meta.deliver(shot.body).then((status) => ({ status, text: '' }))
          : ask(
              agent,
              signed.running.url,
              'POST',
              '/api/whatsapp',
              { 'x-hub-signature-256': 'sha256=00' },
              shot.body,
            );
      case 'tab': {
        const headers = { authorization: 'As headteacher', 'content-type': 'application/json' };
        const sent = shot.method === 'POST' ? shot.body : '';
        return ask(agent, open.url, shot.method, `/tab/api/${shot.path}`, headers, sent);
      }
    }
  }

  try {
    const drawn = fc.sample(shots, { numRuns: count, seed });
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let at = next++; at < drawn.length; at = next++) {
        const shot = drawn[at];
        if (shot) await fire(shot, at);
      }
    };
    await Promise.all(Array.from({ length: together }, worker));
    for (const { url } of [signed.running, open]) {
      if ((await fetch(`${url}/healthz`)).status !== 200) figures.deaths += 1;
    }
  } finally {
    agent.destroy();
    await closeAll(signed, open, channel, meta);
    process.off('uncaughtException', uncaught);
    process.off('unhandledRejection', uncaught);
  }
  return { ...figures, faultsLogged: faultsIn(signed.running, open), statuses, examples };
}

function tenantOf(sound: Record<string, unknown>, rest: Record<string, unknown>): object {
  const { conversation } = sound;
  return rest.conversation && typeof conversation === 'object' && conversation && 'tenantId' in conversation
    ? { tenantId: conversation.tenantId }
    : {};
}

async function closeAll(
  signed: SignedBot,
  open: Running,
  channel: FakeChannel,
  meta: FakeWhatsApp,
): Promise<void> {
  await signed.close();
  await open.close();
  await channel.close();
  await meta.close();
}

/** Events of the log that tell of a fault, with how often and its class. */
function faultsIn(...running: readonly { log: { lines: readonly string[] } }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of running.flatMap(({ log }) => log.lines)) {
    const { event, fault }: { event: string; fault?: string } = JSON.parse(line);
    if (fault === undefined || event === 'outbox.delayed') continue;
    counts[`${event} ${fault}`] = (counts[`${event} ${fault}`] ?? 0) + 1;
  }
  return counts;
}

function ask(
  agent: Agent,
  url: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<Answered> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const sent = request({ agent, hostname, port, method, path, headers }, (response) => {
      let text = JSON.stringify(response.headers);
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (text.length < 100_000) text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: isPage(path) ? '' : text }));
      response.on('error', () => resolve({ status: 'closed', text }));
    });
    sent.on('error', () => resolve({ status: 'closed', text: '' }));
    sent.end(method === 'GET' || method === 'HEAD' ? undefined : body);
  });
}

/** Files of the tab are the school's own, and hold what programs hold. */
function isPage(path: string): boolean {
  return path.startsWith('/tab/') && !path.startsWith('/tab/api/');
}

function sendRaw(url: string, bytes: string): Promise<Answered> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.end(Buffer.from(bytes, 'latin1')));
    const timer = setTimeout(() => socket.destroy(), 500);
    socket.on('data', (data) => {
      text += data.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
      resolve({ status: status ? Number(status) : 'closed', text });
    });
  });
}
