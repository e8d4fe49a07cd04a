import restify, { type Next, type Request, type Response, type Server } from 'restify';
import { answer, answerJson, guard, refuse } from './answer.js';
import { readJson } from './body.js';
import { guardConnections, isTrusted, type Patience, trust } from './connections.js';
import { faultName, type Log } from './log.js';
import { Strangers } from './strangers.js';

export interface Endpoints {
  /** Whether the channel signed the request, as far as its headers tell. */
  vouched(request: Request): Promise<boolean>;
  /** Whether whoever asks may say this. */
  admit(request: Request, body: Readonly<Record<string, unknown>>): Promise<'in' | 401 | 403>;
  /** Takes an admitted body and answers the channel. */
  messages(body: Readonly<Record<string, unknown>>): Promise<{ status: number; body?: unknown }>;
  /** Whether the bot can serve and write. */
  healthy(): Promise<boolean>;
}

export interface Edge {
  log: Log;
  now: () => Date;
  /** Without credentials, on this machine alone: everybody is let in, and nobody is a stranger. */
  open: boolean;
  /** How long a client may take, when not as usual. */
  patience?: Patience | undefined;
  /** Requests a minute that an address has before it is known, when not as usual. */
  strangersAMinute?: number | undefined;
}

/** How long a good answer about the bot's health holds, in milliseconds. */
const healthyMs = 1000;

/** These were signed with something that has to be looked at before it is known whose they are. */
const signatures = ['authorization', 'x-hub-signature-256'];

/**
 * The HTTP server. Bodies are read once, raw and capped, before anything else looks at them; a
 * compressed body is refused, because the framework's own parser could be made to unpack gigabytes.
 */
export function createServer(
  endpoints: Endpoints,
  { log, now, open, patience, strangersAMinute }: Edge,
): Server {
  const server = restify.createServer({ name: '', handleUncaughtExceptions: false });
  guardConnections(server.server, undefined, patience);
  const strangers = new Strangers(strangersAMinute);
  const turnAway = (response: Response, status: number): void => {
    log.warn('request.refused', { status });
    refuse(response, status);
  };

  server.pre((request: Request, response: Response, next: Next) => {
    guard(response);
    if (!isAddressed(request)) {
      turnAway(response, 400);
      return next(false);
    }
    const { remoteAddress } = request.socket;
    if (!open && !asksOnly(request) && !isSigned(request) && strangers.tooMany(remoteAddress, now())) {
      turnAway(response, 429);
      return next(false);
    }
    response.once('close', () => {
      if (!isTrusted(request)) strangers.count(remoteAddress, now());
    });
    return next();
  });

  server.post('/api/messages', async (request: Request, response: Response) => {
    try {
      // A made-up signature costs no more than a look at it, once its address has used up its minute.
      const full = !open && strangers.tooMany(request.socket.remoteAddress, now());
      if (full && !(await endpoints.vouched(request))) return turnAway(response, 429);
      const read = await readJson(request);
      if ('status' in read) return turnAway(response, read.status);
      const admitted = await endpoints.admit(request, read.body);
      if (admitted !== 'in') return turnAway(response, admitted);
      trust(request);
      const { status, body } = await endpoints.messages(read.body);
      if (body !== undefined) answerJson(response, status, body);
      else if (status < 300) answer(response, status, '');
      else turnAway(response, status);
    } catch (fault) {
      log.error('request.failed', { fault: faultName(fault) });
      refuse(response, 500);
    }
  });

  // The look writes, so that any number of questions is answered by one, and a good answer holds for a while.
  let looking: Promise<boolean> | undefined;
  const forget = (): void => {
    looking = undefined;
  };
  const look = async (): Promise<boolean> => {
    const healthy = await endpoints.healthy().catch(() => false);
    if (healthy) setTimeout(forget, healthyMs).unref();
    else forget();
    return healthy;
  };
  server.get('/healthz', async (_request: Request, response: Response) => {
    looking ??= look();
    const healthy = await looking;
    answer(response, healthy ? 200 : 503, healthy ? 'ok' : 'cannot write');
  });

  server.on(
    'restifyError',
    (_request: Request, response: Response, fault: { statusCode?: number }, done: () => void) => {
      refuse(response, fault.statusCode ?? 500);
      done();
    },
  );
  return server;
}

/** The framework reads the address where nothing catches what it throws: one `Host: [` would end the process. */
function isAddressed({ url = '', headers }: Request): boolean {
  return url.startsWith('/') && URL.canParse(`http://${headers.host ?? 'localhost'}${url}`);
}

/** A page or a file, which costs no more than a refusal does. */
function asksOnly({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}

function isSigned({ headers }: Request): boolean {
  return signatures.some((name) => headers[name] !== undefined);
}
