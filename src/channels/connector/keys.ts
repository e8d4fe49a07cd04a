import { importJWK } from 'jose';
import { z } from 'zod';
import { type Connections, jsonOf } from './request.js';

/** Microsoft asks to read the keys and their endorsements anew every day. */
const freshMs = 24 * 3_600_000;
/** A token with an unknown key makes the keys be read again, this often at the most. */
const betweenMs = 60_000;
/** After a reading that failed the next may be this soon, and twice as late after each further one. */
const soonestMs = 1000;
const limit = 5000;

const metadataSchema = z.object({ jwks_uri: z.url() });
const keysSchema = z.object({
  keys: z.array(
    z.looseObject({
      kid: z.string(),
      kty: z.string(),
      endorsements: z.array(z.string()).default([]),
    }),
  ),
});

export interface SigningKey {
  key: Awaited<ReturnType<typeof importJWK>>;
  /** The channels that may sign with it. */
  endorsements: readonly string[];
}

/** The keys that the channel signs with, from its OpenID metadata. */
export class SigningKeys {
  readonly #url: string;
  readonly #connections: Connections;
  readonly #now: () => Date;
  #known: ReadonlyMap<string, SigningKey> = new Map();
  #readAt = Number.NEGATIVE_INFINITY;
  #nextAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #reading: Promise<void> | undefined;

  constructor(url: string, connections: Connections, now: () => Date) {
    this.#url = url;
    this.#connections = connections;
    this.#now = now;
  }

  /** Undefined: there is no such key. Keys that cannot be read anew go on being used. */
  async find(kid: string): Promise<SigningKey | undefined> {
    const at = this.#now().getTime();
    const stale = at - this.#readAt > freshMs || !this.#known.has(kid);
    if (this.#reading) await this.#reading;
    else if (stale && at >= this.#nextAt) {
      this.#reading = this.#read(at).finally(() => {
        this.#reading = undefined;
      });
      await this.#reading;
    }
    return this.#known.get(kid);
  }

  async #read(at: number): Promise<void> {
    try {
      const { jwks_uri: uri } = metadataSchema.parse(await this.#get(this.#url));
      const { keys } = keysSchema.parse(await this.#get(uri));
      const known = new Map<string, SigningKey>();
      for (const jwk of keys.filter(({ kty }) => kty === 'RSA')) {
        known.set(jwk.kid, { key: await importJWK(jwk, 'RS256'), endorsements: jwk.endorsements });
      }
      this.#known = known;
      this.#readAt = at;
      this.#nextAt = at + betweenMs;
      this.#failures = 0;
    } catch {
      // Whoever cannot be verified meanwhile is refused with 401, and the channel tells them that it failed.
      // From its end: a server that hangs would otherwise be asked again without a pause.
      this.#nextAt = this.#now().getTime() + Math.min(betweenMs, soonestMs * 2 ** this.#failures);
      this.#failures += 1;
    }
  }

  async #get(url: string): Promise<unknown> {
    return jsonOf(await this.#connections.ask({ method: 'GET', url: new URL(url), headers: {}, limit }));
  }
}
