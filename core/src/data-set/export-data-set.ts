import type { Target } from '../options.ts';
import { CSV_HEADER, csvLine } from './csv.ts';
import type { DataSetRow } from './data-set-row.ts';
import { jsonlLine } from './jsonl.ts';
import { renderedText } from './rendered-text.ts';
import { createSafeNames } from './safe-name.ts';
import { type ZipEntry, zipOf } from './zip.ts';

export type { DataSetRow };

/** What described images can be taken away as. A zip holds one text file for each. */
export const DATA_SET_FORMATS = {
  jsonl: { mediaType: 'application/jsonl', extension: '.jsonl' },
  csv: { mediaType: 'text/csv; charset=utf-8', extension: '.csv' },
  zip: { mediaType: 'application/zip', extension: '.zip' },
} as const;

export type DataSetFormat = keyof typeof DATA_SET_FORMATS;

/**
 * The bytes of a data set, each row's before the next row is taken, with the words of `target`. Failed
 * images are in a CSV alone.
 * @throws {RangeError} if a zip would have more than 65,535 entries.
 */
export function exportDataSet(
  rows: AsyncIterable<DataSetRow>,
  format: DataSetFormat,
  target: Target = 'natural',
): AsyncGenerator<Uint8Array, void, undefined> {
  if (format === 'zip') return zipOf(textFiles(rows, target));
  return encoded(format === 'csv' ? csvLines(rows, target) : jsonlLines(rows, target));
}

async function* jsonlLines(rows: AsyncIterable<DataSetRow>, target: Target) {
  for await (const row of rows) {
    const line = jsonlLine(row, target);
    if (line !== undefined) yield line;
  }
}

async function* csvLines(rows: AsyncIterable<DataSetRow>, target: Target) {
  yield CSV_HEADER;
  for await (const row of rows) yield csvLine(row, target);
}

async function* textFiles(
  rows: AsyncIterable<DataSetRow>,
  target: Target,
): AsyncGenerator<ZipEntry> {
  const safeName = createSafeNames();
  for await (const { id, name, document } of rows) {
    if (document.status === 'failed') continue;
    yield { name: safeName(name, id), text: renderedText(document, target) };
  }
}

async function* encoded(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  for await (const line of lines) yield encoder.encode(line);
}
