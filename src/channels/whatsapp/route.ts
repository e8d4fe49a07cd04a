import type { Request, Response, Server } from 'restify';
import { answer, refuse } from '../../answer.js';
import { queryIn, readRaw } from '../../body.js';
import { trust } from '../../connections.js';
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
    const asked = queryIn(request);
    const challenge = /^[\w.-]{1,200}$/.exec(asked.get('hub.challenge') ?? '')?.[0];
    const known = isSameSecret(asked.get('hub.verify_token') ?? '', verifyToken);
    const right = asked.get('hub.mode') === 'subscribe' && known && challenge !== undefined;
    if (!right) log.warn('whatsapp.challenge_refused');
    if (right) answer(response, 200, challenge);
    else refuse(response, 403);
  });

  server.post(webhookPath, async (request: Request, response: Response) => {
    try {
      const read = await readRaw(request, mostBytes);
      if ('status' in read) {
        log.warn('whatsapp.refused_request', { status: read.status });
        return refuse(response, read.status);
      }
      const { raw } = read;
      const signature = request.headers['x-hub-signature-256'];
      if (!isSigned(raw, typeof signature === 'string' ? signature : undefined, appSecret)) {
        log.warn('whatsapp.unsigned');
        return refuse(response, 401);
      }
      trust(request);
      await receive(raw);
      answer(response, 200, 'ok');
    } catch (fault) {
      log.error('whatsapp.not_kept', { fault: faultName(fault) });
      refuse(response, 500);
    }
  });
}
