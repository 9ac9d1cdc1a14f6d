import type { Result } from './scenario.ts';

const HEAD = [
  '',
  'scenario',
  'uploads',
  'kills',
  'lost',
  'doubled',
  'dead-lettered',
  'extra calls',
  'slowest recovery',
  'time',
  'passed',
];
const TEXT_COLUMNS = 2;
/** Faults that are shown of each scenario. */
const SHOWN = 8;

/** The results as a person reads them; what went wrong stands below. */
export function formatTable(results: readonly Result[]): string {
  const table = [HEAD, ...results.map(row)];
  const widths = HEAD.map((_, column) => Math.max(...table.map((cells) => width(cells, column))));
  const lines = table.map((cells) =>
    cells
      .map((cell, column) => {
        const size = widths[column] ?? 0;
        return column < TEXT_COLUMNS ? cell.padEnd(size) : cell.padStart(size);
      })
      .join('  '),
  );
  const faults = results.flatMap(({ id, faults: found }) => [
    ...found.slice(0, SHOWN).map((fault) => `${id}: ${fault}`),
    ...(found.length > SHOWN ? [`${id}: and ${found.length - SHOWN} more`] : []),
  ]);
  const notes = results.filter(({ note }) => note !== '').map(({ id, note }) => `${id}: ${note}`);
  return [...lines, '', ...notes, ...(faults.length > 0 ? ['', ...faults] : [])].join('\n');
}

function row(result: Result): string[] {
  const { id, title, uploads, kills, lost, doubled, deadLettered, extraCalls } = result;
  const { slowestRecoveryMs: recovery, seconds, faults } = result;
  return [
    id,
    title,
    ...[uploads, kills, lost, doubled, deadLettered, extraCalls].map(String),
    recovery === undefined ? '' : `${(recovery / 1000).toFixed(1)} s`,
    `${seconds.toFixed(0)} s`,
    faults.length === 0 ? 'yes' : 'NO',
  ];
}

function width(cells: readonly string[], column: number): number {
  return cells[column]?.length ?? 0;
}
