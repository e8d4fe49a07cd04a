import restify, { type Request, type Response, type Server } from 'restify';
import { readJson } from './body.js';
import { faultName, type Log } from './log.js';

export interface Endpoints {
  /** Takes a parsed body and answers the channel. */
  messages(
    body: Readonly<Record<string, unknown>>,
    request: Request,
  ): Promise<{ status: number; body?: unknown }>;
  /** Whether the bot can serve and write. */
  healthy(): Promise<boolean>;
}

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
      const { status, body } = await endpoints.messages(read.body, request);
      if (status === 401 || status === 403) log.warn('request.refused', { status });
      if (body === undefined) answer(response, status, status < 300 ? '' : 'That is not possible.');
      else answerJson(response, status, body);
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

function answerJson(response: Response, status: number, body: unknown): void {
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-store');
  response.sendRaw(status, JSON.stringify(body));
}

function answer(response: Response, status: number, words: string): void {
  if (response.headersSent) return;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-store');
  response.sendRaw(status, words);
}
