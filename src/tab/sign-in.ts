import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { z } from 'zod';

/** Whose tokens are taken, and for what. */
export interface Registration {
  appId: string;
  tenantId: string;
  /** Where the bot is reached from outside; part of the audience of some tokens. */
  host?: string | undefined;
  /** OpenID metadata of the tenant: where its keys are. */
  metadataUrl: string;
}

/** The account of whoever holds the token; `refused` says nothing of why. `unsure`: the keys cannot be had. */
export type SignedIn = { ok: true; account: string } | { ok: false; reason: 'refused' | 'unsure' };

interface Tenant {
  issuers: string[];
  keys: ReturnType<typeof createRemoteJWKSet>;
  readAt: Date;
}

const metadataSchema = z.object({ issuer: z.url(), jwks_uri: z.url() });

/** A token for a person in Teams: Entra's own ids, and the permission that the app package asks for. */
const claimsSchema = z.object({ oid: z.guid(), tid: z.string(), scp: z.string() });
const permission = 'access_as_user';

/** Clocks differ; Entra's own libraries allow more. */
const clockSeconds = 60;
const metadataTimeoutMs = 5_000;
const dayMs = 86_400_000;
/** How long the tenant is left alone after it could not be reached. */
const pauseMs = 10_000;

/** Checks the single sign-on tokens of Teams against the tenant's published keys. */
export class SignIn {
  readonly #registration: Registration;
  #tenant: Tenant | undefined;
  #reading: Promise<Tenant> | undefined;
  #failedAt: Date | undefined;

  constructor(registration: Registration) {
    this.#registration = registration;
  }

  /** `teams:<Entra object id>`, if the token is sound at the moment `now`. */
  async accountOf(token: string, now: Date): Promise<SignedIn> {
    const { tenantId } = this.#registration;
    let tenant: Tenant;
    try {
      tenant = await this.#current(now);
    } catch {
      return { ok: false, reason: 'unsure' };
    }
    try {
      const { payload } = await jwtVerify(token, tenant.keys, {
        algorithms: ['RS256'],
        issuer: tenant.issuers,
        audience: this.#audiences(),
        requiredClaims: ['exp', 'iat'],
        clockTolerance: clockSeconds,
        currentDate: now,
      });
      const claims = claimsSchema.safeParse(payload);
      const sound =
        claims.success &&
        claims.data.tid.toLowerCase() === tenantId.toLowerCase() &&
        claims.data.scp.split(' ').includes(permission);
      return sound ? { ok: true, account: `teams:${claims.data.oid}` } : { ok: false, reason: 'refused' };
    } catch (fault) {
      return { ok: false, reason: isTheTokens(fault) ? 'refused' : 'unsure' };
    }
  }

  /** What `aud` may be: the app id (version 2 of the tokens) or the app's own identifiers (version 1). */
  #audiences(): string[] {
    const { appId, host } = this.#registration;
    const hosted = host ? [`api://${host}/${appId}`, `api://${host}/botid-${appId}`] : [];
    return [appId, `api://${appId}`, `api://botid-${appId}`, ...hosted];
  }

  async #current(now: Date): Promise<Tenant> {
    const kept = this.#tenant;
    if (kept && now.getTime() - kept.readAt.getTime() < dayMs) return kept;
    if (this.#failedAt && now.getTime() - this.#failedAt.getTime() < pauseMs) {
      if (kept) return kept;
      throw new Error('The tenant could not be reached a moment ago');
    }
    this.#reading ??= this.#read(now).finally(() => {
      this.#reading = undefined;
    });
    try {
      this.#tenant = await this.#reading;
      this.#failedAt = undefined;
      return this.#tenant;
    } catch (fault) {
      this.#failedAt = now;
      if (kept) return kept;
      throw fault;
    }
  }

  /** The issuer is the one that the metadata names, or that of version 1 of the tokens (Entra ID, access tokens). */
  async #read(now: Date): Promise<Tenant> {
    const { metadataUrl, tenantId } = this.#registration;
    const response = await fetch(metadataUrl, {
      redirect: 'error',
      signal: AbortSignal.timeout(metadataTimeoutMs),
    });
    if (!response.ok) throw new Error(`The tenant's metadata answered ${response.status}`);
    const { issuer, jwks_uri } = metadataSchema.parse(await response.json());
    const keys = createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: metadataTimeoutMs });
    const issuers = [
      issuer.replace(/\{tenantid\}|%7btenantid%7d/i, tenantId),
      `https://sts.windows.net/${tenantId}/`,
    ];
    return { issuers, keys, readAt: now };
  }
}

/** Whether the fault lies in the token, and not in fetching the keys. */
function isTheTokens(fault: unknown): boolean {
  if (fault instanceof errors.JWKSTimeout || fault instanceof errors.JWKSInvalid) return false;
  return fault instanceof errors.JOSEError && fault.code !== 'ERR_JOSE_GENERIC';
}
