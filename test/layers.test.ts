import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** The order of the house. A file imports only from its own layer and from those to its left. */
const layers = [
  'log people people-file cards body answer connections strangers',
  'language',
  'policy',
  'storage',
  'incidents',
  'conversation',
  'dialogs',
  'notifications',
  'channels',
  'tab',
  'bot turn-taking arrivals invokes message-window',
  'stores housekeeping config connect server pages manifest app index playground programs',
].map((names) => names.split(' '));

/** The Bot Framework is known to these alone, so that the move to its successor stays small. */
const mayKnowTheSdk =
  /^src\/(?:bot\.ts|turn-taking\.ts|arrivals\.ts|invokes\.ts|app\.ts|channels\/|storage\/bot-storage\.ts)/;
/** The centre knows no database. */
const mayKnowKnex = /^src\/(?:storage|incidents)\//;

const root = resolve(import.meta.dirname, '..');

describe('the layers of the house', () => {
  const files = [...typescriptIn('src'), ...typescriptIn('dialogs')];

  it('finds the house', () => {
    assert.ok(files.length > 60, `only ${files.length} files were found`);
  });

  it('import from left to right only', () => {
    const wrong: string[] = [];
    for (const file of files) {
      for (const target of importsOf(file)) {
        if (!target.startsWith('.')) continue;
        const other = relative(root, resolve(root, dirname(file), target));
        if (rankOf(other) > rankOf(file)) wrong.push(`${file} imports ${other}, which lies to its right`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('keep the Bot Framework, the database and the clock at the edge', () => {
    const wrong: string[] = [];
    for (const file of files) {
      for (const target of importsOf(file)) {
        if (/^botbuilder|^botframework/.test(target) && !mayKnowTheSdk.test(file))
          wrong.push(`${file} imports ${target}`);
        if (target === 'knex' && !mayKnowKnex.test(file)) wrong.push(`${file} imports ${target}`);
      }
      const readsClock = /\bDate\.now\(\)|\bnew Date\(\)|DateTime\.(?:now|local|utc)\(\)/.test(textOf(file));
      const isProgram =
        /^src\/index\.ts$|^src\/programs\/|^src\/tab\/browser\/tab\.ts$|^src\/playground\/start|^src\/channels\/terminal|^src\/language\/(?:train|evaluate|recognise|classify)\.ts$/.test(
          file,
        );
      if (readsClock && !isProgram) wrong.push(`${file} reads the clock`);
    }
    assert.deepEqual(wrong, []);
  });

  it('stay small enough to read', () => {
    const long = files.filter((file) => textOf(file).split('\n').length > 251);
    assert.deepEqual(long, [], 'files of more than 250 lines');
  });
});

function typescriptIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => `${folder}/${name}`);
}

function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function importsOf(file: string): string[] {
  return [...textOf(file).matchAll(/(?:from|import)\s+'([^']+)'/g)].map((match) => match[1] ?? '');
}

function rankOf(file: string): number {
  const name = file.startsWith('dialogs/') ? 'dialogs' : (file.split('/')[1] ?? '').replace(/\.[jt]s$/, '');
  const rank = layers.findIndex((names) => names.includes(name));
  assert.notEqual(rank, -1, `${file} is in no layer: add it to the list in test/layers.test.ts`);
  return rank;
}
