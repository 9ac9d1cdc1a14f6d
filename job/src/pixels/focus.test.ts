import sharp from 'sharp';
import { expect, test } from 'vitest';
import { findFocus } from './focus.ts';
import { halve, toDetailGrid } from './grid.ts';
import type { Picture } from './picture.ts';
import { measureStructure } from './structure.ts';
import { paint, textured } from './test-pictures.ts';

const WIDTH = 768;
const HEIGHT = 512;
const pattern = paint(WIDTH, HEIGHT, (x, y) =>
  textured((x >> 5) % 2 === (y >> 5) % 2 ? [190, 170, 150] : [70, 70, 90], x, y, 110),
);

async function soften({ pixels, width, height }: Picture, deviation: number): Promise<Picture> {
  const image = sharp(pixels, { raw: { width, height, channels: 3 } }).blur(deviation);
  return { pixels: await image.raw().toBuffer(), width, height };
}

function focusOf(picture: Picture, photographed: boolean): string | undefined {
  const detail = toDetailGrid(picture);
  return findFocus(measureStructure(detail, halve(detail)), photographed);
}

test('edges all over are crisp', () => {
  expect(focusOf(pattern, true)).toBe('crisp detail');
});

test('no edges at all are soft forms', async () => {
  expect(focusOf(await soften(pattern, 14), true)).toBe('soft forms without sharp edges');
});

test('a sharp middle before a soft ground is shallow depth of field', async () => {
  const ground = await soften(pattern, 2.5);
  const both = paint(WIDTH, HEIGHT, (x, y) => {
    const { pixels } = Math.abs(x - 384) < 200 ? pattern : ground;
    const at = (y * WIDTH + x) * 3;
    return [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
  });

  expect(focusOf(both, true)).toBe('shallow depth of field');
});

test('what may be drawn has no lens to judge', () => {
  expect(focusOf(pattern, false)).toBeUndefined();
});

test('an even picture says nothing of focus but that it has no edges', () => {
  expect(
    focusOf(
      paint(400, 300, () => [90, 90, 90]),
      true,
    ),
  ).toBe('soft forms without sharp edges');
});
