import type { IncomingMessage } from 'node:http';
import { z } from 'zod';

/** An Activity is a few kilobytes; a long message with a card is well under this. */
const mostBytes = 256 * 1024;

/** A request that is refused: the status and the words for it, which show nothing of the inside. */
export type Refused = { status: 400 | 408 | 413 | 415; words: string };

/** The body as a JSON object. It is read once and capped; a compressed body is refused. */
export async function readJson(
  request: IncomingMessage,
): Promise<Refused | { body: Record<string, unknown> }> {
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

/**
 * The body as it was sent. A compressed one is refused, because the framework's own parser could be made
 * to unpack gigabytes.
 */
export async function readBody(request: IncomingMessage): Promise<Refused | { raw: string }> {
  if (request.headers['content-encoding'])
    return { status: 415, words: 'A compressed body is not accepted.' };
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
