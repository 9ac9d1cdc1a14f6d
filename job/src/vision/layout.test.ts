import { expect, test } from 'vitest';
import { describeLayout } from './layout.ts';

const SIZE = { width: 1000, height: 1000 };
const box = (x: number, y: number, w: number, h: number) => ({ x, y, w, h });

test.each([
  ['a face that fills the picture', [box(200, 0, 620, 1000)], ['close-up']],
  ['half a body on the left', [box(100, 300, 300, 700)], ['medium shot', 'subject on the left']],
  ['somebody far away', [box(780, 500, 60, 200)], ['wide shot', 'subject on the right']],
  ['between one and the other', [box(420, 300, 160, 400)], ['subject in the centre']],
  ['two people', [box(50, 300, 300, 600), box(650, 300, 300, 600)], ['medium shot']],
])('%s', (_what, people, phrases) => {
  expect(describeLayout(people, [], SIZE)).toEqual(phrases);
});

test('passers-by are not the subject', () => {
  const house = { name: 'house', box: box(100, 100, 420, 700) };

  expect(describeLayout([box(700, 700, 30, 90)], [house], SIZE)).toEqual(['subject on the left']);
});

test('a thing may fill the picture, or stand before the subject', () => {
  const cake = { name: 'cake', box: box(50, 50, 900, 900) };
  const wall = { name: 'wall', box: box(0, 800, 1000, 200) };

  expect(describeLayout([], [cake], SIZE)).toEqual(['close-up']);
  expect(describeLayout([box(420, 200, 160, 500)], [wall], SIZE)).toEqual([
    'medium shot',
    'subject in the centre',
    'wall in the foreground',
  ]);
});

test('small things tell nothing of the framing', () => {
  const cups = [{ name: 'cup', box: box(10, 10, 50, 50) }];

  expect(describeLayout([], cups, SIZE)).toEqual([]);
  expect(describeLayout([], [], SIZE)).toEqual([]);
});
