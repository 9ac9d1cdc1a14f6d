import { expect, test } from 'vitest';
import { describePixels } from './describe-pixels.ts';
import type { Picture } from './picture.ts';
import { fileOf, paint, textured } from './test-pictures.ts';

function lightOf(picture: Picture): string {
  return (describePixels(picture, fileOf(picture)).lighting?.value ?? []).join();
}

/** A plain wall with a dark thing before it; `fall` is what it loses over its width. */
function wall(fall: number, x0 = 200): Picture {
  return paint(480, 320, (x, y) => {
    const level = 130 - (fall * (x - 240)) / 480;
    if (Math.abs(x - x0) < 40 && y > 120) return textured([30, 30, 34], x, y, 40);
    return textured([level, level * 0.95, level * 0.9], x, y, 4);
  });
}

test('a wall that darkens to one side is lit from the other', () => {
  expect(lightOf(wall(90))).toContain('light from the left');
  expect(lightOf(wall(-90))).toContain('light from the right');
});

test('an even wall says nothing of where the light comes from, whatever stands before it', () => {
  expect(lightOf(wall(0, 100))).not.toContain('from the');
});
