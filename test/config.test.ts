import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { developmentWhatsApp } from '../src/channels/whatsapp/development.js';
import { type Config, hasCredentials, readConfig, whatsAppOf } from '../src/config.js';

type Settings = Readonly<Record<string, string>>;

const id = '11111111-2222-4333-8444-555555555555';
const credentials: Settings = {
  MicrosoftAppId: id,
  MicrosoftAppPassword: 'a secret',
  MicrosoftAppTenantId: id,
};
/** Every setting that goes with another cloud. */
const cloud: Settings = {
  ToChannelFromBotLoginUrl: 'https://login.example',
  ToChannelFromBotOAuthScope: 'https://scope.example',
  ToBotFromChannelTokenIssuer: 'https://issuer.example',
  ToBotFromChannelOpenIdMetadataUrl: 'https://meta.example',
  ToBotFromEmulatorOpenIdMetadataUrl: 'https://emulator.example',
  OAuthUrl: 'https://oauth.example',
  CallerId: 'urn:botframework:azuregov',
  ValidateAuthority: 'true',
};
const { CallerId: _, ...cloudWithoutCaller } = cloud;
const whatsApp: Settings = {
  WHATSAPP_PHONE_NUMBER_ID: '106540352242922',
  WHATSAPP_ACCESS_TOKEN: 'a token',
  WHATSAPP_APP_SECRET: 'a secret',
  WHATSAPP_VERIFY_TOKEN: 'a word',
};

/** Settings that must be refused, with the settings that the faults name, in order. */
const refused: readonly { what: string; settings: Settings; names: readonly string[] }[] = [
  { what: 'a port that is no number', settings: { PORT: 'teams' }, names: ['PORT'] },
  { what: 'a port that does not exist', settings: { PORT: '65536' }, names: ['PORT'] },
  { what: 'half a port', settings: { PORT: '80.5' }, names: ['PORT'] },
  { what: 'a level of logging that does not exist', settings: { LOG_LEVEL: 'all' }, names: ['LOG_LEVEL'] },
  { what: 'production without credentials', settings: { NODE_ENV: 'production' }, names: ['MicrosoftAppId'] },
  { what: 'all addresses without credentials', settings: { HOST: '0.0.0.0' }, names: ['HOST'] },
  { what: 'all IPv6 addresses without credentials', settings: { HOST: '::' }, names: ['HOST'] },
  { what: 'a name that is not this machine', settings: { HOST: 'localhost.example' }, names: ['HOST'] },
  {
    what: 'an app id that is none',
    settings: { ...credentials, MicrosoftAppId: 'app' },
    names: ['MicrosoftAppId'],
  },
  { what: 'a password without an app', settings: { MicrosoftAppPassword: 'x' }, names: ['MicrosoftAppId'] },
  {
    what: 'an app without password and tenant',
    settings: { MicrosoftAppId: id },
    names: ['MicrosoftAppPassword', 'MicrosoftAppTenantId'],
  },
  {
    what: 'half of WhatsApp',
    settings: { WHATSAPP_APP_SECRET: 'x', WHATSAPP_VERIFY_TOKEN: 'x' },
    names: ['WHATSAPP_PHONE_NUMBER_ID, WHATSAPP_ACCESS_TOKEN'],
  },
  {
    what: 'a phone number in place of its id',
    settings: { ...whatsApp, WHATSAPP_PHONE_NUMBER_ID: '+44 131 496 0000' },
    names: ['WHATSAPP_PHONE_NUMBER_ID'],
  },
  {
    what: 'a Graph API that anybody could listen to',
    settings: { ...whatsApp, WHATSAPP_API_URL: 'http://graph.example/v25.0' },
    names: ['WHATSAPP_API_URL'],
  },
  {
    what: 'a template name and a language that cannot be',
    settings: { WHATSAPP_TEMPLATE: 'Please Write', WHATSAPP_TEMPLATE_LANGUAGE: 'English' },
    names: ['WHATSAPP_TEMPLATE', 'WHATSAPP_TEMPLATE_LANGUAGE'],
  },
  {
    what: 'a public host with a scheme',
    settings: { PUBLIC_HOST: 'https://bot.example' },
    names: ['PUBLIC_HOST'],
  },
  {
    what: 'a public host that is a path',
    settings: { PUBLIC_HOST: 'bot.example/tab' },
    names: ['PUBLIC_HOST'],
  },
  { what: 'a slip in a Microsoft setting', settings: { MicrosoftAppID: id }, names: ['MicrosoftAppID'] },
  {
    what: 'a WhatsApp setting that does not exist',
    settings: { WHATSAPP_TOKN: 'x' },
    names: ['WHATSAPP_TOKN'],
  },
  {
    what: 'keys for the tab that anybody on the way could change',
    settings: { ToTabFromTeamsOpenIdMetadataUrl: 'http://login.example/metadata' },
    names: ['ToTabFromTeamsOpenIdMetadataUrl'],
  },
  {
    what: 'some of the settings of another cloud',
    settings: { ...credentials, ...cloudWithoutCaller },
    names: ['CallerId'],
  },
  {
    what: 'many faults',
    settings: {
      PORT: '-1',
      LOG_LEVEL: 'loud',
      NODE_ENV: 'production',
      HOST: '0.0.0.0',
      MicrosoftAppTenantID: id,
      OAuthUrl: 'https://oauth.example',
    },
    names: [
      'PORT',
      'LOG_LEVEL',
      'MicrosoftAppTenantID',
      'MicrosoftAppId',
      'HOST',
      Object.keys(cloud)
        .filter((name) => name !== 'OAuthUrl')
        .join(', '),
    ],
  },
];

describe('the settings', () => {
  let folder: string;
  let envFile: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lollipop-'));
    envFile = join(folder, '.env');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function configOf(settings: Settings): Config {
    const read = readConfig(settings, envFile);
    assert.ok(read.ok, read.ok ? '' : read.faults.join('\n'));
    return read.config;
  }

  function faultsOf(settings: Settings): string[] {
    const read = readConfig(settings, envFile);
    assert.ok(!read.ok, 'these settings should be refused');
    return read.faults;
  }

  it('have defaults that keep the bot on this machine', () => {
    const { SCHOOL, DATABASE_URL, PORT, HOST, NODE_ENV, LOG_LEVEL, ...rest } = configOf({});
    assert.deepEqual(
      { SCHOOL, DATABASE_URL, PORT, HOST, NODE_ENV, LOG_LEVEL },
      {
        SCHOOL: 'data/argyle',
        DATABASE_URL: 'sqlite:var/lollipop.db',
        PORT: 3978,
        HOST: '127.0.0.1',
        NODE_ENV: 'development',
        LOG_LEVEL: 'info',
      },
    );
    assert.deepEqual(rest, {
      MicrosoftAppType: 'SingleTenant',
      WHATSAPP_API_URL: 'https://graph.facebook.com/v25.0',
      WHATSAPP_TEMPLATE_LANGUAGE: 'en_GB',
    });
    assert.equal(hasCredentials(configOf({})), false);
  });

  for (const { what, settings, names } of refused) {
    it(`refuse ${what}`, () => {
      assert.deepEqual(
        faultsOf(settings).map((fault) => fault.split(': ')[0]),
        names,
      );
    });
  }

  it('say in every fault what to write, without the value that was given', () => {
    for (const { what, settings } of refused) {
      for (const fault of faultsOf(settings)) assert.match(fault, /^[\w, ]+: \S.{8,}/, what);
    }
    assert.doesNotMatch(faultsOf({ MicrosoftAppPassword: 'canary' }).join(), /canary/);
  });

  it('take credentials, every address with them, and a whole other cloud', () => {
    assert.ok(hasCredentials(configOf({ ...credentials, HOST: '0.0.0.0', NODE_ENV: 'production' })));
    assert.equal(configOf({ ...credentials, ...cloud }).CallerId, cloud.CallerId);
    configOf({ MicrosoftAppId: id, MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppTenantId: id });
    configOf({ MicrosoftAppId: id, MicrosoftAppPassword: 'x', MicrosoftAppType: 'MultiTenant' });
    for (const HOST of ['127.0.0.1', '::1', 'localhost']) configOf({ HOST });
  });

  it('have WhatsApp as they say, else the terminal in its place, and neither where credentials are needed', () => {
    const { url, template, appSecret } =
      whatsAppOf(configOf({ ...whatsApp, WHATSAPP_TEMPLATE: 'write' })) ?? {};
    assert.deepEqual(
      { url, template, appSecret },
      {
        url: 'https://graph.facebook.com/v25.0',
        template: { name: 'write', language: 'en_GB' },
        appSecret: 'a secret',
      },
    );
    assert.equal(whatsAppOf(configOf({}))?.url, developmentWhatsApp.url);
    assert.equal(whatsAppOf(configOf(credentials)), undefined);
    assert.equal(whatsAppOf(configOf({ ...credentials, ...whatsApp }))?.appSecret, 'a secret');
  });

  it('come from the file too, and the environment wins over it', () => {
    writeFileSync(envFile, '# a comment\nPORT=4000\nLOG_LEVEL="warn"\nHOST=localhost\n');
    const { PORT, LOG_LEVEL, HOST } = configOf({ PORT: '5000' });
    assert.deepEqual({ PORT, LOG_LEVEL, HOST }, { PORT: 5000, LOG_LEVEL: 'warn', HOST: 'localhost' });
    assert.equal(configOf({ LOG_LEVEL: 'info', SCHOOL: '' }).SCHOOL, 'data/argyle');
  });

  it('are known by name in the file, and in the environment only where they look like ours', () => {
    writeFileSync(envFile, 'PROT=4000\n');
    assert.deepEqual(faultsOf({ TERM: 'xterm' }), [
      'PROT: there is no such setting. The settings are listed in .env.example.',
    ]);
  });

  it('are all in .env.example, and nothing else is', () => {
    const example = readFileSync('.env.example', 'utf8');
    const named = [...example.matchAll(/^#(\w+)=/gm)].map((match) => match[1] ?? '');
    assert.ok(named.length > 0);
    writeFileSync(envFile, named.map((name) => `${name}=canary`).join('\n'));
    assert.deepEqual(
      faultsOf({}).filter((fault) => fault.includes('no such setting')),
      [],
    );
    rmSync(envFile);
    const others = {
      ENCODER: '',
      PUBLIC_HOST: '',
      WHATSAPP_TEMPLATE: '',
      ToTabFromTeamsOpenIdMetadataUrl: '',
    };
    const all = Object.keys({ ...configOf({}), ...credentials, ...cloud, ...whatsApp, ...others });
    assert.deepEqual(
      all.filter((name) => !named.includes(name)),
      [],
    );
  });

  it('stop the program with 1 when they are wrong, and all that is wrong is printed', () => {
    writeFileSync(envFile, 'PROT=4000\nHOST=0.0.0.0\n');
    const tsx = createRequire(import.meta.url).resolve('tsx');
    const { NODE_OPTIONS: _options, ...environment } = process.env;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', pathToFileURL(tsx).href, resolve('src/index.ts')],
      { cwd: folder, env: { ...environment, PORT: 'x' }, encoding: 'utf8', timeout: 60_000 },
    );
    assert.equal(status, 1, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, /^Lollipop cannot start:\n {2}- PORT: .+\n {2}- PROT: .+\n {2}- HOST: .+\n$/);
  }).timeout(60_000);
});
