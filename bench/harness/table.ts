import type { Results } from './results.ts';
import type { Row } from './row.ts';
import { figure } from './row-text.ts';

const BEGIN = '<!-- written by npm run bench -->';
const END = '<!-- until here -->';

/** The page with the results of a run in the place that it keeps for them. */
export function withTable(page: string, results: Results): string {
  const [before = '', rest = ''] = page.split(BEGIN);
  const after = rest.split(END)[1] ?? '';
  return `${before}${BEGIN}\n\n${table(results)}\n${END}${after}`;
}

function table({ machine, rows }: Results): string {
  const { processor, cores, memoryGib, node, date } = machine;
  const head = ['', 'ours', 'beside it', 'unit', 'ratio', 'target', ''];
  const lines = [head, ...rows.map(cells)];
  const widths = head.map((_, column) =>
    Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const ruler = widths.map((width, column) =>
    column === 0 ? dashes(width) : `${dashes(width - 1)}:`,
  );
  const [first = '', ...others] = lines.map((line) => lineOf(line, widths));
  const text = [first, lineOf(ruler, widths), ...others].join('\n');
  return `${processor}, ${cores} cores, ${memoryGib} GiB, Node ${node}, ${date}.\n\n${text}\n`;
}

/** As the formatter would have it: the first column to the left, numbers to the right. */
function lineOf(line: readonly string[], widths: readonly number[]): string {
  const padded = line.map((cell, column) => {
    const width = widths[column] ?? 0;
    return column === 0 ? cell.padEnd(width) : cell.padStart(width);
  });
  return `| ${padded.join(' | ')} |`;
}

function dashes(count: number): string {
  return '-'.repeat(count);
}

function cells(row: Row): string[] {
  const { name, unit, ours, reference, ratio, target, met, skipped } = row;
  if (ours === null || reference === null || ratio === null) {
    return [name, '', '', unit, '', target, `not measured: ${skipped}`];
  }
  const numbers = [figure(ours), figure(reference), unit, figure(ratio), target];
  return [name, ...numbers, met ? 'met' : '**below**'];
}
