import type { IncomingMessage, ServerResponse } from 'node:http';
import restify, { type Next, type Request, type Response, type Server } from 'restify';
import { acknowledge, answer, answerJson, guard, refuse } from './answer.js';
import { readJson } from './body.js';
import { guardConnections, isTrusted, type Patience, trust } from './connections.js';
import { faultName, type Log } from './log.js';
import { Strangers } from './strangers.js';

export interface Endpoints {
  /** Whether the channel signed the request, as far as its headers tell. */
  vouched(request: IncomingMessage): Promise<boolean>;
  /** Whether whoever asks may say this. */
  admit(request: IncomingMessage, body: Readonly<Record<string, unknown>>): Promise<'in' | 401 | 403>;
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

/** How long an answer about the bot's health holds, in milliseconds: a good one, and a bad one. */
const healthyMs = 1000;
const unhealthyMs = 250;

declare module 'restify' {
  interface Server {
    /** Asked before anything else of a request is looked at. False: it is answered elsewhere. */
    first(asked: (request: IncomingMessage, response: ServerResponse) => boolean): void;
  }
}

const messagesPath = '/api/messages';

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
  const turnAway = (response: ServerResponse, status: number): void => {
    log.warn('request.refused', { status });
    refuse(response, status);
  };

  const isLetIn = (request: IncomingMessage, response: ServerResponse): boolean => {
    const { remoteAddress } = request.socket;
    if (!open && !asksOnly(request) && !isSigned(request) && strangers.tooMany(remoteAddress, now())) {
      turnAway(response, 429);
      return false;
    }
    response.once('close', () => {
      if (!isTrusted(request)) strangers.count(remoteAddress, now());
    });
    return true;
  };

  server.pre((request: Request, response: Response, next: Next) => {
    guard(response);
    if (!isAddressed(request)) {
      turnAway(response, 400);
      return next(false);
    }
    return isLetIn(request, response) ? next() : next(false);
  });

  const hear = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
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
      else if (status < 300) acknowledge(response, status);
      else turnAway(response, status);
    } catch (fault) {
      log.error('request.failed', { fault: faultName(fault) });
      refuse(response, 500);
    }
  };

  // What the channel sends needs nothing of the framework; its way there costs as much as a turn's reading.
  server.first((request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.method !== 'POST' || request.url !== messagesPath) return true;
    if (!/^[a-z0-9.:-]*$/i.test(request.headers.host ?? '')) return true;
    if (isLetIn(request, response)) void hear(request, response);
    return false;
  });
  server.post(messagesPath, hear);

  // The look writes, so that any number of questions is answered by one, whose answer holds for a while.
  let looking: Promise<boolean> | undefined;
  const forget = (): void => {
    looking = undefined;
  };
  const look = async (): Promise<boolean> => {
    const healthy = await endpoints.healthy().catch(() => false);
    setTimeout(forget, healthy ? healthyMs : unhealthyMs).unref();
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
function isAddressed({ url = '', headers }: IncomingMessage): boolean {
  return url.startsWith('/') && URL.canParse(`http://${headers.host ?? 'localhost'}${url}`);
}

/** A page or a file, which costs no more than a refusal does. */
function asksOnly({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

function isSigned({ headers }: IncomingMessage): boolean {
  return signatures.some((name) => headers[name] !== undefined);
}
