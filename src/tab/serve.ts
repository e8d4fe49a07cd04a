import type { Request, Response, Server } from 'restify';
import { refusals } from '../../dialogs/tab.js';
import { answerJson, refuse as sayNo } from '../answer.js';
import { queryIn, readJson, searchIn } from '../body.js';
import { trust } from '../connections.js';
import type { Services } from '../conversation/dialog.js';
import { Pace } from '../conversation/pace.js';
import { faultName, type Log } from '../log.js';
import type { Work } from '../storage/work.js';
import { callerOf, type Door } from './access.js';
import { type Answer, answerCall, type Call, type Endpoint, endpoints } from './api.js';
import { protect } from './headers.js';
import { pageFiles } from './page.js';

/** Far more than a person can press in a minute, and far less than would slow the bot. */
const mostAMinute = 300;

export interface TabParts {
  services: Services;
  /** Begins what an order does. */
  begin: () => { work: Pick<Work, 'keep' | 'drop'>; services: Services };
  door: Door;
  log: Log;
  now: () => Date;
  /** Called after an order, which may have left messages to be sent. */
  afterOrder: () => void;
}

/** Puts the Headteacher's page and its data on the server, under `/tab/`. */
export function serveTab(server: Server, parts: TabParts): void {
  server.get('/tab', async (request: Request, response: Response) => {
    response.setHeader('location', `/tab/?${queryIn(request).toString()}`);
    response.sendRaw(308, '');
  });
  server.get('/tab/', async (request: Request, response: Response) =>
    sendFile('index.html', request, response, parts.log),
  );
  server.get('/tab/:file', async (request: Request, response: Response) =>
    sendFile(String(request.params.file), request, response, parts.log),
  );
  const pace = new Pace();
  for (const endpoint of endpoints) {
    server[endpoint.method](`/tab/api/${endpoint.path}`, async (request: Request, response: Response) => {
      protect(response);
      try {
        await answer(endpoint, request, response, pace, parts);
      } catch (fault) {
        parts.log.error('tab.failed', { fault: faultName(fault) });
        refuse(response, 500);
      }
    });
  }
}

async function answer(
  endpoint: Endpoint,
  request: Request,
  response: Response,
  pace: Pace,
  { services, begin, door, log, now, afterOrder }: TabParts,
): Promise<void> {
  const began = now();
  const caller = await callerOf(request, services.people, door, began);
  if (!caller.ok) return refuse(response, caller.status, log);
  trust(request);
  const { person } = caller;
  if (pace.count(person.account, began) > mostAMinute) return refuse(response, 429, log);
  const query = queryIn(request);
  // Which of two would count could be read in two ways.
  if (new Set(query.keys()).size < query.size) return refuse(response, 400, log);
  const words = searchIn(request);
  if (words === undefined || query.has('words')) return refuse(response, 400, log);
  query.set('words', words);
  const read = endpoint.method === 'post' ? await readJson(request) : { body: undefined };
  if ('status' in read) return refuse(response, read.status, log);
  const answered = await answerInOne(
    endpoint,
    { person, query, body: read.body, services, now: began },
    begin,
  );
  if (!answered.ok) return refuse(response, answered.status, log);
  send(response, 200, answered.data);
  if (endpoint.method === 'post') afterOrder();
  log.info('tab', { ms: now().getTime() - began.getTime() });
}

/** All that an order writes is kept before it is answered, or nothing. */
async function answerInOne(endpoint: Endpoint, call: Call, begin: TabParts['begin']): Promise<Answer> {
  if (endpoint.method === 'get') return answerCall(endpoint, call);
  const { work, services } = begin();
  try {
    const answered = await answerCall(endpoint, { ...call, services });
    await work.keep();
    return answered;
  } catch (fault) {
    await work.drop();
    throw fault;
  }
}

function refuse(response: Response, status: keyof typeof refusals, log?: Log): void {
  log?.warn('tab.refused', { status });
  if (status === 429) response.setHeader('retry-after', '60');
  if (status === 401) response.setHeader('www-authenticate', 'Bearer');
  send(response, status, { words: refusals[status] });
}

function send(response: Response, status: number, data: object): void {
  answerJson(response, status, data);
}

async function sendFile(name: string, request: Request, response: Response, log: Log): Promise<void> {
  protect(response);
  try {
    const file = (await pageFiles()).get(name);
    if (!file) return sayNo(response, 404);
    response.setHeader('content-type', file.type);
    response.setHeader('cache-control', file.hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    response.setHeader('etag', file.etag);
    response.setHeader('vary', 'accept-encoding');
    if (request.headers['if-none-match'] === file.etag) {
      response.sendRaw(304, '');
      return;
    }
    const zip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    if (zip) response.setHeader('content-encoding', 'gzip');
    response.sendRaw(200, zip ? file.zipped : file.content);
  } catch (fault) {
    log.error('tab.page.failed', { fault: faultName(fault) });
    sayNo(response, 500);
  }
}
