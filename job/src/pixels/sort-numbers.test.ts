import { describe, expect, it } from 'vitest';
import { sortFloats, sortKeys } from './sort-numbers.ts';
import { noiseAt } from './test-pictures.ts';

describe('sorting numbers', () => {
  it('orders floats of both signs as the sort of typed arrays does', () => {
    const values = Float32Array.from({ length: 5000 }, (_, at) => (noiseAt(at, 1) - 0.5) ** 3);
    values.set([0, -0, 1, -1, 1e-40, -1e-40, 3e38, -3e38, 0.5, 0.5]);

    const sorted = sortFloats(values);

    expect(sorted).toEqual(values.slice().sort());
  });

  it('leaves the floats that it is given as they are', () => {
    const values = Float32Array.of(3, 1, 2);

    sortFloats(values);

    expect(values).toEqual(Float32Array.of(3, 1, 2));
  });

  it('orders keys of all 32 bits', () => {
    const keys = Uint32Array.from({ length: 5000 }, (_, at) => noiseAt(at, 2) * 2 ** 32);
    const expected = keys.slice().sort();

    expect(sortKeys(keys)).toEqual(expected);
  });

  it('has nothing to do with nothing', () => {
    expect(sortFloats(new Float32Array(0))).toEqual(new Float32Array(0));
  });
});
