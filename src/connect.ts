import { AccessToken } from './channels/connector/access-token.js';
import { ConnectorAdapter } from './channels/connector/adapter.js';
import { Connector, type TokenSource } from './channels/connector/connector.js';
import { Entrance } from './channels/connector/entrance.js';
import { SigningKeys } from './channels/connector/keys.js';
import { managedIdentity } from './channels/connector/managed-identity.js';
import { Connections } from './channels/connector/request.js';
import { sendLimit } from './channels/limit.js';
import { type Config, hasCredentials } from './config.js';

/** The public cloud, where no other is set. */
const publicCloud = {
  issuer: 'https://api.botframework.com',
  metadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  scope: 'https://api.botframework.com',
  login: 'https://login.microsoftonline.com',
} as const;

/** The connection with Microsoft's channels. */
export interface ChannelSide {
  adapter: ConnectorAdapter;
  connector: Connector;
  /** Undefined without credentials: then the bot listens on this machine alone and lets everybody in. */
  entrance: Entrance | undefined;
  closeConnections: () => void;
}

/** A test may shorten how long a turn goes on sending, in milliseconds. */
export function connectTo(config: Config, now: () => Date, limit = sendLimit): ChannelSide {
  const connections = new Connections();
  const connector = new Connector(connections, tokenSource(config, connections, now));
  return {
    adapter: new ConnectorAdapter(connector, limit),
    connector,
    entrance: hasCredentials(config) ? entranceFor(config, connections, now) : undefined,
    closeConnections: () => connections.close(),
  };
}

function entranceFor(config: Config, connections: Connections, now: () => Date): Entrance {
  const metadata = config.ToBotFromChannelOpenIdMetadataUrl ?? publicCloud.metadata;
  const settings = {
    appId: config.MicrosoftAppId ?? '',
    issuer: config.ToBotFromChannelTokenIssuer ?? publicCloud.issuer,
    tenant: config.MicrosoftAppTenantId,
  };
  return new Entrance(settings, new SigningKeys(metadata, connections, now), now);
}

function tokenSource(config: Config, connections: Connections, now: () => Date): TokenSource | undefined {
  const { MicrosoftAppId: appId, MicrosoftAppPassword: password, MicrosoftAppType: type } = config;
  if (!appId) return undefined;
  const scope = config.ToChannelFromBotOAuthScope ?? publicCloud.scope;
  if (type === 'UserAssignedMSI' || !password) {
    return managedIdentity(appId, config.MicrosoftAppTenantId ?? '', scope);
  }
  const tenant = type === 'MultiTenant' ? 'botframework.com' : (config.MicrosoftAppTenantId ?? '');
  const loginUrl = config.ToChannelFromBotLoginUrl ?? `${publicCloud.login}/${tenant}`;
  return new AccessToken({ appId, password, loginUrl, scope }, connections, now);
}
