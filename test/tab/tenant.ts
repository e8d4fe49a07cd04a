import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import type { PersonEntry } from '../../src/people.js';

export const tenantId = '11111111-2222-4333-8444-555555555555';
export const appId = '99999999-8888-4777-8666-555555555555';
export const publicHost = 'bot.school.example';

/** Who is who in the school's tenant. */
export const oids = {
  headteacher: 'aaaaaaaa-0000-4000-8000-000000000001',
  deputy_head: 'aaaaaaaa-0000-4000-8000-000000000002',
  dsl: 'aaaaaaaa-0000-4000-8000-000000000003',
  staff: 'aaaaaaaa-0000-4000-8000-000000000004',
  parent: 'aaaaaaaa-0000-4000-8000-000000000005',
  stranger: 'aaaaaaaa-0000-4000-8000-000000000009',
} as const;

export const people: readonly PersonEntry[] = (
  ['headteacher', 'deputy_head', 'dsl', 'staff', 'parent'] as const
).map((role) => ({ role, name: `The ${role}`, accounts: [`teams:${oids[role]}`] }));

/** How a token is to differ from a sound one. */
export interface Forgery {
  claims?: JWTPayload;
  /** Claims to leave out. */
  without?: readonly string[];
  /** Signed with a key that the tenant does not know, under the name of one that it knows. */
  key?: 'other';
  /** With a secret in place of a key pair: the tenant's public key, as text. */
  alg?: 'HS256' | 'none';
}

/** Entra's side: publishes keys over HTTP and signs tokens for people. */
export class Tenant {
  /** Whether it answers at all. */
  up = true;
  asked = 0;
  readonly #server: Server;
  readonly #keys: { own: CryptoKey; other: CryptoKey; published: JWK };

  private constructor(keys: { own: CryptoKey; other: CryptoKey; published: JWK }) {
    this.#keys = keys;
    this.#server = createServer((request, response) => {
      this.asked += 1;
      response.writeHead(this.up ? 200 : 500, { 'content-type': 'application/json' });
      const metadata = { issuer: this.issuer, jwks_uri: `${this.url}/keys` };
      response.end(
        JSON.stringify(request.url === '/keys' ? { keys: [published(this.#keys.published)] } : metadata),
      );
    });
  }

  static async open(): Promise<Tenant> {
    const own = await generateKeyPair('RS256', { extractable: true });
    const other = await generateKeyPair('RS256');
    const keys = { own: own.privateKey, other: other.privateKey, published: await exportJWK(own.publicKey) };
    const tenant = new Tenant(keys);
    await new Promise<void>((resolve) => tenant.#server.listen(0, '127.0.0.1', resolve));
    return tenant;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  get issuer(): string {
    return `https://login.microsoftonline.com/${tenantId}/v2.0`;
  }

  /** The settings of a bot that is registered here. */
  get environment(): Record<string, string> {
    return {
      MicrosoftAppId: appId,
      MicrosoftAppPassword: 'a secret',
      MicrosoftAppTenantId: tenantId,
      PUBLIC_HOST: publicHost,
      ToTabFromTeamsOpenIdMetadataUrl: `${this.url}/metadata`,
    };
  }

  /** A token as Teams gets it for a person, made at the moment `at`; a forgery changes it. */
  async token(oid: string, at: Date, { claims, without = [], key, alg }: Forgery = {}): Promise<string> {
    const now = Math.floor(at.getTime() / 1000);
    const all: JWTPayload = {
      iss: this.issuer,
      aud: appId,
      tid: tenantId,
      oid,
      scp: 'access_as_user',
      iat: now,
      nbf: now,
      exp: now + 3600,
      ...claims,
    };
    for (const name of without) delete all[name];
    if (alg === 'none') return `${part({ alg, typ: 'JWT' })}.${part(all)}.`;
    const header = { alg: alg ?? 'RS256', kid: 'first', typ: 'JWT' };
    const secret = new TextEncoder().encode(JSON.stringify(published(this.#keys.published)));
    const signer = key ? this.#keys.other : this.#keys.own;
    return new SignJWT(all).setProtectedHeader(header).sign(alg ? secret : signer);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

function published(key: JWK): JWK {
  return { ...key, kid: 'first', use: 'sig', alg: 'RS256' };
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
