import type { Target } from '../options.ts';
import type { DataSetRow } from './data-set-row.ts';
import { negativeText, renderedText } from './rendered-text.ts';

const COLUMNS = ['file_name', 'text', 'negative', 'id', 'status', 'error'];

/**
 * What a spreadsheet would run rather than show: OWASP, "CSV Injection",
 * https://owasp.org/www-community/attacks/CSV_Injection; behind white space too, which some drop.
 */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

/** The first record of a CSV data set. */
export const CSV_HEADER = record(COLUMNS);

/**
 * The CSV record of one image, failed or not: RFC 4180, with its CRLF. Text that a spreadsheet would
 * take for a formula gets an apostrophe before it.
 */
export function csvLine({ id, name, document }: DataSetRow, target: Target): string {
  const words =
    document.status === 'succeeded'
      ? [renderedText(document, target), negativeText(document, target) ?? '']
      : ['', ''];
  const error = document.status === 'failed' ? document.error.code : '';
  return record([name ?? id, ...words, id, document.status, error]);
}

function record(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(disarmed(cell.toWellFormed()))).join(',')}\r\n`;
}

function disarmed(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** RFC 4180, 2.5 to 2.7. */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
