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

  /** Sends once, never again by itself. The text of a 2xx answer; anything else rejects with a ConnectorFault. */
  async ask(asked: Asked): Promise<string> {
    const { url, method, headers, body, limit } = asked;
    const secure = url.protocol === 'https:';
    const agent = secure ? this.#https : this.#http;
    this.#closeOld(agent);
    const started = (secure ? https : http).request(url, {
      method,
      agent,
      headers: body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    return new Promise((resolve, reject) => {
      let connected = started.reusedSocket;
      const fail = (): void => {
        clearTimeout(timer);
        started.destroy();
        reject(new ConnectorFault({ unknown: connected }));
      };
      const timer = setTimeout(fail, limit);
      started.once('socket', (socket) => {
        if (!socket.connecting) connected = true;
        else {
          socket.once(secure ? 'secureConnect' : 'connect', () => {
            connected = true;
          });
        }
      });
      started.once('error', fail);
      started.once('response', (response) => {
        const held = Number(/timeout=(\d{1,6})/.exec(String(response.headers['keep-alive']))?.[1] ?? 3600);
        this.#until.set(response.socket, performance.now() + held * 1000 - marginMs);
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

  /** A message written into a connection that is being closed may have arrived or not, and nobody would know. */
  #closeOld(agent: http.Agent): void {
    const now = performance.now();
    for (const sockets of Object.values(agent.freeSockets)) {
      for (const socket of sockets ?? []) if ((this.#until.get(socket) ?? now) <= now) socket.destroy();
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
