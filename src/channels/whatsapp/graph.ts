import { z } from 'zod';

/** How long the Cloud API has to answer, in milliseconds. */
const answerLimit = 6000;

/**
 * What the Cloud API made of a message. `unsure`: it got it and did not answer, so that nobody knows
 * yet; what it took it tells of later by a status.
 */
export type Answer =
  | { kind: 'accepted'; messageId: string }
  | { kind: 'refused'; code?: number }
  | { kind: 'unsure' };

export interface GraphSettings {
  /** Where the Cloud API is, with its version: https://graph.facebook.com/v25.0 */
  url: string;
  phoneNumberId: string;
  accessToken: string;
}

const acceptedSchema = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) });
const refusedSchema = z.object({ error: z.object({ code: z.number().int() }) });

/** Faults of a connection that never came about, so that nothing was handed over. */
const notConnected =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/** Meta's Graph API, as far as messages need it. It never rejects. */
export class Graph {
  readonly #settings: GraphSettings;

  constructor(settings: GraphSettings) {
    this.#settings = settings;
  }

  /** Sends a message; `ticket` comes back with every status of it. */
  async send(account: string, message: object, ticket: string): Promise<Answer> {
    const body = { recipient_type: 'individual', ...addressOf(account), ...message };
    return this.#post({ messaging_product: 'whatsapp', ...body, biz_opaque_callback_data: ticket });
  }

  /** Shows the person that their message was read and that an answer is being written. */
  async showTyping(messageId: string): Promise<void> {
    await this.#post({
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: messageId,
      typing_indicator: { type: 'text' },
    });
  }

  async #post(body: object): Promise<Answer> {
    const { url, phoneNumberId, accessToken } = this.#settings;
    try {
      const response = await fetch(`${url.replace(/\/$/, '')}/${phoneNumberId}/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(answerLimit),
      });
      return answerIn(response.status, await response.json().catch(() => undefined));
    } catch (fault) {
      return isNotConnected(fault) ? { kind: 'refused' } : { kind: 'unsure' };
    }
  }
}

function answerIn(status: number, body: unknown): Answer {
  const accepted = status === 200 ? acceptedSchema.safeParse(body) : undefined;
  const messageId = accepted?.data?.messages[0]?.id;
  if (messageId !== undefined) return { kind: 'accepted', messageId };
  const refused = refusedSchema.safeParse(body);
  if (refused.success) return { kind: 'refused', code: refused.data.error.code };
  // Something between here and the Cloud API answered in its place.
  return status >= 400 && status < 500 ? { kind: 'refused' } : { kind: 'unsure' };
}

/** A phone number goes into `to`; a business-scoped user id, which holds a dot, into `recipient`. */
function addressOf(account: string): { to: string } | { recipient: string } {
  const user = account.replace(/^whatsapp:/, '');
  return /^\+?\d+$/.test(user) ? { to: user } : { recipient: user };
}

function isNotConnected(fault: unknown): boolean {
  const cause = fault instanceof Error ? fault.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return notConnected.test(code);
}
