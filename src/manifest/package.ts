import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import JSZip from 'jszip';
import { z } from 'zod';

/** What the app package of one school is made of. */
export interface PackageParts {
  /** Holds manifest.json, color.png and outline.png. */
  folder: string;
  /** The bot's app id in Azure; the app goes by the same. */
  appId: string;
  /** Where the bot is reached over HTTPS, without `https://`. */
  host: string;
  school: string;
}

export type Packed = { ok: true; zip: Buffer; manifest: unknown } | { ok: false; faults: string[] };

/** Teams shows a developer's name of up to so many characters (schema 1.30). */
const mostName = 32;

/**
 * The zip that a Teams administrator uploads: the manifest with ids and host filled in, checked with
 * Microsoft's own schema, and the two icons. Every fault of the manifest is returned.
 */
export async function packApp({ folder, appId, host, school }: PackageParts): Promise<Packed> {
  const filled = (await readFile(join(folder, 'manifest.json'), 'utf8'))
    .replaceAll('{{appId}}', appId)
    .replaceAll('{{host}}', host)
    .replaceAll('{{school}}', escaped(school.slice(0, mostName)));
  const manifest = manifestSchema.parse(JSON.parse(filled));
  const faults = await faultsOf(manifest);
  if (faults.length > 0) return { ok: false, faults };
  const zip = new JSZip();
  zip.file('manifest.json', filled);
  for (const icon of Object.values(manifest.icons)) zip.file(icon, await readFile(join(folder, icon)));
  return { ok: true, zip: await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' }), manifest };
}

/** What Microsoft's schema, and Teams beside it, have against the manifest. */
export async function faultsOf(manifest: Manifest): Promise<string[]> {
  const faults = await AppManifestUtils.validateAgainstSchema(manifest as unknown as TeamsManifest);
  const left = /\{\{\w+\}\}/.exec(JSON.stringify(manifest));
  return left ? [...faults, `${left[0]} is not filled in.`] : faults;
}

const manifestSchema = z.looseObject({
  $schema: z.string(),
  manifestVersion: z.string(),
  icons: z.object({ color: z.string(), outline: z.string() }),
});

export type Manifest = z.infer<typeof manifestSchema>;

function escaped(words: string): string {
  return JSON.stringify(words).slice(1, -1);
}
