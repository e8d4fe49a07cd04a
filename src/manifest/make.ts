import { mkdirSync, writeFileSync } from 'node:fs';
import { readConfig } from '../config.js';
import { loadPolicy } from '../policy/policy.js';
import { packApp } from './package.js';

const target = 'var/lollipop-teams.zip';

/** `npm run manifest`: writes the app package that a school's Teams administrator uploads. */
async function make(): Promise<readonly string[]> {
  const configured = readConfig(process.env, '.env');
  if (!configured.ok) return configured.faults;
  const { MicrosoftAppId: appId, PUBLIC_HOST: host, SCHOOL } = configured.config;
  const missing = [
    ...(appId ? [] : ['MicrosoftAppId: set it to the app id of the Azure Bot.']),
    ...(host ? [] : ['PUBLIC_HOST: set it to the host name where Teams reaches the bot over HTTPS.']),
  ];
  const policy = loadPolicy(SCHOOL);
  if (!policy.ok) return [...missing, ...policy.faults];
  if (!appId || !host) return missing;
  const packed = await packApp({ folder: 'manifest', appId, host, school: policy.value.school.name });
  if (!packed.ok) return packed.faults.map((fault) => `manifest/manifest.json: ${fault}`);
  mkdirSync('var', { recursive: true });
  writeFileSync(target, packed.zip);
  return [];
}

const faults = await make();
if (faults.length === 0) process.stdout.write(`The app package is valid: ${target}\n`);
else {
  process.stderr.write(`There is no app package:\n${faults.map((fault) => `  - ${fault}\n`).join('')}`);
  process.exitCode = 1;
}
