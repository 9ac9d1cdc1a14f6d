import { expect, test } from 'vitest';
import { takeCensus } from './colour-census.ts';
import { toDetailGrid } from './grid.ts';
import type { Picture } from './picture.ts';
import { findProminent, orderByContrast } from './prominent-colours.ts';
import { paint } from './test-pictures.ts';

function namesOf(picture: Picture, most = 3): string[] {
  return findProminent(takeCensus(toDetailGrid(picture)), most).map(({ name }) => name);
}

/** Upright stripes of equal width. */
function stripes(colours: readonly (readonly [number, number, number])[]): Picture {
  const width = 96 * colours.length;
  return paint(width, 240, (x) => colours[Math.floor(x / 96)] ?? [0, 0, 0]);
}

test('a vivid colour comes before greys of the same area', () => {
  expect(
    namesOf(
      stripes([
        [120, 120, 118],
        [230, 110, 20],
        [250, 250, 250],
      ]),
    )[0],
  ).toBe('orange');
});

test('shades of one thing give way to another colour, though each is larger', () => {
  const blues = [
    [20, 40, 90],
    [28, 50, 104],
    [16, 32, 76],
    [10, 22, 56],
  ] as const;
  const picture = stripes([...blues, ...blues, [240, 150, 60]]);

  expect(namesOf(picture, 2)).toEqual(['dark blue', 'light orange']);
});

test('a colour stands for what is like it: the shares are those of all the picture', () => {
  const gradual = paint(360, 240, (x) => [20 + x / 6, 60 + x / 5, 120 + x / 4]);

  const found = findProminent(takeCensus(toDetailGrid(gradual)), 20);

  expect(found.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 5);
});

test('a small colour unlike the rest is among the first three', () => {
  const brown = [100, 60, 34] as const;
  const darker = [58, 33, 18] as const;
  const lighter = [154, 112, 72] as const;
  const picture = stripes([brown, brown, brown, darker, darker, lighter, lighter, [120, 74, 160]]);
  const small = paint(picture.width, 240, (x, y) => {
    const at = (y * picture.width + x) * 3;
    const [red = 0, green = 0, blue = 0] = picture.pixels.subarray(at, at + 3);
    return blue === 160 && y > 100 ? brown : [red, green, blue];
  });

  const found = findProminent(takeCensus(toDetailGrid(small)), 4);

  expect(found.findIndex(({ hex }) => hex === '#784aa0')).toBe(3);
  expect(orderByContrast(found).findIndex(({ hex }) => hex === '#784aa0')).toBeLessThan(3);
});
