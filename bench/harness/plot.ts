import type { Results } from './results.ts';
import type { Row } from './row.ts';
import { figure } from './row-text.ts';

const WIDTH = 900;
const LABELS = 430;
const ROW_HEIGHT = 24;
const TOP = 40;
/** How many times better or worse than its target a bar can show a row to be. */
const SPAN = 4;

/** Each row as a bar: how far its ratio is beyond its target, or short of it; twice as far, a step. */
export function plot({ machine, rows }: Results): string {
  const measured = rows.filter((row) => row.ratio !== null);
  const height = TOP + measured.length * ROW_HEIGHT + 30;
  const middle = LABELS + (WIDTH - LABELS) / 2;
  const bars = measured.map((row, index) => bar(row, TOP + index * ROW_HEIGHT, middle));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Ratios beside their targets">
<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
<text x="${middle}" y="20" text-anchor="middle" fill="#333333">short of the target ← → beyond it</text>
${bars.join('\n')}
<line x1="${middle}" x2="${middle}" y1="${TOP - 8}" y2="${height - 24}" stroke="#333333"/>
<text x="8" y="${height - 8}" fill="#666666">${escapeXml(machine.processor)}, ${machine.cores} cores, Node ${machine.node}, ${machine.date}</text>
</svg>
`;
}

function bar(row: Row, y: number, middle: number): string {
  const half = (WIDTH - LABELS) / 2 - 70;
  const beyond = Math.max(-SPAN, Math.min(SPAN, Math.log2(betterness(row))));
  const length = Math.max(1, (Math.abs(beyond) / SPAN) * half);
  const x = beyond < 0 ? middle - length : middle;
  const end = beyond < 0 ? middle - length - 6 : middle + length + 6;
  const anchor = beyond < 0 ? 'end' : 'start';
  return `<text x="${LABELS - 8}" y="${y + 13}" text-anchor="end" fill="#333333">${escapeXml(row.name)}</text>
<rect x="${x.toFixed(1)}" y="${y + 2}" width="${length.toFixed(1)}" height="${ROW_HEIGHT - 8}" fill="${row.met ? '#2f7d4f' : '#b3541e'}"/>
<text x="${end.toFixed(1)}" y="${y + 13}" text-anchor="${anchor}" fill="#333333">${figure(row.ratio ?? 0)} (${row.target})</text>`;
}

/** How many times better than its target a ratio is. */
function betterness({ ratio, target }: Row): number {
  const wanted = Number(target.slice(2));
  const quotient = (ratio ?? 0) / wanted;
  // Nothing at all where little is wanted is as good as can be, and shown so.
  return target.startsWith('≥') ? quotient : 1 / Math.max(quotient, 2 ** -SPAN);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
