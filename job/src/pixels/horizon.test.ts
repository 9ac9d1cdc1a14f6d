import { expect, test } from 'vitest';
import { describePixels } from './describe-pixels.ts';
import type { Picture } from './picture.ts';
import { fileOf, paint, textured } from './test-pictures.ts';

type Rgb = readonly [number, number, number];
const SKY: Rgb = [110, 160, 225];

function layoutOf(picture: Picture): string {
  return (describePixels(picture, fileOf(picture)).composition?.value ?? []).join();
}

function lighten([red, green, blue]: Rgb, by: number): Rgb {
  return [red + by, green + by, blue];
}

/** A field under a sky; `heightAt` is where it begins. */
function field(sky: Rgb, heightAt: (x: number) => number): Picture {
  return paint(480, 320, (x, y) =>
    y < heightAt(x) ? textured(lighten(sky, y / 8), x, y, 12) : textured([60, 70, 30], x, y, 60),
  );
}

test.each([
  [80, 'high horizon'],
  [160, 'level horizon'],
  [250, 'low horizon'],
])('a level line at %i of 320 under a blue sky is a %s', (height, phrase) => {
  expect(layoutOf(field(SKY, () => height))).toContain(phrase);
});

test('a ridge that rises and falls is no horizon', () => {
  expect(layoutOf(field(SKY, (x) => 160 + 40 * Math.sin(x / 50)))).not.toContain('horizon');
});

test('the edge of a table before a wall is no horizon', () => {
  expect(layoutOf(field([200, 190, 170], () => 200))).not.toContain('horizon');
});
