import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether Meta signed these very bytes: `X-Hub-Signature-256: sha256=` and the HMAC-SHA256 of the raw
 * body with the app secret. Compared in constant time.
 */
export function isSigned(raw: Buffer, header: string | undefined, appSecret: string): boolean {
  const given = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '')?.[1];
  if (given === undefined) return false;
  return timingSafeEqual(Buffer.from(given, 'hex'), digestOf(raw, appSecret));
}

/** The header with which Meta, or the terminal in its place, signs these bytes. */
export function signatureOf(raw: Buffer, appSecret: string): string {
  return `sha256=${digestOf(raw, appSecret).toString('hex')}`;
}

/** Whether two words are the same, in a time that does not tell how much of them is. */
export function isSameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(digestOf(given, secret), digestOf(secret, secret));
}

function digestOf(bytes: Buffer | string, secret: string): Buffer {
  return createHmac('sha256', secret).update(bytes).digest();
}
