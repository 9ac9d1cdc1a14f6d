import { expect, test } from 'vitest';
import { readRetryAfter } from './retry-after.ts';

const NOW = new Date('2026-11-25T12:00:00Z');

test.each([
  [{ 'retry-after': '7' }, 7_000],
  [{ 'retry-after': ' 0 ' }, 0],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after': 'Wed, 25 Nov 2026 12:00:30 GMT' }, 30_000],
  [{ 'retry-after': 'Wed, 25 Nov 2026 11:00:00 GMT' }, 0],
  [{ 'retry-after-ms': '1500', 'retry-after': '2' }, 1_500],
  [{ 'retry-after': '-5 apples' }, undefined],
  [{ 'retry-after': '' }, undefined],
  [{}, undefined],
])('%j is a wait of %s', (headers: Record<string, string>, milliseconds) => {
  expect(readRetryAfter((name) => headers[name], NOW)).toBe(milliseconds);
});
