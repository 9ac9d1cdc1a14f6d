import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Machine } from './machine.ts';
import { plot } from './plot.ts';
import type { Row } from './row.ts';

export type Results = { readonly machine: Machine; readonly rows: readonly Row[] };

const RESULTS = new URL('../results.json', import.meta.url);
const PLOT = new URL('../../docs/performance.svg', import.meta.url);
/** A machine that does something else meanwhile spoils a ratio, but not by this. */
const MARGIN = 2;

/** What the last whole run found. */
export function readResults(): Results {
  return JSON.parse(readFileSync(RESULTS, 'utf8'));
}

export async function writeResults(results: Results): Promise<void> {
  await writeFile(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(PLOT, plot(results));
}

/** Whether a ratio is less than half as good as it was. */
export function isWorse(row: Row, before: Row): boolean {
  if (row.ratio === null || before.ratio === null) return false;
  return row.target.startsWith('≥')
    ? row.ratio * MARGIN < before.ratio
    : row.ratio > before.ratio * MARGIN;
}
