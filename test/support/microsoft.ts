import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** The bot's registration in these tests. */
export const registration = {
  appId: '11111111-2222-3333-4444-555555555555',
  tenant: '99999999-2222-3333-4444-555555555555',
} as const;

/** What the connector does with a request. `lost`: it takes the message and never answers. */
export type Conduct =
  | 'accept'
  | 'hang'
  | 'lost'
  | 'reset'
  | { status: number; retryAfter?: number; code?: string };

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
let pair: Promise<Pair> | undefined;

/** Microsoft's servers on this machine: the login, the OpenID metadata with its keys, and the Bot Connector. */
export class Microsoft {
  /** Messages that were taken: the conversation and the words. */
  readonly taken: [conversation: string, text: string][] = [];
  /** The same as they came, with all that stands on a card. */
  readonly bodies: [conversation: string, body: string][] = [];
  /** How many requests of each kind arrived. */
  readonly asked = { token: 0, keys: 0, begin: 0, send: 0 };
  /** By conversation; whoever is not here is accepted. `*` is everybody, `begin` the wish for a chat. */
  readonly conduct = new Map<string, Conduct>();
  endorsements: readonly string[] = ['msteams'];
  /** The signing keys cannot be read. */
  keysFail = false;
  #server: Server | undefined;
  #pair: Pair | undefined;

  async open(): Promise<void> {
    pair ??= generateKeyPair('RS256', { extractable: true });
    this.#pair = await pair;
    const server = createServer((request, response) => this.#hear(request, response));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  get url(): string {
    const address = this.#server?.address() as AddressInfo;
    return `http://127.0.0.1:${address.port}/`;
  }

  get keys(): Pair {
    if (!this.#pair) throw new Error('the server is not open');
    return this.#pair;
  }

  /** The bot's settings for these servers. */
  get environment(): Record<string, string> {
    return {
      MicrosoftAppId: registration.appId,
      MicrosoftAppPassword: 'secret',
      MicrosoftAppTenantId: registration.tenant,
      ToChannelFromBotLoginUrl: `${this.url}login`,
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
      ToBotFromChannelOpenIdMetadataUrl: `${this.url}openid`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${this.url}openid`,
      OAuthUrl: `${this.url}oauth`,
      CallerId: 'none',
      ValidateAuthority: 'true',
    };
  }

  /** The claims of a sound token at this moment. */
  claims(now: Date): JWTPayload {
    const at = Math.floor(now.getTime() / 1000);
    return {
      iss: 'https://api.botframework.com',
      aud: registration.appId,
      nbf: at - 60,
      exp: at + 3600,
      serviceurl: this.url,
    };
  }

  async token(now: Date, claims: JWTPayload = {}): Promise<string> {
    return new SignJWT({ ...this.claims(now), ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'first', typ: 'JWT' })
      .sign(this.keys.privateKey);
  }

  activity(from: string, text: string, id: string): Record<string, unknown> {
    return {
      type: 'message',
      id,
      channelId: 'msteams',
      serviceUrl: this.url,
      from: { id: `29:${from}`, aadObjectId: from, name: 'Somebody' },
      recipient: { id: `28:${registration.appId}`, name: 'Lollipop' },
      conversation: { id: `chat-${from}`, conversationType: 'personal', tenantId: registration.tenant },
      channelData: { tenant: { id: registration.tenant } },
      text,
    };
  }

  #hear(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void this.#answer(request.url ?? '', Buffer.concat(chunks).toString('utf8'), response);
    });
  }

  async #answer(url: string, body: string, response: ServerResponse): Promise<void> {
    if (url === '/openid') return json(response, 200, { issuer: this.url, jwks_uri: `${this.url}keys` });
    if (url === '/keys') {
      this.asked.keys += 1;
      if (this.keysFail) return json(response, 500, {});
      const jwk = await exportJWK(this.keys.publicKey);
      return json(response, 200, { keys: [{ ...jwk, kid: 'first', endorsements: this.endorsements }] });
    }
    if (url.startsWith('/login')) {
      this.asked.token += 1;
      return json(response, 200, { access_token: 'the-bots-own', expires_in: 3600 });
    }
    const begins = /^\/v3\/conversations\/?$/.test(url);
    this.asked[begins ? 'begin' : 'send'] += 1;
    const sent = JSON.parse(body) as Sent;
    const conversation = begins ? 'begin' : decodeURIComponent(url.split('/')[3] ?? '');
    const conduct = this.conduct.get(conversation) ?? this.conduct.get('*') ?? 'accept';
    if (conduct === 'hang') return;
    if (conduct === 'reset') return void response.socket?.resetAndDestroy();
    if (typeof conduct === 'object') {
      if (conduct.retryAfter !== undefined) response.setHeader('retry-after', String(conduct.retryAfter));
      return json(response, conduct.status, { error: { code: conduct.code ?? 'Some' } });
    }
    if (begins) return json(response, 201, { id: `chat-${sent.members?.[0]?.id ?? ''}` });
    if (sent.type === 'message') {
      this.bodies.push([conversation, body]);
      this.taken.push([conversation, sent.text ?? sent.attachments?.[0]?.content?.fallbackText ?? '']);
    }
    if (conduct === 'accept') json(response, 200, { id: `sent-${this.taken.length}` });
  }
}

interface Sent {
  type?: string;
  text?: string;
  members?: { id: string }[];
  attachments?: { content?: { fallbackText?: string } }[];
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
