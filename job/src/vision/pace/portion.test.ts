import { describe, expect, test } from 'vitest';
import { createPortion, type Portion } from './portion.ts';

function growFor(portion: Portion, seconds: number): number {
  for (let tenth = 0; tenth < seconds * 10; tenth += 1) portion.grow(0.1);
  return portion.value();
}

describe('the part of its share that a rate is', () => {
  test('begins a hair below it and grows slowly beyond, to twice the share', () => {
    const portion = createPortion();

    expect(portion.value()).toBe(0.98);
    expect(growFor(portion, 4)).toBeCloseTo(1);
    expect(growFor(portion, 600)).toBe(2);
  });

  test('falls to a hair below what was taken', () => {
    const portion = createPortion();

    portion.fall(0.9, 0.01);

    expect(portion.value()).toBeCloseTo(0.9 * 0.98);
  });

  test('falls by half at most, and never below the least', () => {
    const portion = createPortion();

    portion.fall(0, 0.3);
    expect(portion.value()).toBe(0.49);
    portion.fall(0, 0.3);
    expect(portion.value()).toBe(0.3);
  });

  test('falls a little even where all was taken', () => {
    const portion = createPortion();

    portion.fall(2, 0.01);

    expect(portion.value()).toBeLessThan(0.98);
  });

  test('returns slowly at first, then fast, and slowly again near the share', () => {
    const portion = createPortion();
    portion.fall(0.5, 0.01);

    expect(growFor(portion, 2)).toBeLessThan(0.51);
    expect(growFor(portion, 6)).toBeGreaterThan(0.9);
    expect(growFor(portion, 1)).toBeLessThan(1);
  });

  test('keeps a rate that fits a share which became smaller', () => {
    const portion = createPortion();
    portion.fall(0.3, 0.01);
    const rate = portion.value() * 20;

    portion.rescale(0.5);
    expect(portion.value() * 10).toBeCloseTo(rate);
    portion.rescale(0.25);
    expect(portion.value()).toBe(0.98);
  });

  test('is the same part of a share that became larger', () => {
    const portion = createPortion();

    portion.rescale(4);

    expect(portion.value()).toBe(0.98);
  });

  test('is doubled at most by one call, however long nothing was refused', () => {
    const portion = createPortion();
    for (let times = 0; times < 10; times += 1) portion.fall(0, 0.01);

    portion.grow(60);

    expect(portion.value()).toBe(0.02);
  });
});
