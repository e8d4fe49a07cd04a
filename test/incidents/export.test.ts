import assert from 'node:assert/strict';
import { exportCsv } from '../../src/incidents/export.js';

/** The export of one column with one cell. */
function exported(cell: string, header = 'Words'): string {
  return exportCsv([cell], [{ header, value: (row) => row }]);
}

describe('the export', () => {
  it('has a mark for UTF-8, a header and a line for each row, in the order of the columns', () => {
    const rows = [
      { number: 1, words: 'Zoë said "no", twice' },
      { number: 2, words: '' },
    ];
    const csv = exportCsv(rows, [
      { header: 'Number', value: ({ number }) => String(number) },
      { header: 'Words', value: ({ words }) => words },
    ]);
    assert.equal(csv, '\uFEFF"Number","Words"\r\n"1","Zoë said ""no"", twice"\r\n"2",\r\n');
  });

  it('keeps the header when there are no rows', () => {
    assert.equal(exportCsv([], [{ header: 'Words', value: String }]), '\uFEFF"Words"\r\n');
  });

  for (const formula of [
    '=1+1',
    '=HYPERLINK("https://evil.example")',
    '+44',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '  =1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
  ]) {
    it(`makes ${JSON.stringify(formula)} text`, () => {
      assert.equal(exported(formula), `\uFEFF"Words"\r\n"'${formula.replaceAll('"', '""')}"\r\n`);
    });
  }

  it('does the same in a header', () => {
    assert.equal(exported('x', '=1'), `\uFEFF"'=1"\r\n"x"\r\n`);
  });

  for (const harmless of [
    'a=b',
    'he said -no-',
    '1+1',
    'sam@school.example',
    "'quoted'",
    'two\nlines',
    'a;b,c',
  ]) {
    it(`leaves ${JSON.stringify(harmless)} as it is`, () => {
      assert.equal(exported(harmless), `\uFEFF"Words"\r\n"${harmless}"\r\n`);
    });
  }
});
