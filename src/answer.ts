import type { ServerResponse } from 'node:http';
import type { Response } from 'restify';

/**
 * Headers of every answer. The bot's own answers are data and plain words: they run nothing, load nothing and
 * are shown in no frame. A page that does more says so itself.
 */
const guarded: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), display-capture=()',
  'cache-control': 'no-store',
};

const guards = Object.entries(guarded);
const bare = [...guards.flat(), 'content-length', '0'];

/** What is said with a status that is no success. Nothing else about a fault is ever said. */
const refusals: Readonly<Record<number, string>> = {
  400: 'The request could not be read.',
  404: 'There is nothing here.',
  413: 'The body is too large.',
  415: 'This sort of body is not accepted.',
  429: 'There were too many requests. Please wait a minute.',
  500: 'Something went wrong.',
  503: 'Not ready.',
};

/** Puts the headers on an answer before anything else is known of it. */
export function guard(response: ServerResponse): void {
  for (const [name, value] of guards) response.setHeader(name, value);
}

/** Says a status of success and nothing else, past the framework: what a channel hears after a turn. */
export function acknowledge(response: ServerResponse, status: number): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, bare);
  response.end();
}

/** Plain words, once. */
export function answer(response: ServerResponse, status: number, words: string): void {
  end(response, status, 'text/plain; charset=utf-8', words);
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  end(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

/** Refuses with the words that belong to the status, which are the same whatever happened. */
export function refuse(response: ServerResponse, status: number): void {
  if (status === 401) response.setHeader('www-authenticate', 'Bearer');
  if (status === 413) response.setHeader('connection', 'close');
  if (status === 429) response.setHeader('retry-after', '60');
  answer(response, status, refusals[status] ?? 'That is not possible.');
}

function end(response: ServerResponse | Response, status: number, type: string, body: string): void {
  if (response.headersSent || response.destroyed) return;
  response.setHeader('content-type', type);
  if (isFrameworks(response)) {
    response.sendRaw(status, body);
    return;
  }
  guard(response);
  response.setHeader('content-length', Buffer.byteLength(body));
  response.statusCode = status;
  response.end(body);
}

/** Whether the framework has taken it up, and waits to hear that it was answered. */
function isFrameworks(response: ServerResponse | Response): response is Response {
  return Object.hasOwn(response, 'formatters');
}
