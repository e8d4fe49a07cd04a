import type { IncomingMessage } from 'node:http';
import restify, { type Request, type Response, type Server } from 'restify';
import { z } from 'zod';
import { faultName, type Log } from './log.js';

/** An Activity is a few kilobytes; a long message with a card is well under this. */
const mostBytes = 256 * 1024;

export interface Endpoints {
  /** Takes a parsed body and answers the channel. */
  messages(body: Readonly<Record<string, unknown>>, request: Request, response: Response): Promise<void>;
  /** Whether the bot can serve and write. */
  healthy(): Promise<boolean>;
}

/** A request that is refused: the status and the words for it, which show nothing of the inside. */
type Refused = { status: 400 | 408 | 413 | 415; words: string };

/**
 * The HTTP server. Bodies are read once, raw and capped, before anything else looks at them; a
 * compressed body is refused, because the framework's own parser could be made to unpack gigabytes.
 */
export function createServer(endpoints: Endpoints, log: Log): Server {
  const server = restify.createServer({ name: 'lollipop', handleUncaughtExceptions: false });

  server.post('/api/messages', async (request: Request, response: Response) => {
    try {
      const read = await readJson(request);
      if ('status' in read) {
        log.warn('request.refused', { status: read.status });
        answer(response, read.status, read.words);
        return;
      }
      await endpoints.messages(read.body, request, response);
    } catch (fault) {
      log.error('request.failed', { fault: faultName(fault) });
      answer(response, 500, 'Something went wrong.');
    }
  });

  server.get('/healthz', async (_request: Request, response: Response) => {
    const healthy = await endpoints.healthy().catch(() => false);
    answer(response, healthy ? 200 : 503, healthy ? 'ok' : 'cannot write');
  });

  server.server.on('upgrade', (_request, socket) => socket.destroy());
  server.on(
    'restifyError',
    (_request: Request, response: Response, fault: { statusCode?: number }, done: () => void) => {
      const status = fault.statusCode ?? 500;
      if (!response.headersSent)
        answer(response, status, status === 404 ? 'There is nothing here.' : 'That is not possible.');
      done();
    },
  );
  server.server.requestTimeout = 15_000;
  server.server.headersTimeout = 10_000;
  return server;
}

function answer(response: Response, status: number, words: string): void {
  if (response.headersSent) return;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-store');
  response.sendRaw(status, words);
}

async function readJson(request: Request): Promise<Refused | { body: Record<string, unknown> }> {
  if (request.headers['content-encoding'])
    return { status: 415, words: 'A compressed body is not accepted.' };
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return { status: 415, words: 'The body must be JSON.' };
  }
  const read = await readBody(request);
  if ('status' in read) return read;
  try {
    const body = z.record(z.string(), z.unknown()).safeParse(JSON.parse(read.raw));
    return body.success ? { body: body.data } : { status: 400, words: 'The body must be a JSON object.' };
  } catch {
    return { status: 400, words: 'The body is not JSON.' };
  }
}

async function readBody(request: IncomingMessage): Promise<Refused | { raw: string }> {
  const tooLarge: Refused = { status: 413, words: 'The body is too large.' };
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return tooLarge;
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request) {
      const piece = Buffer.from(chunk);
      bytes += piece.length;
      if (bytes > mostBytes) return tooLarge;
      chunks.push(piece);
    }
  } catch {
    return { status: 400, words: 'The body could not be read.' };
  }
  return { raw: Buffer.concat(chunks).toString('utf8') };
}
