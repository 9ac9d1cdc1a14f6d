import { expect, test } from 'vitest';
import { describePixels } from './describe-pixels.ts';
import type { Picture } from './picture.ts';
import { fileOf, noiseAt, paint } from './test-pictures.ts';

function layoutOf(picture: Picture): string {
  return (describePixels(picture, fileOf(picture)).composition?.value ?? []).join();
}

/** A soft scene, with noise of so many levels that is `size` pixels coarse. */
function scene(levels: number, size: number): Picture {
  return paint(384, 256, (x, y) => {
    const noise = (noiseAt(Math.floor(x / size), Math.floor(y / size)) - 0.5) * levels;
    const level = 110 + 40 * Math.sin(x / 60) + 20 * Math.cos(y / 40) + noise;
    return [level, level, level];
  });
}

test('fine noise all over is visible grain', () => {
  expect(layoutOf(scene(16, 1))).toContain('visible grain');
});

test('coarse texture and a clean picture have none', () => {
  expect(layoutOf(scene(40, 3))).not.toContain('grain');
  expect(layoutOf(scene(2, 1))).not.toContain('grain');
});
