import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Connections from which nothing verified has come may be this many at once. */
export const mostUnverified = 1000;

/** Connections that wait to be taken, for a rush of them; the system's usual 511 makes the next one wait a second. */
export const backlog = 4096;

/** How long a client may take, in milliseconds. */
export interface Patience {
  headers: number;
  /** Headers and body together. */
  request: number;
  /** Without a byte in either direction. Longer than a turn lasts. */
  silence: number;
  /** How often it is looked at. */
  check: number;
}

/** Slow clients are cut within 15 seconds, and those that came together a few at a time, so that turns go on meanwhile. */
const patience: Patience = { headers: 10_000, request: 12_000, silence: 14_000, check: 100 };

const trusted = new WeakSet<IncomingMessage | Socket>();
/** Where a connection waits to be verified. */
const waitingRooms = new WeakMap<Socket, Set<Socket>>();
/** What a server has not answered yet. */
const underWay = new WeakMap<Server, Set<ServerResponse>>();

/** The request was signed by somebody the bot knows: it is not counted, nor its connection cut to make room. */
export function trust(request: IncomingMessage): void {
  trusted.add(request).add(request.socket);
  waitingRooms.get(request.socket)?.delete(request.socket);
}

export function isTrusted(request: IncomingMessage): boolean {
  return trusted.has(request);
}

/**
 * Cuts clients that are slow, and the longest-waiting unverified connection when there are too many: a real
 * channel sends what it has to say at once, so those that wait are the ones that hold the bot up. One that has
 * asked something is cut only when all have: it may be the channel's, and its token is being checked.
 */
export function guardConnections(server: Server, most = mostUnverified, limits: Patience = patience): void {
  server.headersTimeout = limits.headers;
  server.requestTimeout = limits.request;
  server.timeout = limits.silence;
  server.maxHeadersCount = 100;
  // Node looks at this when it begins to listen; by itself it would look every 30 seconds only.
  Object.assign(server, { connectionsCheckingInterval: limits.check });
  const waiting = new Set<Socket>();
  const asked = new WeakSet<Socket>();
  const unanswered = new Set<ServerResponse>();
  underWay.set(server, unanswered);
  server.on('request', ({ socket }, response) => {
    asked.add(socket);
    unanswered.add(response);
    response.once('close', () => unanswered.delete(response));
  });
  server.on('connection', (socket: Socket) => {
    waiting.add(socket);
    waitingRooms.set(socket, waiting);
    socket.once('close', () => waiting.delete(socket));
    if (waiting.size > most) cutOldest(waiting, asked);
  });
  server.on('upgrade', (_request, socket) => socket.destroy());
}

/**
 * From now on an answer is the last on its connection, also to what was asked before, so that a server that closes
 * is not kept open by whoever goes on asking, nor by a connection that nobody uses any more.
 */
export function endConnections(server: Server): void {
  const last = (response: ServerResponse): void => {
    response.shouldKeepAlive = false;
  };
  for (const response of underWay.get(server) ?? []) last(response);
  server.prependListener('request', (_request, response) => last(response));
  server.closeIdleConnections();
}

function cutOldest(waiting: Set<Socket>, asked: WeakSet<Socket>): void {
  const socket = oldestIn(waiting, asked);
  if (!socket) return;
  waiting.delete(socket);
  socket.destroy();
}

function oldestIn(waiting: ReadonlySet<Socket>, asked: WeakSet<Socket>): Socket | undefined {
  let oldest: Socket | undefined;
  for (const socket of waiting) {
    if (!asked.has(socket)) return socket;
    oldest ??= socket;
  }
  return oldest;
}
