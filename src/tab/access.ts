import type { IncomingMessage } from 'node:http';
import type { People, Person } from '../people.js';
import { SignIn } from './sign-in.js';

/** Who calls, or the status to refuse with. */
export type Caller = { ok: true; person: Person } | { ok: false; status: 401 | 503 };

const loopbacks = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];
const loopbackHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/**
 * Who is let in. `teams`: holders of a token of the tenant. `development`, only without credentials:
 * whoever sits at this machine chooses a role. `nobody`: there are credentials, but no tenant is set.
 */
export type Door = { to: 'teams'; signIn: SignIn } | { to: 'development' } | { to: 'nobody' };

/** The settings that decide who is let in. Tokens are checked against one tenant, so without one nobody is. */
interface DoorSettings {
  MicrosoftAppId?: string | undefined;
  MicrosoftAppTenantId?: string | undefined;
  PUBLIC_HOST?: string | undefined;
  ToTabFromTeamsOpenIdMetadataUrl?: string | undefined;
}

export function doorFor(settings: DoorSettings): Door {
  const { MicrosoftAppId: appId, MicrosoftAppTenantId: tenantId, PUBLIC_HOST: host } = settings;
  if (!appId) return { to: 'development' };
  if (!tenantId) return { to: 'nobody' };
  const metadataUrl =
    settings.ToTabFromTeamsOpenIdMetadataUrl ??
    `https://login.microsoftonline.com/${tenantId}/v2.0/.well-known/openid-configuration`;
  return { to: 'teams', signIn: new SignIn({ appId, tenantId, host, metadataUrl }) };
}

/** Who calls for the page's data, by `Authorization: Bearer <token>`, in development `As headteacher`. */
export async function callerOf(
  request: IncomingMessage,
  people: People,
  door: Door,
  now: Date,
): Promise<Caller> {
  const [, scheme = '', given = ''] = /^(\w+) +(\S+)$/.exec(request.headers.authorization ?? '') ?? [];
  switch (door.to) {
    case 'nobody':
      return { ok: false, status: 401 };
    case 'development': {
      const account = `terminal:${given}`;
      return scheme === 'As' && isThisMachine(request) && people.lists(account)
        ? { ok: true, person: people.of(account, given, 'parent') }
        : { ok: false, status: 401 };
    }
    case 'teams': {
      if (scheme.toLowerCase() !== 'bearer') return { ok: false, status: 401 };
      const signedIn = await door.signIn.accountOf(given, now);
      if (signedIn.ok) return { ok: true, person: people.of(signedIn.account, '', 'staff') };
      return { ok: false, status: signedIn.reason === 'unsure' ? 503 : 401 };
    }
  }
}

/**
 * From this machine, by a name of this machine: not through a tunnel, and not from a page elsewhere whose
 * name was made to point here.
 */
function isThisMachine({ socket, headers }: IncomingMessage): boolean {
  const forwarded = 'x-forwarded-for' in headers || 'forwarded' in headers;
  return (
    loopbacks.includes(socket.remoteAddress ?? '') && loopbackHost.test(headers.host ?? '') && !forwarded
  );
}
