import { expect, test } from 'vitest';
import { giveBack } from './give-back.ts';

test('memory that is given back is gone', () => {
  const pixels = Buffer.allocUnsafeSlow(1000);
  const cells = new Float32Array(1000);

  giveBack(pixels, cells);

  expect([pixels.length, cells.length]).toEqual([0, 0]);
});

test('memory that others may share stays', () => {
  const all = new Float32Array(1000);
  const pooled = Buffer.from('some text');

  giveBack(all.subarray(0, 10), pooled);

  expect([all.length, pooled.toString()]).toEqual([1000, 'some text']);
});
