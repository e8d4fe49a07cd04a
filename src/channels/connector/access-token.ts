import { z } from 'zod';
import { ConnectorFault } from './fault.js';
import { type Connections, jsonOf } from './request.js';

/** A token is renewed this long before it expires, in milliseconds. */
const renewBefore = 5 * 60_000;

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

export interface Credentials {
  appId: string;
  password: string;
  /** Where tokens are given out, without `/oauth2/v2.0/token`. */
  loginUrl: string;
  /** Whom the token is for. */
  scope: string;
}

/** The bot's own token for the channel: asked for once, kept until shortly before it expires. */
export class AccessToken {
  readonly #credentials: Credentials;
  readonly #connections: Connections;
  readonly #now: () => Date;
  #kept: { token: string; until: number } | undefined;
  #asking: Promise<string> | undefined;

  constructor(credentials: Credentials, connections: Connections, now: () => Date) {
    this.#credentials = credentials;
    this.#connections = connections;
    this.#now = now;
  }

  /** Rejects with a ConnectorFault that is not `unknown`, because nothing was sent without a token. */
  async get(limit: number): Promise<string> {
    if (this.#kept && this.#now().getTime() < this.#kept.until) return this.#kept.token;
    this.#asking ??= this.#ask(limit).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** The channel refused it: the next request asks for another. */
  drop(): void {
    this.#kept = undefined;
  }

  async #ask(limit: number): Promise<string> {
    const { appId, password, loginUrl, scope } = this.#credentials;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: password,
      scope: `${scope.replace(/\/\.default$/, '')}/.default`,
    });
    try {
      const answer = await this.#connections.ask({
        method: 'POST',
        url: new URL(`${loginUrl.replace(/\/+$/, '')}/oauth2/v2.0/token`),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
        limit,
      });
      const { access_token: token, expires_in: seconds } = tokenSchema.parse(jsonOf(answer));
      this.#kept = { token, until: this.#now().getTime() + seconds * 1000 - renewBefore };
      return token;
    } catch {
      throw new ConnectorFault({ unknown: false, code: 'NoToken' });
    }
  }
}
