import fc from 'fast-check';
import { someText } from '../language/hostile.js';

/** One request of the fuzz: what goes over the wire, and to which of the two bots. */
export type Shot =
  | { way: 'raw'; bytes: string }
  | { way: 'web'; method: string; path: string; headers: [string, string][]; body: string }
  | { way: 'signed'; activity: Record<string, unknown> }
  | { way: 'open'; activity: Record<string, unknown> }
  | { way: 'webhook'; body: string; signed: boolean }
  | { way: 'tab'; method: 'GET' | 'POST'; path: string; body: string };

const paths = [
  '/api/messages',
  '/api/whatsapp',
  '/healthz',
  '/privacy',
  '/tab/',
  '/tab/api/start',
  '/tab/api/orders',
  '/tab/%2e%2e/package.json',
  '//',
  '/%E0%A4%A',
] as const;

const line = fc.constantFrom(
  'POST /api/messages HTTP/1.1\r\n',
  'GET / HTTP/9.9\r\n',
  'GET http://[ HTTP/1.1\r\n',
  'PRI * HTTP/2.0\r\n',
  'Host: bot\r\n',
  'Content-Type: application/json\r\n',
  'Content-Encoding: gzip\r\n',
  'Content-Length: 5\r\n',
  'Content-Length: -1\r\n',
  'Content-Length: 99999999999999999999\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Transfer-Encoding: gzip, chunked\r\n',
  'Expect: 100-continue\r\n',
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n',
  'Authorization: Bearer a.b.c\r\n',
  '\r\n',
  '{"type":"message"}',
  'ffffffffffffffff\r\n',
  '0\r\n\r\n',
  '\u001f\u008b\u0008\u0000',
  '\u0016\u0003\u0001',
);

const raw = fc.oneof(
  fc.array(line, { maxLength: 12 }).map((lines) => lines.join('')),
  fc.string({ unit: 'binary', maxLength: 400 }),
);

const headers = fc.array(
  fc.tuple(
    fc.constantFrom(
      'content-type',
      'content-encoding',
      'authorization',
      'x-hub-signature-256',
      'accept',
      'accept-encoding',
      'if-none-match',
      'x-forwarded-for',
      'cookie',
      'origin',
      'range',
    ),
    fc.constantFrom(
      'application/json',
      'gzip',
      'br',
      'Bearer a.b.c',
      'As headteacher',
      'sha256=00',
      '*/*',
      'text/html;q=x',
      '"',
      'bytes=0-99999999999',
      'a'.repeat(3000),
    ),
  ),
  { maxLength: 5 },
);

const query = fc.oneof(
  fc.constant(''),
  fc.string({ maxLength: 60 }).map((text) => `?${encodeURIComponent(text)}`),
  fc.constantFrom(
    '?period=term',
    '?period[]=x',
    '?__proto__[a]=1',
    '?page=-1&status=open',
    '?page=1e999',
    '?%',
    "?words='+or+1=1+--",
  ),
);

const people = fc.constantFrom('ann', 'bob', 'cid', 'dee', 'eve', 'fay', 'gus', 'hal', 'head');

/** Any JSON, with the odd names that have broken parsers before. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom<unknown>(null, {}, [], '', -1, 1e308, true, { __proto__: null }, [[[]]], { toString: 1 }),
);

const words = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('help', '1', '2', 'no', 'yes', 'send', 'cancel', 'report a post', 'stop'),
  },
  { weight: 2, arbitrary: fc.string({ maxLength: 200 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'show 1',
      'list open',
      'summary this term',
      'export all',
      'close 1 done',
      'note 1 =1+1',
      'show 1; drop table incident; --',
      'my son says he wants to kill himself',
      'a teacher messaged my daughter at night',
      'the headteacher hit a child',
      'someone put a rude post about a teacher on facebook',
    ),
  },
  { weight: 1, arbitrary: someText },
);

const field = fc.constantFrom(
  'type',
  'id',
  'text',
  'from',
  'recipient',
  'conversation',
  'channelData',
  'attachments',
  'entities',
  'value',
  'name',
  'replyToId',
  'deliveryMode',
  'membersAdded',
  'action',
  'locale',
  'timestamp',
  '__proto__',
  'constructor',
);

const type = fc.constantFrom(
  'message',
  'message',
  'message',
  'invoke',
  'conversationUpdate',
  'installationUpdate',
  'messageReaction',
  'messageUpdate',
  'messageDelete',
  'typing',
  'endOfConversation',
  'event',
);

const invoke = fc.constantFrom(
  'composeExtension/fetchTask',
  'composeExtension/submitAction',
  'adaptiveCard/action',
  'signin/verifyState',
  'task/fetch',
);

const press = fc.record(
  {
    say: fc.oneof(words, anything),
    of: fc.oneof(fc.string(), anything),
    form: fc.constant(true),
    seen: anything,
  },
  { requiredKeys: [] },
);

const windowValue = fc.record({
  commandId: fc.constant('reportMessage'),
  messagePayload: fc.oneof(
    anything,
    fc.record({ body: fc.record({ contentType: fc.constant('html'), content: words }), id: fc.string() }),
  ),
  data: fc.oneof(anything, press),
});

/** An Activity that is sound but for some of its fields; `base` is completed by whoever sends it. */
const activity = fc
  .record({
    from: people,
    type,
    text: words,
    group: fc.boolean(),
    invoke,
    value: fc.option(fc.oneof(press, windowValue, anything), { nil: undefined }),
    wrong: fc.array(fc.tuple(field, anything), { maxLength: 2 }),
    sound: fc.boolean(),
  })
  .map(({ from, type: sort, text, group, invoke: name, value, wrong, sound }) => ({
    of: from,
    type: sort,
    text,
    ...(group ? { conversation: { id: 'group', conversationType: 'groupChat', isGroup: true } } : {}),
    ...(sort === 'invoke' ? { name } : {}),
    ...(value === undefined ? {} : { value }),
    ...(sound ? {} : Object.fromEntries(wrong)),
  }));

const body = fc.oneof(
  anything.map((value) => JSON.stringify(value) ?? ''),
  fc.string({ maxLength: 300 }),
  fc.constantFrom(
    `${'['.repeat(100_000)}`,
    `{"a":"${'x'.repeat(300_000)}"}`,
    '{"a":1',
    '\ufeff{}',
    '{"__proto__":{"a":1}}',
  ),
);

const webhook = fc.oneof(
  body,
  fc
    .record({
      messages: fc.oneof(anything, fc.array(anything, { maxLength: 3 })),
      text: words,
      id: fc.string(),
    })
    .map(({ messages, text, id }) =>
      JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [
          {
            id: '1',
            changes: [
              {
                field: 'messages',
                value: {
                  messaging_product: 'whatsapp',
                  metadata: { phone_number_id: '106540352242922', display_phone_number: '1' },
                  contacts: [{ profile: { name: 'Pat' }, user_id: 'GB.1', wa_id: '1' }],
                  messages: [
                    {
                      from: '1',
                      from_user_id: 'GB.1',
                      id,
                      timestamp: '1',
                      type: 'text',
                      text: { body: text },
                    },
                    messages,
                  ].flat(),
                },
              },
            ],
          },
        ],
      }),
    ),
);

/** Everything that may come from outside. */
export const shots: fc.Arbitrary<Shot> = fc.oneof(
  { weight: 2, arbitrary: raw.map((bytes) => ({ way: 'raw' as const, bytes })) },
  {
    weight: 3,
    arbitrary: fc.record({
      way: fc.constant('web' as const),
      method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH'),
      path: fc.tuple(fc.constantFrom(...paths), query).map(([path, asked]) => path + asked),
      headers,
      body,
    }),
  },
  { weight: 5, arbitrary: activity.map((one) => ({ way: 'signed' as const, activity: one })) },
  { weight: 3, arbitrary: activity.map((one) => ({ way: 'open' as const, activity: one })) },
  {
    weight: 3,
    arbitrary: fc.record({ way: fc.constant('webhook' as const), body: webhook, signed: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      way: fc.constant('tab' as const),
      method: fc.constantFrom('GET' as const, 'POST' as const),
      path: fc
        .tuple(fc.constantFrom('start', 'waiting', 'incidents', 'charts', 'orders', 'x'), query)
        .map(([path, asked]) => path + asked),
      body,
    }),
  },
);
