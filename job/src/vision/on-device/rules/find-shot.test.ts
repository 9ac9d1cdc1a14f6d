import { expect, it } from 'vitest';
import { findShot } from './find-shot.ts';

const person = (h: number) => ({ x: 0.3, y: 0, w: 0.4, h });
const face = (h: number) => ({ x: 0.4, y: 0.1, w: h, h });
const ankle = { x: 10, y: 90, score: 0.8 };
const FEET = { 'left ankle': ankle, 'right ankle': ankle };

it.each([
  ['a close-up portrait', 0.55, 1, undefined, 'close-up portrait'],
  ['head and shoulders', 0.3, 1, undefined, 'head-and-shoulders portrait'],
  ['a medium shot', 0.2, 0.9, undefined, 'medium shot'],
  ['nothing, with feet and a large face', 0.2, 0.5, FEET, undefined],
  ['a full-length shot', 0.1, 0.9, FEET, 'full-length shot'],
  ['nothing, where the feet are cut off', 0.1, 0.9, undefined, undefined],
  ['a wide shot', 0.05, 0.3, undefined, 'wide shot'],
])('%s', (_, tall, height, pose, shot) => {
  expect(findShot(person(height), face(tall), pose)).toBe(shot);
});

it('is told without a face too', () => {
  expect(findShot(person(0.8), undefined, FEET)).toBe('full-length shot');
  expect(findShot(person(0.2), undefined, undefined)).toBe('wide shot');
});
