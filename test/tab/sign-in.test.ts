import assert from 'node:assert/strict';
import { request } from 'node:http';
import { Clock, type Running, startApp } from '../support/app.js';
import { appId, type Forgery, oids, people, publicHost, Tenant, tenantId } from './tenant.js';

const now = new Date('2026-11-18T10:30:00Z');
const seconds = now.getTime() / 1000;
const stranger = '22222222-2222-4333-8444-555555555555';

const sound: readonly { what: string; forgery: Forgery }[] = [
  { what: 'version 2', forgery: {} },
  {
    what: 'version 1',
    forgery: {
      claims: { iss: `https://sts.windows.net/${tenantId}/`, aud: `api://${publicHost}/${appId}` },
    },
  },
  { what: 'for the identifier of a bot', forgery: { claims: { aud: `api://${publicHost}/botid-${appId}` } } },
  { what: 'with other permissions too', forgery: { claims: { scp: 'email access_as_user profile' } } },
];

const forged: readonly { what: string; forgery: Forgery }[] = [
  { what: 'signed by somebody else', forgery: { key: 'other' } },
  { what: 'not signed at all', forgery: { alg: 'none' } },
  { what: 'signed with the public key as a secret', forgery: { alg: 'HS256' } },
  { what: 'expired', forgery: { claims: { exp: seconds - 600 } } },
  { what: 'without an expiry', forgery: { without: ['exp'] } },
  { what: 'not valid yet', forgery: { claims: { nbf: seconds + 600 } } },
  { what: 'for another app', forgery: { claims: { aud: stranger } } },
  { what: 'for another host', forgery: { claims: { aud: `api://evil.example/${appId}` } } },
  { what: 'without an audience', forgery: { without: ['aud'] } },
  { what: 'of another issuer', forgery: { claims: { iss: `https://sts.windows.net/${stranger}/` } } },
  { what: 'without an issuer', forgery: { without: ['iss'] } },
  { what: 'of another tenant', forgery: { claims: { tid: stranger } } },
  { what: 'without a tenant', forgery: { without: ['tid'] } },
  { what: 'of an app and not of a person', forgery: { without: ['scp'] } },
  { what: 'with another permission', forgery: { claims: { scp: 'User.Read' } } },
  { what: 'without an account', forgery: { without: ['oid'] } },
  { what: 'with an account that is none', forgery: { claims: { oid: '*' } } },
];

describe('signing in to the tab', () => {
  let tenant: Tenant;
  let running: Running;

  before(async () => {
    tenant = await Tenant.open();
    running = await startApp({
      people,
      environment: tenant.environment,
      clock: new Clock(now.toISOString()),
    });
  });

  after(async () => {
    await running.close();
    await tenant.close();
  });

  async function ask(authorization?: string, url = running.url): Promise<{ status: number; words: string }> {
    const headers = authorization === undefined ? {} : { authorization };
    const response = await fetch(`${url}/tab/api/start`, { headers });
    return { status: response.status, words: await response.text() };
  }

  for (const { what, forgery } of sound) {
    it(`lets the Headteacher in with a token ${what}`, async () => {
      const { status } = await ask(`Bearer ${await tenant.token(oids.headteacher, now, forgery)}`);
      assert.equal(status, 200);
    });
  }

  it('answers every forged token alike, and says nothing of why', async () => {
    const { words: plainly } = await ask();
    for (const { what, forgery } of forged) {
      const { status, words } = await ask(`Bearer ${await tenant.token(oids.headteacher, now, forgery)}`);
      assert.deepEqual({ what, status, words }, { what, status: 401, words: plainly });
    }
    assert.match(plainly, /could not check who you are/);
    assert.doesNotMatch(plainly, /token|JWT|signature|issuer/i);
  });

  it('takes no other way in', async () => {
    const token = await tenant.token(oids.headteacher, now);
    for (const wrong of [
      '',
      'Bearer',
      'Bearer x',
      'Bearer a.b.c',
      `Basic ${token}`,
      token,
      'As headteacher',
    ]) {
      assert.equal((await ask(wrong)).status, 401, wrong);
    }
    assert.equal((await fetch(`${running.url}/tab/api/start?as=headteacher`)).status, 401);
  });

  it('refuses whoever the commands refuse, in the same words whatever there is', async () => {
    const answers: string[] = [];
    for (const oid of [oids.staff, oids.parent, oids.stranger]) {
      const headers = {
        authorization: `Bearer ${await tenant.token(oid, now)}`,
        'content-type': 'application/json',
      };
      for (const number of [1, 999]) {
        const body = JSON.stringify({ command: 'show', number });
        const response = await fetch(`${running.url}/tab/api/orders`, { method: 'POST', headers, body });
        assert.equal(response.status, 403);
        answers.push(await response.text());
      }
      for (const path of ['start', 'waiting', 'incidents', 'charts?period=weeks', 'incidents?status=none']) {
        const response = await fetch(`${running.url}/tab/api/${path}`, { headers });
        assert.equal(response.status, 403, path);
        answers.push(await response.text());
      }
    }
    assert.equal(new Set(answers).size, 1);
  });

  it('opens nobody’s log when only an app and no tenant is set', async () => {
    const { MicrosoftAppTenantId: _, ...environment } = tenant.environment;
    const closed = await startApp({
      people,
      environment: { ...environment, MicrosoftAppType: 'MultiTenant' },
    });
    try {
      assert.equal(
        (await ask(`Bearer ${await tenant.token(oids.headteacher, now)}`, closed.url)).status,
        401,
      );
      assert.equal((await ask('As headteacher', closed.url)).status, 401);
    } finally {
      await closed.close();
    }
  });

  it('says so when the tenant’s keys cannot be had, and lets people in once they can', async () => {
    const clock = new Clock(now.toISOString());
    const other = await Tenant.open();
    const alone = await startApp({ people, environment: other.environment, clock });
    try {
      other.up = false;
      const token = `Bearer ${await other.token(oids.headteacher, now)}`;
      assert.equal((await ask(token, alone.url)).status, 503);
      assert.equal((await ask(token, alone.url)).status, 503);
      assert.equal(other.asked, 1);
      other.up = true;
      clock.advance(0.01);
      assert.equal((await ask(token, alone.url)).status, 200);
      other.up = false;
      clock.advance(0.5);
      assert.equal((await ask(token, alone.url)).status, 200);
    } finally {
      await alone.close();
      await other.close();
    }
  });

  it('logs neither token nor account nor name', async () => {
    const lines = running.log.lines.join('\n');
    assert.match(lines, /tab\.refused/);
    assert.doesNotMatch(lines, /eyJ|aaaaaaaa-0000|The headteacher/);
  });
});

describe('the tab in development', () => {
  let running: Running;

  before(async () => {
    running = await startApp();
  });
  after(() => running.close());

  /** With any header, which `fetch` does not allow. */
  function ask(headers: Readonly<Record<string, string>>): Promise<number> {
    return new Promise((resolve, reject) => {
      const sent = request(`${running.url}/tab/api/start`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on('error', reject);
      sent.end();
    });
  }

  it('opens as a chosen role on this machine', async () => {
    assert.equal(await ask({ authorization: 'As headteacher' }), 200);
    assert.equal(await ask({ authorization: 'As dsl' }), 200);
    assert.equal(await ask({ authorization: 'As staff' }), 403);
    assert.equal(await ask({ authorization: 'As king' }), 401);
  });

  it('opens for no page of another name, and through no tunnel', async () => {
    const authorization = 'As headteacher';
    assert.equal(await ask({ authorization, host: 'evil.example' }), 401);
    assert.equal(await ask({ authorization, host: '127.0.0.1.evil.example' }), 401);
    assert.equal(await ask({ authorization, 'x-forwarded-for': '10.0.0.1' }), 401);
  });
});
