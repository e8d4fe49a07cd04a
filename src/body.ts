import type { IncomingMessage } from 'node:http';

/** An Activity is a few kilobytes; a long message with a card is well under this. */
const mostBytes = 256 * 1024;
/** A card in an attachment is some ten deep. */
const mostDepth = 40;

const empty = Buffer.alloc(0);
const signs = {
  quote: 0x22,
  backslash: 0x5c,
  brace: 0x7b,
  braceEnd: 0x7d,
  bracket: 0x5b,
  bracketEnd: 0x5d,
} as const;

/** The status of a request that is refused. */
export interface Refused {
  status: 400 | 413 | 415;
}

/** The body as a JSON object. It is read once and capped; a compressed body is refused. */
export async function readJson(
  request: IncomingMessage,
): Promise<Refused | { body: Record<string, unknown> }> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return { status: 415 };
  const read = await readRaw(request, mostBytes);
  if ('status' in read) return read;
  const json = read.raw.toString('utf8');
  if (isDeep(json)) return { status: 400 };
  try {
    const body: unknown = JSON.parse(json);
    return isRecord(body) ? { body } : { status: 400 };
  } catch {
    return { status: 400 };
  }
}

/**
 * The body as it was sent. A compressed one is refused, because the framework's own parser could be made
 * to unpack gigabytes.
 */
export async function readRaw(request: IncomingMessage, most: number): Promise<Refused | { raw: Buffer }> {
  if (request.headers['content-encoding'] !== undefined) return { status: 415 };
  if (Number(request.headers['content-length'] ?? 0) > most) return { status: 413 };
  if (request.destroyed) return { status: 400 };
  return new Promise((done) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (piece: Buffer) => {
      bytes += piece.length;
      chunks.push(piece);
      if (bytes <= most) return;
      // Nothing more of it is read, and the refusal closes the connection.
      request.removeAllListeners('data').pause();
      done({ status: 413 });
    });
    request.once('end', () =>
      done({ raw: chunks.length === 1 ? (chunks[0] ?? empty) : Buffer.concat(chunks) }),
    );
    request.on('error', () => done({ status: 400 }));
    request.once('close', () => done({ status: 400 }));
  });
}

/** What stands after the question mark. Whatever is asked, it can be read: nothing is thrown. */
export function queryIn({ url = '' }: IncomingMessage): URLSearchParams {
  const from = url.indexOf('?');
  return new URLSearchParams(from < 0 ? '' : url.slice(from));
}

/**
 * What is searched for, as its header says. It may be a name, and so stands in no address: proxies write those
 * down. Undefined: it cannot be read.
 */
export function searchIn({ headers }: IncomingMessage): string | undefined {
  const given = headers['x-search'];
  try {
    return typeof given === 'string' ? decodeURIComponent(given) : '';
  } catch {
    return undefined;
  }
}

function isRecord(body: unknown): body is Record<string, unknown> {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

/** Whether brackets outside of strings are nested more deeply than any Activity's. */
function isDeep(json: string): boolean {
  if (!hasMany(json)) return false;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < json.length; at += 1) {
    switch (json.charCodeAt(at)) {
      case signs.backslash:
        if (quoted) at += 1;
        break;
      case signs.quote:
        quoted = !quoted;
        break;
      case signs.brace:
      case signs.bracket:
        if (!quoted) depth += 1;
        if (depth > mostDepth) return true;
        break;
      case signs.braceEnd:
      case signs.bracketEnd:
        if (!quoted) depth -= 1;
    }
  }
  return false;
}

/** Whether there are enough brackets at all, which is quick to see: most bodies have a dozen. */
function hasMany(json: string): boolean {
  let count = 0;
  for (const bracket of ['{', '[']) {
    for (let at = json.indexOf(bracket); at >= 0 && count <= mostDepth; at = json.indexOf(bracket, at + 1)) {
      count += 1;
    }
  }
  return count > mostDepth;
}
