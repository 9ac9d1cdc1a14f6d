import { expect, test } from 'vitest';
import { COLOUR_NAMES, nameShade } from './colour-names.ts';
import { toDetailGrid } from './grid.ts';
import { findPalette } from './palette.ts';
import { paint, textured } from './test-pictures.ts';

test.each([
  ['#000000', 'black'],
  ['#ffffff', 'white'],
  ['#808080', 'grey'],
  ['#e03020', 'red'],
  ['#ff7f00', 'orange'],
  ['#ffe020', 'yellow'],
  ['#20a040', 'green'],
  ['#1060e0', 'blue'],
  ['#10183a', 'navy'],
  ['#70380f', 'brown'],
  ['#7abdf8', 'clear blue'],
  ['#87ceeb', 'light blue'],
  ['#800080', 'purple'],
])('%s is called %s', (hex, name) => {
  const [red = 0, green = 0, blue = 0] = Buffer.from(hex.slice(1), 'hex');

  expect(COLOUR_NAMES[nameShade(red, green, blue)]).toBe(name);
});

test('colours come with their share and a hex value', () => {
  const picture = paint(300, 200, (x) => (x < 210 ? [20, 60, 200] : [240, 130, 20]));

  const palette = findPalette(toDetailGrid(picture));

  expect(palette.map(({ name }) => name)).toEqual(['blue', 'orange']);
  expect(palette[0]?.share).toBeCloseTo(0.7, 1);
  expect(palette[0]?.hex).toBe('#143cc8');
});

test('a small vivid spot is an accent, a small dull one is nothing', () => {
  const spot = (colour: readonly [number, number, number]) =>
    findPalette(
      toDetailGrid(
        paint(300, 200, (x, y) => (x < 30 && y < 30 ? colour : textured([20, 40, 80], x, y, 20))),
      ),
    ).map(({ name }) => name);

  expect(spot([240, 120, 20])).toContain('orange');
  expect(spot([40, 50, 80])).toHaveLength(1);
});

test('no name occurs twice', () => {
  const picture = paint(360, 240, (x, y) => [(x * 255) / 360, (y * 255) / 240, 128]);

  const names = findPalette(toDetailGrid(picture)).map(({ name }) => name);

  expect(new Set(names).size).toBe(names.length);
});
