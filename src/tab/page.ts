import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { build, stop } from 'esbuild';

/** A file of the page, ready to be sent. */
export interface PageFile {
  type: string;
  content: Buffer;
  zipped: Buffer;
  etag: string;
  /** Its name changes with its content, so that it may be kept for good. */
  hashed: boolean;
}

const folder = join(import.meta.dirname, 'browser');

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

let made: Promise<ReadonlyMap<string, PageFile>> | undefined;

/**
 * The files of the page by name, bundled from `browser/` in memory when they are first asked for (about
 * 0.3 s, once) and not at start. Rejects when the bundle cannot be made, and tries again the next time.
 */
export function pageFiles(): Promise<ReadonlyMap<string, PageFile>> {
  made ??= makeFiles().catch((fault: unknown) => {
    made = undefined;
    throw fault;
  });
  return made;
}

async function makeFiles(): Promise<ReadonlyMap<string, PageFile>> {
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'tab.ts'), join(folder, 'tab.css')],
    outdir: 'page',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    write: false,
    legalComments: 'none',
    logLevel: 'silent',
  });
  await stop();
  const files = outputFiles.map(({ path, contents }) => ({
    name: basename(path),
    content: Buffer.from(contents),
  }));
  const html = { name: 'index.html', content: await readFile(join(folder, 'index.html')) };
  return new Map(await Promise.all([html, ...files].map(fileOf)));
}

async function fileOf({ name, content }: { name: string; content: Buffer }): Promise<[string, PageFile]> {
  const file = {
    type: types[name.split('.').pop() ?? ''] ?? 'application/octet-stream',
    content,
    zipped: await promisify(gzip)(content),
    etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
    hashed: /-[A-Z0-9]{8}\.js$/.test(name),
  };
  return [name, file];
}
