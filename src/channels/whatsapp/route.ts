import type { IncomingMessage } from 'node:http';
import type { Request, Response, Server } from 'restify';
import { faultName, type Log } from '../../log.js';
import { isSameSecret, isSigned } from './signature.js';

/** Meta sends batches of up to 3 MB (webhook reference). */
const mostBytes = 3 * 1024 * 1024;
/** Where Meta's webhook is. */
export const webhookPath = '/api/whatsapp';

export interface WebhookParts {
  appSecret: string;
  verifyToken: string;
  /** Resolves when what was delivered is safely kept; rejects when Meta has to deliver it again. */
  receive: (raw: Buffer) => Promise<void>;
  log: Log;
}

/**
 * Puts the webhook on the server. GET answers Meta's challenge; POST is answered 200 once what it
 * brings is kept. Nothing is parsed before the signature of the raw body is found right.
 */
export function mountWebhook(server: Server, parts: WebhookParts): void {
  const { appSecret, verifyToken, receive, log } = parts;

  server.get(webhookPath, async (request: Request, response: Response) => {
    const asked = new URL(request.url ?? '', 'http://localhost').searchParams;
    const challenge = /^[\w.-]{1,200}$/.exec(asked.get('hub.challenge') ?? '')?.[0];
    const known = isSameSecret(asked.get('hub.verify_token') ?? '', verifyToken);
    const right = asked.get('hub.mode') === 'subscribe' && known && challenge !== undefined;
    if (!right) log.warn('whatsapp.challenge_refused');
    answer(response, right ? 200 : 403, right ? challenge : 'That is not possible.');
  });

  server.post(webhookPath, async (request: Request, response: Response) => {
    try {
      const raw = await readRaw(request);
      if (typeof raw === 'number') {
        log.warn('whatsapp.refused_request', { status: raw });
        return answer(response, raw, 'That is not possible.');
      }
      const signature = request.headers['x-hub-signature-256'];
      if (!isSigned(raw, typeof signature === 'string' ? signature : undefined, appSecret)) {
        log.warn('whatsapp.unsigned');
        return answer(response, 401, 'The signature is not right.');
      }
      await receive(raw);
      answer(response, 200, 'ok');
    } catch (fault) {
      log.error('whatsapp.not_kept', { fault: faultName(fault) });
      answer(response, 500, 'Something went wrong.');
    }
  });
}

/** The body as it came, or the status with which it is refused. */
async function readRaw(request: IncomingMessage): Promise<Buffer | 400 | 413 | 415> {
  if (request.headers['content-encoding']) return 415;
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return 413;
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request) {
      const piece = Buffer.from(chunk);
      bytes += piece.length;
      if (bytes > mostBytes) return 413;
      chunks.push(piece);
    }
  } catch {
    return 400;
  }
  return Buffer.concat(chunks);
}

function answer(response: Response, status: number, words: string): void {
  if (response.headersSent) return;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-store');
  response.sendRaw(status, words);
}
