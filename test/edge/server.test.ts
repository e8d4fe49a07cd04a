import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { generateKeyPair, SignJWT } from 'jose';
import { type SignedBot, startSigned } from '../long/signed-turns.js';

const needed: Readonly<Record<string, RegExp>> = {
  'content-security-policy': /object-src 'none'.*base-uri 'none'.*frame-ancestors/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^no-referrer$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'strict-transport-security': /max-age=31536000; includeSubDomains/,
};

describe('the edge of the server', () => {
  let bot: SignedBot;

  before(async () => {
    bot = await startSigned({ strangersAMinute: 40 });
  });

  after(() => bot.close());

  async function forgedBySomebody(): Promise<string> {
    const { privateKey } = await generateKeyPair('RS256');
    return new SignJWT(bot.microsoft.claims(bot.running.clock.now()))
      .setProtectedHeader({ alg: 'RS256', kid: 'first' })
      .sign(privateKey);
  }

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${bot.running.url}${path}`, { redirect: 'manual', ...init });
  }

  /** What comes back for bytes that are sent as they are. */
  function raw(bytes: string): Promise<string> {
    const { hostname, port } = new URL(bot.running.url);
    return new Promise((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write(bytes));
      let heard = '';
      socket.on('data', (data) => {
        heard += data.toString('latin1');
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(heard));
      socket.setTimeout(1000, () => socket.destroy());
    });
  }

  it('answers a body without an end, once it is too large, and then closes', async () => {
    const head = 'POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\n';
    const heard = await raw(`${head}Transfer-Encoding: chunked\r\n\r\n50000\r\n${'x'.repeat(0x50000)}\r\n`);
    assert.match(heard, /^HTTP\/1\.1 413 /);
    assert.match(heard, /connection: close/i);
    assert.match(heard, /The body is too large\.$/);
  });

  for (const path of [
    '/healthz',
    '/privacy',
    '/tab/',
    '/tab/api/log',
    '/tab',
    '/no-such-page',
    '/%E0%A4%A',
  ]) {
    it(`answers ${path} with every security header`, async () => {
      const { headers } = await ask(path);
      for (const [name, wanted] of Object.entries(needed))
        assert.match(headers.get(name) ?? '', wanted, name);
      assert.equal(headers.get('access-control-allow-origin'), null);
    });
  }

  it('accepts no upgrade and no tunnel', async () => {
    const upgrade =
      'GET /api/messages HTTP/1.1\r\nHost: bot\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    assert.equal(await raw(upgrade), '');
    assert.doesNotMatch(await raw('CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n'), /200/);
  });

  it('lives on after an address that cannot be read', async () => {
    for (const [target, host] of [
      ['http://[', 'bot'],
      ['//[', 'bot'],
      ['*', 'bot'],
      ['/healthz', '['],
      ['/healthz', 'a b'],
      ['/healthz', ':99999999'],
      ['http://%', '%'],
    ]) {
      const heard = await raw(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      assert.match(heard, /^HTTP\/1\.1 4\d\d /, `${target} ${host}`);
    }
    assert.equal((await ask('/healthz')).status, 200);
  });

  it('refuses a request whose length is said twice', async () => {
    const heard = await raw(
      'POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}',
    );
    assert.match(heard, /^HTTP\/1\.1 400/);
  });

  it('reads no body that is nested deeply, and one in whose words the brackets stand', async () => {
    const deep = `{"a":${'['.repeat(50)}${']'.repeat(50)}}`;
    const words = JSON.stringify({ text: '[{"\\'.repeat(100) });
    const post = async (body: string) =>
      (await ask('/api/messages', { method: 'POST', body, headers: { 'content-type': 'application/json' } }))
        .status;
    assert.equal(await post(deep), 400);
    assert.equal(await post(words), 401);
  });

  it('refuses a signed activity that it cannot read, before the framework sees it', async () => {
    const sound = bot.microsoft.activity('reader', 'help', 'sound');
    const wrong: readonly Record<string, unknown>[] = [
      { ...sound, type: 7 },
      { ...sound, conversation: { id: { $gt: '' } } },
      { ...sound, text: ['help'] },
      { ...sound, from: { id: 'x'.repeat(501) } },
      { ...sound, attachments: 'many' },
    ];
    for (const activity of wrong) assert.equal(await bot.post(activity), 400, JSON.stringify(activity));
    assert.equal(await bot.post(sound), 200);
  });

  it('leads nobody to another place', async () => {
    const { status, headers } = await ask('/tab?next=https://evil.example&//evil.example');
    assert.equal(status, 308);
    assert.match(headers.get('location') ?? '', /^\/tab\/\?next=https%3A%2F%2Fevil\.example/);
    for (const path of ['//evil.example', '/tab//evil.example', '/healthz?to=https://evil.example']) {
      assert.equal((await ask(path)).headers.get('location'), null, path);
    }
  });

  it('says of each answer with a body what it is, and sets no cookie', async () => {
    for (const [path, wanted] of [
      ['/healthz', /^text\/plain; charset=utf-8$/],
      ['/privacy', /^text\/(?:html|plain); charset=utf-8$/],
      ['/tab/', /^text\/html; charset=utf-8$/],
      ['/tab/api/start', /^application\/json; charset=utf-8$/],
      ['/no-such-page', /^text\/plain; charset=utf-8$/],
    ] as const) {
      const { headers } = await ask(path);
      assert.match(headers.get('content-type') ?? '', wanted, path);
      assert.equal(headers.get('set-cookie'), null, path);
    }
  });

  it('repeats no request to who sent it', async () => {
    const heard = await raw(
      'TRACE /healthz HTTP/1.1\r\nHost: bot\r\nConnection: close\r\nX-Secret: hidden\r\n\r\n',
    );
    assert.match(heard, /^HTTP\/1\.1 40\d /);
    assert.doesNotMatch(heard, /hidden|X-Secret/);
  });

  it('lets nobody change what all objects are made of', async () => {
    const sound = bot.microsoft.activity('maker', 'help', 'made');
    const value = '{"__proto__":{"spoiled":1},"constructor":{"prototype":{"spoiled":1}},"say":"help"}';
    const body = JSON.stringify({ ...sound, value: 0 }).replace('"value":0', `"value":${value}`);
    assert.ok(body.includes('__proto__'));
    assert.equal(await bot.post(JSON.parse(body)), 200);
    assert.equal('spoiled' in {}, false);
    assert.equal('spoiled' in Object.assign(() => undefined, {}), false);
  });

  it('leaves a line in the log for each refusal, with its status alone', async () => {
    const { lines } = bot.running.log;
    const before = lines.length;
    await ask('/api/messages', { method: 'POST', body: '{}' });
    await ask('/tab/api/log-of-nobody', { method: 'POST' });
    await ask('/tab/api/start', { headers: { authorization: 'Bearer a.b.c' } });
    const foreign = {
      ...bot.microsoft.activity('reader', 'help', 'foreign'),
      serviceUrl: 'https://evil.example/',
    };
    assert.equal(await bot.post(foreign), 403);
    const left = lines.slice(before).filter((line) => line.includes('refused'));
    assert.ok(left.includes('{"event":"request.refused","status":415}'), left.join());
    assert.ok(left.includes('{"event":"tab.refused","status":401}'), left.join());
    assert.ok(left.includes('{"event":"request.refused","status":403}'), left.join());
  });

  it('hears a message with as many mentions as a body holds in a group, of which its own is the last', async () => {
    const mention = { type: 'mention', mentioned: { id: 'somebody' }, text: '<at>Somebody</at>' };
    const plain = bot.microsoft.activity('greeter', 'help', 'crowded');
    const crowded = {
      ...plain,
      conversation: { id: 'crowd', conversationType: 'groupChat', isGroup: true },
      entities: [...Array.from({ length: 3000 }, () => mention), { ...mention, mentioned: plain.recipient }],
      attachments: Array.from({ length: 500 }, () => ({ contentType: 'text/html' })),
    };
    const before = bot.microsoft.taken.length;
    assert.equal(await bot.post(crowded), 200);
    assert.ok(bot.microsoft.taken.length > before);
  });

  it('answers in the request itself where that is asked for, and sends nothing besides', async () => {
    const asked = { ...bot.microsoft.activity('inline', 'privacy', 'inline'), deliveryMode: 'expectReplies' };
    const before = bot.microsoft.taken.length;
    const { status, words } = await bot.ask(asked);
    assert.equal(status, 200);
    const { activities } = JSON.parse(words) as { activities: { type: string }[] };
    assert.ok(activities.length > 0 && activities.every(({ type }) => type === 'message'));
    assert.equal(bot.microsoft.taken.length, before);
  });

  it('counts what nobody signed by address, and never what is signed', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 45; at += 1) {
      statuses.push((await ask('/api/messages', { method: 'POST', body: '{}' })).status);
    }
    assert.equal(statuses.at(0), 415);
    const last = await ask('/api/messages', { method: 'POST', body: '{}' });
    assert.equal(last.status, 429);
    assert.equal(last.headers.get('retry-after'), '60');
    for (let at = 0; at < 60; at += 1) {
      assert.equal(await bot.post(bot.microsoft.activity(`parent-${at}`, 'privacy', `signed-${at}`)), 200);
    }
    assert.equal((await ask('/healthz')).status, 200);
    for (const authorization of ['Bearer made.it.up', `Bearer ${await forgedBySomebody()}`]) {
      const headers = { 'content-type': 'application/json', authorization };
      assert.equal((await ask('/api/messages', { method: 'POST', body: '{}', headers })).status, 429);
    }
    bot.running.clock.advance(1 / 60);
    assert.equal((await ask('/api/messages', { method: 'POST', body: '{}' })).status, 415);
  });

  it('shows nothing of the inside, whatever is wrong', async () => {
    const asked = [
      ask('/no-such-page'),
      ask('/api/messages', { method: 'DELETE' }),
      ask('/api/messages', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }),
      ask('/tab/api/log', { headers: { authorization: 'Bearer x.y.z' } }),
      ask('/%E0%A4%A'),
      ask('//'),
      ask('/tab/..%2f..%2fpackage.json'),
    ];
    for (const answered of await Promise.all(asked)) {
      assert.ok(answered.status >= 400 && answered.status < 500, `${answered.url} ${answered.status}`);
      const words = await answered.text();
      assert.ok(words.length < 120, words);
      assert.doesNotMatch(words, /Error|node_modules|\bat \S+:\d|restify|sqlite|\/src\//i);
    }
  });
});
