import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { z } from 'zod';

const chromiumFile = '/usr/bin/chromium';

/** Nothing of its own over the network, and pages of this machine inside pages that play Teams. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests',
];

/** Whether there is a browser to test with. */
export const hasChromium = existsSync(chromiumFile);

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumFile, args: flags });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.0 to 2.2, levels A and AA, and what axe calls good practice. */
export const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] as const;

const foundSchema = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }));

/**
 * What axe-core finds wrong with the page, one line each. `rules` are its tags or its rules. The page must be
 * opened with `bypassCSP`, because its own policy lets no script of a test in.
 */
export async function violations(page: Page, rules: readonly string[]): Promise<string[]> {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe);
  const options = JSON.stringify({ runOnly: rules, resultTypes: ['violations'] });
  const found = foundSchema.parse(await page.evaluate(`axe.run(${options}).then((all) => all.violations)`));
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
