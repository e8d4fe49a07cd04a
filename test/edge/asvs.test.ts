import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** Sections of the standard, and the level of each of their requirements, in order. */
const levels = z
  .record(z.string().regex(/^V\d+\.\d+$/), z.string().regex(/^[123]+$/))
  .parse(JSON.parse(readFileSync('test/edge/asvs-5.0.0.json', 'utf8')));

const wanted = Object.entries(levels).flatMap(([section, each]) =>
  Array.from(each).flatMap((level, at) => (level === '3' ? [] : [`${section}.${at + 1}`])),
);

const parts = new Map(
  readFileSync('docs/asvs.md', 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((part) => [part.split('\n', 1)[0] ?? '', part]),
);

/** The cells of each row of a part's table, without its head. */
function rowsOf(part: string): string[][] {
  const lines = (parts.get(part) ?? '').split('\n').filter((line) => line.startsWith('| V'));
  return lines.map((line) => line.slice(2, -2).split(' | '));
}

/** `V6.2.1-12` is twelve numbers. */
function numbersIn(cell: string): string[] {
  return [...cell.matchAll(/(V\d+\.\d+)\.(\d+)(?:-(\d+))?/g)].flatMap(([, section, first, last = first]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => `${section}.${Number(first) + at}`),
  );
}

/** What is wrong with a cell that says what shows a requirement. */
function faultsOf(cell: string): string[] {
  const pieces = cell.split(/; (?=[`[])/);
  return pieces.flatMap((piece) => {
    const [, file, title] = /^`(test\/[^`]+)`(?: “([\s\S]+)”)?$/.exec(piece) ?? [];
    if (file) {
      if (!existsSync(file)) return [`${file} is not there`];
      if (file.endsWith('.chat') && title === undefined) return [];
      const text = readFileSync(file, 'utf8');
      const held = ["'", '`', '"'].some((quote) => text.includes(`it(${quote}${title}${quote},`));
      return held ? [] : [`${file} holds no test “${title}”`];
    }
    const [, document, anchor] = /^\[[^\]]+\]\(\.\.\/([A-Z]+\.md)#([a-z-]+)\)$/.exec(piece) ?? [];
    if (!document || !anchor) return [`this is neither a test nor a part of a document: ${piece}`];
    const headings = [...readFileSync(document, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^a-z ]/g, '')
        .replaceAll(' ', '-'),
    );
    return headings.includes(anchor) ? [] : [`${document} has no part ${anchor}`];
  });
}

describe('the table of the ASVS', () => {
  it('has the levels of version 5.0.0', () => {
    const all = Object.values(levels).join('');
    const count = (level: string) => Array.from(all).filter((each) => each === level).length;
    assert.deepEqual([count('1'), count('2'), count('3')], [70, 183, 92]);
  });

  it('accounts for each requirement of levels 1 and 2 once', () => {
    assert.deepEqual([...parts.keys()], ['Met', 'Left to whoever runs it', 'Not met', 'Not applicable']);
    const told = [...parts.keys()].flatMap((part) => rowsOf(part).flatMap(([cell = '']) => numbersIn(cell)));
    assert.deepEqual(
      told.filter((number, at) => told.indexOf(number) !== at),
      [],
      'twice',
    );
    assert.deepEqual(
      wanted.filter((number) => !told.includes(number)),
      [],
      'missing',
    );
    assert.deepEqual(
      told.filter((number) => !wanted.includes(number)),
      [],
      'not of these levels',
    );
  });

  it('names for each that is met a test that exists, or a part of a document', () => {
    const faults = rowsOf('Met').flatMap((cells) => {
      assert.equal(cells.length, 3, cells[0]);
      return faultsOf(cells[2] ?? '').map((fault) => `${cells[0]}: ${fault}`);
    });
    assert.deepEqual(faults, []);
  });

  it('says of the others what is missing, and why', () => {
    for (const part of ['Left to whoever runs it', 'Not met']) {
      for (const cells of rowsOf(part)) {
        assert.equal(cells.length, 3, cells[0]);
        assert.ok((cells[2] ?? '').length > 10, cells[0]);
      }
    }
  });

  it('finds a test that is not there', () => {
    assert.equal(faultsOf('`test/edge/none.test.ts` “is”').length, 1);
    assert.equal(faultsOf('`test/edge/asvs.test.ts` “flies”').length, 1);
    assert.equal(faultsOf('[Nothing](../SECURITY.md#nothing)').length, 1);
    assert.equal(faultsOf('we looked').length, 1);
  });
});
