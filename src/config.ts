import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import type { WhatsAppSettings } from './channels/whatsapp/channel.js';
import { developmentWhatsApp } from './channels/whatsapp/development.js';

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

/** The number at WhatsApp, from Meta's page of the app; setting one means setting them all. */
const whatsAppNeeded = {
  WHATSAPP_PHONE_NUMBER_ID: z
    .string()
    .trim()
    .regex(/^\d{1,30}$/, 'must be the id of the phone number, digits only, not the number itself.')
    .optional(),
  WHATSAPP_ACCESS_TOKEN: text.optional(),
  WHATSAPP_APP_SECRET: text.optional(),
  WHATSAPP_VERIFY_TOKEN: text.optional(),
};

const whatsAppSettings = {
  ...whatsAppNeeded,
  WHATSAPP_API_URL: z
    .url('must be an address like https://graph.facebook.com/v25.0.')
    .regex(
      /^https:|^http:\/\/(?:127\.0\.0\.1|localhost)(?::|\/|$)/,
      'must begin with https, because the access token goes there.',
    )
    .default('https://graph.facebook.com/v25.0'),
  /** A template without variables that Meta has approved. It asks a person to write. */
  WHATSAPP_TEMPLATE: z
    .string()
    .trim()
    .regex(/^[a-z0-9_]{1,512}$/, 'must be the name of a template: small letters, digits and underscores.')
    .optional(),
  WHATSAPP_TEMPLATE_LANGUAGE: z
    .string()
    .trim()
    .regex(/^[a-z]{2,3}(?:_[A-Z]{2})?$/, 'must be a language code like en_GB.')
    .default('en_GB'),
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
  /** OpenID metadata of the tenant, whose keys sign the tokens of the tab; the public cloud's when absent. */
  ToTabFromTeamsOpenIdMetadataUrl: z
    .url('must be a web address.')
    .regex(/^https:\/\/|^http:\/\/(?:127\.0\.0\.1|localhost)[:/]/, 'must begin with https://.')
    .optional(),
  ...cloudSettings,
  ...whatsAppSettings,
});

export type Config = z.infer<typeof settingsSchema>;

export type Configured = { ok: true; config: Config } | { ok: false; faults: string[] };

/** Settings that look like ours and are not: most likely a slip of the pen, which must not pass in silence. */
const ours = /^(?:Microsoft|ToBotFrom|ToTabFrom|ToChannelFrom|WHATSAPP_)/i;

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

/** The number at WhatsApp. Without one there is one for the terminal while nobody needs credentials; else undefined. */
export function whatsAppOf(config: Config): WhatsAppSettings | undefined {
  const { WHATSAPP_PHONE_NUMBER_ID: phoneNumberId, WHATSAPP_ACCESS_TOKEN: accessToken } = config;
  const { WHATSAPP_APP_SECRET: appSecret, WHATSAPP_VERIFY_TOKEN: verifyToken } = config;
  const { WHATSAPP_TEMPLATE: name, WHATSAPP_TEMPLATE_LANGUAGE: language, WHATSAPP_API_URL: url } = config;
  const template = name === undefined ? undefined : { name, language };
  if (phoneNumberId && accessToken && appSecret && verifyToken)
    return { phoneNumberId, accessToken, appSecret, verifyToken, url, template };
  return hasCredentials(config) ? undefined : { ...developmentWhatsApp, template };
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
  faults.push(...faultOfPart(given, Object.keys(cloudSettings), "the cloud's settings"));
  faults.push(...faultOfPart(given, Object.keys(whatsAppNeeded), 'the settings of WhatsApp'));
  return faults;
}

/** Settings that make sense only together. */
function faultOfPart(
  given: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
  called: string,
): string[] {
  const missing = names.filter((name) => given[name] === undefined);
  if (missing.length === 0 || missing.length === names.length) return [];
  return [`${missing.join(', ')}: setting one of ${called} means setting them all.`];
}
