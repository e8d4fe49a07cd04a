import { decodeProtectedHeader, jwtVerify } from 'jose';
import { z } from 'zod';
import type { SigningKeys } from './keys.js';

/** Clocks may differ by this much (Microsoft's own tolerance), in seconds. */
const tolerance = 300;
/** Verified tokens that are remembered. A channel uses one for about an hour. */
const mostTokens = 200;
const mostTokenLength = 8192;

const headerSchema = z.object({
  alg: z.literal('RS256'),
  kid: z.string().min(1).max(200),
  // A token that brings its own key, or says where to fetch one, is not the channel's.
  jwk: z.undefined().optional(),
  jku: z.undefined().optional(),
  x5u: z.undefined().optional(),
  crit: z.undefined().optional(),
});

const claimsSchema = z.object({
  exp: z.number(),
  nbf: z.number().optional(),
  serviceurl: z.string().min(1),
});

const activitySchema = z.object({
  channelId: z.string(),
  serviceUrl: z.string(),
  conversation: z.object({ tenantId: z.string().nullish() }).nullish(),
  channelData: z
    .object({ tenant: z.object({ id: z.string() }).nullish() })
    .nullish()
    .catch(undefined),
});

export interface EntranceSettings {
  appId: string;
  issuer: string;
  /** The school's tenant. Undefined: any, for an app of several tenants. */
  tenant: string | undefined;
}

/** `401`: it is not known who asks. `403`: they may not say this. */
export type Admission = 'in' | 401 | 403;

interface Verified {
  expiresAt: number;
  serviceUrl: string;
  endorsements: readonly string[];
}

/** Who may come in: only the channel, with a token that it has signed for this bot, this address and this school. */
export class Entrance {
  readonly #settings: EntranceSettings;
  readonly #keys: SigningKeys;
  readonly #now: () => Date;
  readonly #verified = new Map<string, Verified>();

  constructor(settings: EntranceSettings, keys: SigningKeys, now: () => Date) {
    this.#settings = settings;
    this.#keys = keys;
    this.#now = now;
  }

  /** Whether the channel signed the token, before anything is read of what it comes with. */
  async vouches(authorization: string | undefined): Promise<boolean> {
    return (await this.#verifiedOf(authorization)) !== undefined;
  }

  async admit(authorization: string | undefined, body: unknown): Promise<Admission> {
    const verified = await this.#verifiedOf(authorization);
    if (!verified) return 401;
    const activity = activitySchema.safeParse(body).data;
    if (!activity || activity.serviceUrl !== verified.serviceUrl) return 403;
    if (!verified.endorsements.includes(activity.channelId)) return 403;
    return this.#isOurs(activity) ? 'in' : 403;
  }

  async #verifiedOf(authorization = ''): Promise<Verified | undefined> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization.slice(0, mostTokenLength))?.[1];
    return token === undefined ? undefined : (this.#remembered(token) ?? (await this.#verify(token)));
  }

  #remembered(token: string): Verified | undefined {
    const verified = this.#verified.get(token);
    if (verified && this.#now().getTime() >= verified.expiresAt) {
      this.#verified.delete(token);
      return undefined;
    }
    return verified;
  }

  async #verify(token: string): Promise<Verified | undefined> {
    try {
      const { kid } = headerSchema.parse(decodeProtectedHeader(token));
      const signing = await this.#keys.find(kid);
      if (!signing) return undefined;
      const { payload } = await jwtVerify(token, signing.key, {
        algorithms: ['RS256'],
        issuer: this.#settings.issuer,
        audience: this.#settings.appId,
        clockTolerance: tolerance,
        requiredClaims: ['exp'],
        currentDate: this.#now(),
      });
      const { exp, serviceurl } = claimsSchema.parse(payload);
      const verified = {
        expiresAt: (exp + tolerance) * 1000,
        serviceUrl: serviceurl,
        endorsements: signing.endorsements,
      };
      const oldest = this.#verified.keys().next();
      if (this.#verified.size >= mostTokens && !oldest.done) this.#verified.delete(oldest.value);
      this.#verified.set(token, verified);
      return verified;
    } catch {
      return undefined;
    }
  }

  /** Teams names the tenant in the conversation, in its own data, or in both; then both must be the school's. */
  #isOurs({ channelId, conversation, channelData }: z.infer<typeof activitySchema>): boolean {
    const { tenant } = this.#settings;
    if (tenant === undefined || channelId !== 'msteams') return true;
    const named = [conversation?.tenantId, channelData?.tenant?.id].filter((id) => typeof id === 'string');
    return named.length > 0 && named.every((id) => id.toLowerCase() === tenant.toLowerCase());
  }
}
