import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether Meta signed these very bytes: `X-Hub-Signature-256: sha256=` and the HMAC-SHA256 of the raw
 * body with the app secret. Compared in constant time.
 */
export function isSigned(raw: Buffer, header: string | undefined, appSecret: string): boolean {
  const given = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '')?.[1];
  if (given === undefined) return false;
  const due = createHmac('sha256', appSecret).update(raw).digest();
  return timingSafeEqual(Buffer.from(given, 'hex'), due);
}

/** Whether two words are the same, in a time that does not tell how much of them is. */
export function isSameSecret(given: string, secret: string): boolean {
  const digest = (words: string): Buffer => createHmac('sha256', secret).update(words).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
