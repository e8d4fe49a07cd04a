import { stringify } from 'csv-stringify/sync';

/** A column of an export. */
export interface ExportColumn<T> {
  header: string;
  value: (row: T) => string;
}

/**
 * The rows as CSV that Excel opens as it is: UTF-8 with its mark, lines that end in CR LF, and no cell
 * that a spreadsheet would run as a formula (OWASP, CSV injection).
 */
export function exportCsv<T>(rows: readonly T[], columns: readonly ExportColumn<T>[]): string {
  const lines = [
    columns.map(({ header }) => harmless(header)),
    ...rows.map((row) => columns.map(({ value }) => harmless(value(row)))),
  ];
  return stringify(lines, { bom: true, record_delimiter: 'windows', quoted: true });
}

/** With an apostrophe before what a spreadsheet would take for a formula, also behind spaces and in full width. */
function harmless(cell: string): string {
  return /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/.test(cell) ? `'${cell}` : cell;
}
