import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Machine } from './machine.ts';
import { plot } from './plot.ts';
import type { Row } from './row.ts';
import { withTable } from './table.ts';

export type Results = { readonly machine: Machine; readonly rows: readonly Row[] };

const RESULTS = new URL('../results.json', import.meta.url);
const PLOT = new URL('../../docs/performance.svg', import.meta.url);
const PAGE = new URL('../../docs/performance.md', import.meta.url);
/** A machine that does something else meanwhile spoils a ratio, but not by this. */
const MARGIN = 2;

/** What the last whole run found. */
export function readResults(): Results {
  return JSON.parse(readFileSync(RESULTS, 'utf8'));
}

/** Into `results.json`, the plot, and the table of docs/performance.md. */
export async function writeResults(results: Results): Promise<void> {
  await writeFile(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(PLOT, plot(results));
  await writeFile(PAGE, withTable(readPage(), results));
}

/** docs/performance.md as it is. */
export function readPage(): string {
  return readFileSync(PAGE, 'utf8');
}

/** Whether a ratio is less than half as good as it was. */
export function isWorse(row: Row, before: Row): boolean {
  if (row.ratio === null || before.ratio === null) return false;
  return row.target.startsWith('≥')
    ? row.ratio * MARGIN < before.ratio
    : row.ratio > before.ratio * MARGIN;
}
