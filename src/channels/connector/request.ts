import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { z } from 'zod';
import { ConnectorFault } from './fault.js';

/** An answer of the channel is an id or an error; more than this is not read. */
const mostAnswerBytes = 64 * 1024;
/** How long a connection that is not used is kept open, in milliseconds. */
const idleMs = 30_000;
/** A connection that the other side closes within this time is not used again, in milliseconds. */
const marginMs = 1000;

const errorSchema = z.object({ error: z.object({ code: z.string().regex(/^\w{1,64}$/) }) });

export interface Asked {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: URL;
  /** Under the address, in place of its own path. */
  path?: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** Milliseconds until the answer must have been read. */
  limit: number;
}

/** Connections that are kept open between requests. */
export class Connections {
  readonly #http = new http.Agent({ keepAlive: true, timeout: idleMs });
  readonly #https = new https.Agent({ keepAlive: true, timeout: idleMs });

  /** The moment (of `performance.now()`) until which a connection may be used again. */
  readonly #until = new WeakMap<Socket, number>();
  /** Before this moment, none of them comes to its end. */
  #soonest = Number.POSITIVE_INFINITY;

  /** Sends once, never again by itself. The text of a 2xx answer; anything else rejects with a ConnectorFault. */
  async ask(asked: Asked): Promise<string> {
    const { url, path, method, headers, body, limit } = asked;
    const secure = url.protocol === 'https:';
    this.#closeOld();
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const started = (secure ? https : http).request({
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port,
      path: path ?? `${url.pathname}${url.search}`,
      method,
      agent: secure ? this.#https : this.#http,
      headers: { ...headers, ...length },
    });
    return new Promise((resolve, reject) => {
      // A connection that was kept is there at once, a new one is announced.
      let connected = started.reusedSocket;
      const fail = (): void => {
        clearTimeout(timer);
        started.destroy();
        reject(new ConnectorFault({ unknown: connected }));
      };
      const timer = setTimeout(fail, limit);
      if (!connected) {
        started.once('socket', (socket) => {
          if (!socket.connecting) connected = true;
          else
            socket.once(secure ? 'secureConnect' : 'connect', () => {
              connected = true;
            });
        });
      }
      started.once('error', fail);
      started.once('response', (response) => {
        this.#hold(response);
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes <= mostAnswerBytes) chunks.push(chunk);
        });
        response.once('error', fail);
        response.once('aborted', fail);
        response.once('end', () => {
          clearTimeout(timer);
          const text = Buffer.concat(chunks).toString('utf8');
          const status = response.statusCode ?? 0;
          if (status >= 200 && status < 300) resolve(text);
          else reject(faultOf(status, text, response.headers['retry-after']));
        });
      });
      started.end(body);
    });
  }

  #hold({ headers, socket }: http.IncomingMessage): void {
    const seconds = Number(/timeout=(\d{1,6})/.exec(String(headers['keep-alive']))?.[1] ?? 3600);
    const until = performance.now() + seconds * 1000 - marginMs;
    this.#until.set(socket, until);
    this.#soonest = Math.min(this.#soonest, until);
  }

  /**
   * A message written into a connection that is being closed may have arrived or not, and nobody would know. Newer
   * versions of Node's agent close it in time by a timer, which comes too late where the bot is busy.
   */
  #closeOld(): void {
    const now = performance.now();
    if (now < this.#soonest) return;
    this.#soonest = Number.POSITIVE_INFINITY;
    for (const { sockets, freeSockets } of [this.#http, this.#https]) {
      for (const socket of Object.values(freeSockets).flatMap((free) => free ?? [])) {
        if ((this.#until.get(socket) ?? now) <= now) socket.destroy();
      }
      for (const socket of [sockets, freeSockets]
        .flatMap((all) => Object.values(all))
        .flatMap((all) => all ?? [])) {
        this.#soonest = Math.min(this.#soonest, this.#until.get(socket) ?? Number.POSITIVE_INFINITY);
      }
    }
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}

function faultOf(status: number, text: string, wait: string | undefined): ConnectorFault {
  const code = errorSchema.safeParse(jsonOf(text)).data?.error.code;
  const retryAfter = secondsOf(wait);
  return new ConnectorFault({
    status,
    unknown: false,
    ...(code ? { code } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}

/** Retry-After in seconds. A date is not read: the caller's own waits hold then. */
function secondsOf(wait: string | undefined): number | undefined {
  return wait !== undefined && /^\d{1,6}$/.test(wait) ? Number(wait) : undefined;
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
