import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { algorithms } from '../../src/incidents/history.js';

/** The program, with the page in the browser; each file with its text. */
const sources = ['src', 'dialogs']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  )
  .filter((path) => /\.m?[tj]s$/.test(path))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** Programs for a developer's own machine, which the running bot does not load. */
const development = /^src\/(?:playground|channels\/terminal)/;

function holding(pattern: RegExp, except = /^$/): string[] {
  return sources.filter(({ path, text }) => pattern.test(text) && !except.test(path)).map(({ path }) => path);
}

/** What cannot be shown by asking the bot, because it is about what the program never does. */
describe('the source', () => {
  it('is read as a whole', () => {
    assert.ok(sources.length > 200);
    assert.ok(holding(/createHmac/).includes('src/channels/whatsapp/signature.ts'));
  });

  it('runs no text as a program, and starts no other program', () => {
    assert.deepEqual(holding(/\beval\(|new Function\(|node:vm\b|\bsetTimeout\(['"`]/), []);
    assert.deepEqual(holding(/node:child_process|node:worker_threads/, development), []);
  });

  it('gives the database no words but as values', () => {
    const written = /\.(?:raw|whereRaw|orderByRaw|havingRaw|fromRaw)\(\s*`[^`]*\$\{/;
    assert.match(['database.raw(`select $', '{words}`)'].join(''), written);
    assert.deepEqual(holding(written), []);
  });

  it('takes what is secret from the system’s own random numbers, and hashes with SHA-256 or better alone', () => {
    assert.deepEqual(holding(/Math\.random/), []);
    const hashes = sources.flatMap(({ text }) =>
      [...text.matchAll(/create(?:Hash|Hmac)\('([^']+)'/g)].map(([, name]) => name),
    );
    assert.ok(hashes.length > 5);
    assert.deepEqual([...new Set(hashes)], ['sha256']);
    // An algorithm without quotation marks is one that an entry of the history names, and those are listed.
    assert.deepEqual(holding(/create(?:Hash|Hmac)\((?!')/), ['src/incidents/history.ts']);
    assert.deepEqual(algorithms, ['sha256', 'sha512-256', 'sha3-256']);
    assert.deepEqual(holding(/createCipher|createSign\(|generateKeyPair|pbkdf2|scrypt/), []);
  });

  it('follows no redirect, and checks whom it speaks to', () => {
    const asking = sources
      .filter(({ path }) => !development.test(path) && !path.startsWith('src/tab/browser'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/\bfetch\((?!\))[\s\S]{0,400}?\}\)/g)].map(([call]) => ({ path, call })),
      );
    assert.ok(asking.length >= 2);
    assert.deepEqual(
      asking.filter(({ call }) => !/redirect: 'error'/.test(call)).map(({ path }) => path),
      [],
    );
    assert.deepEqual(holding(/rejectUnauthorized|NODE_TLS_REJECT|checkServerIdentity|minVersion/), []);
  });

  it('keeps nothing in the browser, writes no HTML there and hears no other window', () => {
    const page = /^(?!src\/tab\/)/;
    assert.deepEqual(holding(/localStorage|sessionStorage|indexedDB|document\.cookie|set-cookie/i), []);
    assert.deepEqual(holding(/innerHTML|outerHTML|insertAdjacentHTML|document\.write/, page), []);
    assert.deepEqual(holding(/postMessage|['"]message['"]/, page), []);
  });

  it('names in CONTRIBUTING why each package is there', () => {
    const { dependencies, devDependencies } = z
      .object({
        dependencies: z.record(z.string(), z.string()),
        devDependencies: z.record(z.string(), z.string()),
      })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    const told = readFileSync('CONTRIBUTING.md', 'utf8').split('## Why each package')[1] ?? '';
    const names = [...Object.keys(dependencies), ...Object.keys(devDependencies)].filter(
      (name) => !name.startsWith('@types/'),
    );
    const short = (name: string) => name.replace(/^@biomejs\//, '');
    assert.deepEqual(
      names.filter((name) => !told.includes(short(name))),
      [],
    );
  });

  it('logs one JSON object a line, with the time in UTC, whatever stands in a field', () => {
    const script =
      "import { createLog } from './src/log.ts'; createLog('info').warn('a', { status: 'x\\n{\"level\":60}\\r\\u001b[2J' });";
    const { stdout, status } = spawnSync(
      process.execPath,
      ['--import=tsx', '--input-type=module', '-e', script],
      {
        encoding: 'utf8',
      },
    );
    assert.equal(status, 0);
    const lines = stdout.trimEnd().split('\n');
    assert.equal(lines.length, 1);
    const line = z.record(z.string(), z.unknown()).parse(JSON.parse(lines[0] ?? ''));
    assert.deepEqual(Object.keys(line), ['level', 'time', 'event', 'status']);
    assert.match(String(line.time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.equal(stdout.includes(String.fromCodePoint(27)), false);
  });
});
