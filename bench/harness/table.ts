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
  const lines = [
    head,
    head.map((_, column) => (column === 0 ? '---' : '---:')),
    ...rows.map(cells),
  ];
  const text = lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
  return `${processor}, ${cores} cores, ${memoryGib} GiB, Node ${node}, ${date}.\n\n${text}\n`;
}

function cells(row: Row): string[] {
  const { name, unit, ours, reference, ratio, target, met, skipped } = row;
  if (ours === null || reference === null || ratio === null) {
    return [name, '', '', unit, '', target, `not measured: ${skipped}`];
  }
  const numbers = [figure(ours), figure(reference), unit, figure(ratio), target];
  return [name, ...numbers, met ? 'met' : '**below**'];
}
