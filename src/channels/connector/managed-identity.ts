import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import type { TokenSource } from './connector.js';
import { ConnectorFault } from './fault.js';

/** The token of an app without a secret, from the machine that Azure runs it on. The SDK keeps it until it expires. */
export function managedIdentity(appId: string, tenant: string, scope: string): TokenSource {
  const factory = new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: appId,
    MicrosoftAppType: 'UserAssignedMSI',
    MicrosoftAppTenantId: tenant,
  });
  return {
    async get() {
      try {
        const credentials: object = await factory.createCredentials(appId, scope, '', true);
        if ('getToken' in credentials && typeof credentials.getToken === 'function') {
          return String(await credentials.getToken());
        }
      } catch {
        // Told below, without what the SDK says of it.
      }
      throw new ConnectorFault({ unknown: false, code: 'NoToken' });
    },
    drop: () => undefined,
  };
}
