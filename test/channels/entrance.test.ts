import assert from 'node:assert/strict';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { SigningKeys } from '../../src/channels/connector/keys.js';
import { Connections } from '../../src/channels/connector/request.js';
import { Clock, type Running, startApp } from '../support/app.js';
import { Microsoft, registration } from '../support/microsoft.js';

const person = '00000009-0000-4000-8000-000000000000';
const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

describe('who may come in', () => {
  const microsoft = new Microsoft();
  let running: Running;
  let count = 0;
  let other: ReturnType<typeof generateKeyPair> | undefined;

  before(async () => {
    await microsoft.open();
    running = await startApp({ people: [], environment: microsoft.environment });
  });

  after(async () => {
    await running.close();
    await microsoft.close();
  });

  async function post(
    token: string | undefined,
    change: Readonly<Record<string, unknown>> = {},
  ): Promise<{ status: number; words: string; taken: number }> {
    const before = microsoft.taken.length;
    count += 1;
    const response = await fetch(`${running.url}/api/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ ...microsoft.activity(person, 'help', `activity-${count}`), ...change }),
    });
    return {
      status: response.status,
      words: await response.text(),
      taken: microsoft.taken.length - before,
    };
  }

  const now = (): Date => running.clock.now();
  const at = (): number => Math.floor(now().getTime() / 1000);

  /** Signed with another key, or with a header that is not as it should be. */
  async function forged(
    header: { kid?: string; jku?: string; jwk?: true },
    claims: JWTPayload = {},
  ): Promise<string> {
    other ??= generateKeyPair('RS256');
    const { privateKey, publicKey } = await other;
    const { jwk, ...rest } = header;
    const own = jwk ? { jwk: await exportJWK(publicKey) } : {};
    return new SignJWT({ ...microsoft.claims(now()), ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'first', ...rest, ...own })
      .sign(privateKey);
  }

  const without = async (claim: string): Promise<string> => {
    const claims = { ...microsoft.claims(now()) };
    delete claims[claim];
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'first' })
      .sign(microsoft.keys.privateKey);
  };

  const tokens: readonly [what: string, make: () => Promise<string | undefined>][] = [
    ['no token', async () => undefined],
    ['words for a token', async () => 'please'],
    ['a bad signature', async () => forged({})],
    [
      'alg none',
      async () => `${encoded({ alg: 'none', kid: 'first' })}.${encoded(microsoft.claims(now()))}.`,
    ],
    [
      'alg none with a signature',
      async () => `${encoded({ alg: 'none' })}.${encoded(microsoft.claims(now()))}.AAAA`,
    ],
    [
      'HS256 with the public key as its secret',
      async () =>
        new SignJWT(microsoft.claims(now()))
          .setProtectedHeader({ alg: 'HS256', kid: 'first' })
          .sign(new TextEncoder().encode(JSON.stringify(await exportJWK(microsoft.keys.publicKey)))),
    ],
    ['an embedded key', async () => forged({ jwk: true })],
    ['an embedded key without a name', async () => forged({ jwk: true, kid: '' })],
    ['the address of a key', async () => forged({ jku: `${microsoft.url}keys` })],
    ['an unknown key', async () => forged({ kid: 'second' })],
    [
      'another algorithm in the header',
      async () => (await microsoft.token(now())).replace(/^[^.]+/, encoded({ alg: 'RS512', kid: 'first' })),
    ],
    ['a token that has expired', async () => microsoft.token(now(), { exp: at() - 301, nbf: at() - 4000 })],
    ['a token that is not valid yet', async () => microsoft.token(now(), { nbf: at() + 301 })],
    ['a token without an expiry', async () => without('exp')],
    ['a token without a service address', async () => without('serviceurl')],
    ['a token for another bot', async () => microsoft.token(now(), { aud: registration.tenant })],
    ['a token for no bot', async () => without('aud')],
    ['a token by somebody else', async () => microsoft.token(now(), { iss: 'https://sts.example' })],
    [
      'claims that were changed',
      async () =>
        (await microsoft.token(now())).replace(
          /\.[^.]+\./,
          `.${encoded({ ...microsoft.claims(now()), extra: 1 })}.`,
        ),
    ],
  ];
  for (const [what, make] of tokens) {
    it(`is nobody with ${what}`, async () => {
      const answer = await post(await make());
      assert.deepEqual(answer, { status: 401, words: 'That is not possible.', taken: 0 });
    });
  }

  const bodies: readonly [what: string, change: Readonly<Record<string, unknown>>][] = [
    ['from another service address', { serviceUrl: 'https://elsewhere.example/' }],
    ['without a service address', { serviceUrl: undefined }],
    ['on a channel that the key is not for', { channelId: 'webchat' }],
    ['from another tenant', { conversation: { id: 'a', tenantId: registration.appId }, channelData: {} }],
    [
      'from two tenants',
      { conversation: { id: 'a', tenantId: registration.tenant }, channelData: { tenant: { id: 'other' } } },
    ],
    ['from no tenant', { conversation: { id: 'a' }, channelData: null }],
  ];
  for (const [what, change] of bodies) {
    it(`is nobody ${what}, with a sound token`, async () => {
      const answer = await post(await microsoft.token(now()), change);
      assert.deepEqual(answer, { status: 403, words: 'That is not possible.', taken: 0 });
    });
  }

  it('is the channel with a sound token, which is verified once until it expires', async () => {
    const token = await microsoft.token(now(), { exp: at() + 600 });
    for (let times = 0; times < 3; times++) {
      const answer = await post(token);
      assert.equal(answer.status, 200);
      assert.ok(answer.taken > 0);
    }
    running.clock.advance(0.3);
    assert.equal((await post(token)).status, 401);
    assert.equal((await post(await microsoft.token(now()))).status, 200);
  });

  it('has its keys read once, and again for an unknown one, but not more than once a minute', async () => {
    running.clock.advance(1);
    const before = microsoft.asked.keys;
    for (let times = 0; times < 20; times++) await post(await forged({ kid: `unknown-${times}` }));
    assert.equal(microsoft.asked.keys, before + 1);
    running.clock.advance(0.02);
    await post(await forged({ kid: 'unknown' }));
    assert.equal(microsoft.asked.keys, before + 2);
  });

  it('has the bot’s own token asked for once', () => {
    assert.equal(microsoft.asked.token, 1);
  });

  it('logs nothing of a token', () => {
    assert.doesNotMatch(running.log.lines.join(), /eyJ|Bearer|signature/i);
  });
});

describe('the channel while its keys cannot be read', () => {
  it('comes in a second after they can be, and is not asked for them more often', async () => {
    const microsoft = new Microsoft();
    await microsoft.open();
    const running = await startApp({ people: [], environment: microsoft.environment });
    const post = async (id: string): Promise<number> => {
      const response = await fetch(`${running.url}/api/messages`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await microsoft.token(running.clock.now())}`,
        },
        body: JSON.stringify(microsoft.activity(person, 'help', id)),
      });
      return response.status;
    };
    try {
      microsoft.keysFail = true;
      for (let times = 0; times < 5; times += 1) assert.equal(await post(`early-${times}`), 401);
      assert.equal(microsoft.asked.keys, 1);
      microsoft.keysFail = false;
      running.clock.advance(1.1 / 3600);
      assert.equal(await post('late'), 200);
    } finally {
      await running.close();
      await microsoft.close();
    }
  });

  it('is asked for them half as often after each failure, but once a minute at least, and then as at first', async () => {
    const microsoft = new Microsoft();
    await microsoft.open();
    const connections = new Connections();
    const clock = new Clock('2026-11-18T10:30:00Z');
    const keys = new SigningKeys(`${microsoft.url}openid`, connections, clock.now);
    const askedAfter = async (seconds: number): Promise<number> => {
      const before = microsoft.asked.keys;
      clock.advance(seconds / 3600);
      await keys.find('unknown');
      return microsoft.asked.keys - before;
    };
    try {
      microsoft.keysFail = true;
      assert.equal(await askedAfter(0), 1);
      for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
        assert.equal(await askedAfter(seconds - 0.1), 0, `before ${seconds}`);
        assert.equal(await askedAfter(0.1), 1, `after ${seconds}`);
      }
      microsoft.keysFail = false;
      assert.equal(await askedAfter(60), 1);
      microsoft.keysFail = true;
      assert.equal(await askedAfter(60), 1);
      assert.equal(await askedAfter(1), 1, 'the first failure after a success');
    } finally {
      connections.close();
      await microsoft.close();
    }
  });
});
