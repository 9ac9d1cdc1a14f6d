import { expect, test } from 'vitest';
import { describeCamera } from './camera-words.ts';

test.each([
  [14, '14 mm ultra-wide lens'],
  [24, '24 mm wide-angle lens'],
  [35, '35 mm lens'],
  [50, '50 mm normal lens'],
  [65, '65 mm lens'],
  [85, '85 mm short telephoto lens'],
  [200, '200 mm telephoto lens'],
])('%i mm on 35 mm film is a %s', (focalLength35Mm, words) => {
  expect(describeCamera({ focalLength35Mm })).toEqual([words]);
});

test('a focal length on an unknown sensor is no kind of lens', () => {
  expect(describeCamera({ focalLengthMm: 50 })).toEqual(['50 mm lens']);
});

test.each([
  [1.8, 'wide open at f/1.8'],
  [5.6, 'f/5.6'],
  [16, 'stopped down to f/16'],
])('f/%d is said as %s', (aperture, words) => {
  expect(describeCamera({ aperture })).toEqual([words]);
});

test.each([
  [1 / 2000, '1/2000 s'],
  [0.4, '0.4 s'],
  [30, '30 s long exposure'],
])('an exposure of %d s is said as %s', (exposureSeconds, words) => {
  expect(describeCamera({ exposureSeconds })).toEqual([words]);
});
