import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';

const text = z.string().trim().min(1);

/** Microsoft's own settings for clouds other than the public one; setting one means setting them all. */
const cloudSettings = {
  ToChannelFromBotLoginUrl: text.optional(),
  ToChannelFromBotOAuthScope: text.optional(),
  ToBotFromChannelTokenIssuer: text.optional(),
  ToBotFromChannelOpenIdMetadataUrl: text.optional(),
  ToBotFromEmulatorOpenIdMetadataUrl: text.optional(),
  OAuthUrl: text.optional(),
  CallerId: text.optional(),
  ValidateAuthority: z.enum(['true', 'false']).optional(),
};

const settingsSchema = z.object({
  SCHOOL: text.default('data/argyle'),
  DATABASE_URL: text.default('sqlite:var/lollipop.db'),
  PORT: z.coerce
    .number('must be a number from 0 to 65535.')
    .int('must be a whole number.')
    .min(0, 'must be a number from 0 to 65535.')
    .max(65_535, 'must be a number from 0 to 65535.')
    .default(3978),
  HOST: text.default('127.0.0.1'),
  /** Where the bot is reached over HTTPS from outside. Needed for the app package and the tab. */
  PUBLIC_HOST: z
    .string()
    .trim()
    .toLowerCase()
    .regex(
      /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d{1,5})?$/,
      'must be a host name alone, like bot.school.example.',
    )
    .optional(),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** A local folder with another sentence encoder; the one in the package when absent. */
  ENCODER: text.optional(),
  MicrosoftAppId: z.guid().optional(),
  MicrosoftAppPassword: text.optional(),
  MicrosoftAppType: z.enum(['SingleTenant', 'MultiTenant', 'UserAssignedMSI']).default('SingleTenant'),
  MicrosoftAppTenantId: z.guid().optional(),
  ...cloudSettings,
});

export type Config = z.infer<typeof settingsSchema>;

export type Configured = { ok: true; config: Config } | { ok: false; faults: string[] };

/** Settings that look like ours and are not: most likely a slip of the pen, which must not pass in silence. */
const ours = /^(?:Microsoft|ToBotFrom|ToChannelFrom|WHATSAPP_)/i;

/**
 * The settings from the environment and, under it, from a `.env` file. All faults are returned
 * together, each naming the setting and what to write.
 */
export function readConfig(environment: NodeJS.ProcessEnv, envFile: string): Configured {
  const inFile = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {};
  const given = Object.fromEntries(
    Object.entries({ ...inFile, ...environment }).filter(([, value]) => value !== undefined && value !== ''),
  );
  const known = Object.keys(settingsSchema.shape);
  const unknown = Object.keys(given)
    .filter((name) => !known.includes(name) && (ours.test(name) || name in inFile))
    .map((name) => `${name}: there is no such setting. The settings are listed in .env.example.`);
  const parsed = settingsSchema.safeParse(given);
  const wrong = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const faults = [...wrong, ...unknown, ...faultsTogether(given)];
  return parsed.success && faults.length === 0 ? { ok: true, config: parsed.data } : { ok: false, faults };
}

/** Whether the bot can prove who it is to the channel, and so checks who calls it. */
export function hasCredentials(config: Config): boolean {
  return config.MicrosoftAppId !== undefined;
}

/** Faults between settings. They are looked for whether or not each setting is sound by itself. */
function faultsTogether(given: Readonly<Record<string, string | undefined>>): string[] {
  const faults: string[] = [];
  const { MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId } = given;
  const { MicrosoftAppType = 'SingleTenant', NODE_ENV, HOST = '127.0.0.1' } = given;
  if (MicrosoftAppPassword && !MicrosoftAppId)
    faults.push('MicrosoftAppId: is needed with MicrosoftAppPassword.');
  if (MicrosoftAppId && MicrosoftAppType !== 'UserAssignedMSI' && !MicrosoftAppPassword) {
    faults.push('MicrosoftAppPassword: is needed with MicrosoftAppId.');
  }
  if (MicrosoftAppId && MicrosoftAppType !== 'MultiTenant' && !MicrosoftAppTenantId) {
    faults.push(`MicrosoftAppTenantId: is needed when MicrosoftAppType is ${MicrosoftAppType}.`);
  }
  if (!MicrosoftAppId && NODE_ENV === 'production') {
    faults.push('MicrosoftAppId: is needed in production. Without it anybody could speak as anybody.');
  }
  if (!MicrosoftAppId && !['127.0.0.1', '::1', 'localhost'].includes(HOST.trim())) {
    faults.push('HOST: must be 127.0.0.1 while MicrosoftAppId is not set.');
  }
  const cloud = Object.keys(cloudSettings);
  const set = cloud.filter((name) => given[name] !== undefined);
  if (set.length > 0 && set.length < cloud.length) {
    const rest = cloud.filter((name) => !set.includes(name));
    faults.push(`${rest.join(', ')}: setting one of the cloud's settings means setting them all.`);
  }
  return faults;
}
