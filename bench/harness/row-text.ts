import type { Row } from './row.ts';

/** A row as the terminal shows it. */
export function rowText({ name, unit, ours, reference, ratio, target, met, skipped }: Row): string {
  if (ours === null || reference === null || ratio === null) return `  - ${name}: ${skipped}`;
  const numbers = `${figure(ours)} beside ${figure(reference)} ${unit}`;
  return `  ${met ? '✓' : '✗'} ${name}: ${figure(ratio)} (${target}); ${numbers}`;
}

/** Three figures that say something, thousands apart. */
export function figure(value: number): string {
  if (value === 0) return '0';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-GB');
  return String(Number(value.toPrecision(3)));
}
