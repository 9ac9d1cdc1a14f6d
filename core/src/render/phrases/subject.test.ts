import { expect, test } from 'vitest';
import type { Scene } from '../../scene.ts';
import { renderPrompts } from '../render.ts';
import { dusk } from '../test-scenes.ts';

const sure = { confidence: 0.9, source: 'model' as const };

function altText(scene: Partial<Scene>): string | undefined {
  return renderPrompts({ ...dusk, ...scene }, {}).prompts['alt-text'];
}

function subject(value: string) {
  return { subject: { value, ...sure } };
}

test.each([
  ['a picture of a dog on a sofa', 'A dog on a sofa.'],
  ['there is a photo of a cat', 'A cat.'],
  ['a portrait in the style of Claude Monet', 'A portrait.'],
  ['a woman holding a picture of a dog', 'A woman holding a picture with a dog.'],
  ['A dog. It is running.', 'A dog, it is running.'],
])('%j is said as %j', (caption, expected) => {
  expect(altText(subject(caption))).toBe(expected);
});

test('a picture of a few words is of those words, letter by letter', () => {
  const text = { value: 'Photo of the year', ...sure };

  expect(altText({ text })).toBe('The words “Photo of the year”.');
  expect(altText({ text: { ...text, flagged: true } })).not.toMatch(/^The words/);
});

test('what the subject does follows it', () => {
  expect(altText({ ...subject('A dog'), action: { value: 'is running', ...sure } })).toBe(
    'A dog running.',
  );
});

test.each([
  ['a kitchen', 'A dog in a kitchen.'],
  ['city street at night', 'A dog on a city street at night.'],
  ['indoor', 'A dog indoors.'],
  ['under a tree', 'A dog under a tree.'],
  ['Paris', 'A dog, Paris.'],
])('the setting %j has its preposition', (setting, expected) => {
  expect(altText({ ...subject('a dog'), setting: { value: setting, ...sure } })).toBe(expected);
});

test('people, else things, else tags stand in for a subject that nobody named', () => {
  const people = { value: 2, ...sure };
  const objects = {
    value: [
      { name: 'Dog', count: 2 },
      { name: 'person', count: 2 },
    ],
    ...sure,
  };
  const tags = { value: [{ name: 'grass', confidence: 0.9 }], ...sure };

  expect(altText({ people, objects, tags })).toBe('Two people, two dogs in view.');
  expect(altText({ objects: { value: [{ name: 'Dog', count: 2 }], ...sure }, tags })).toBe(
    'Two dogs.',
  );
  expect(altText({ tags })).toBe('Grass.');
});

test.each([
  ['a man and a woman', 2, 'A man and a woman.'],
  ['a group of friends', 5, 'A group of friends.'],
  ['a woman on a street', 5, 'A woman on a street, five people in view.'],
])('in %j %d people are counted only if it does not say so', (caption, count, expected) => {
  expect(altText({ ...subject(caption), people: { value: count, ...sure } })).toBe(expected);
});

test('things that the subject names are not said again', () => {
  const names = ['laptop', 'dining table', 'chair', 'Chair'];
  const objects = { value: names.map((name) => ({ name, count: 1 })), ...sure };

  expect(altText({ ...subject('a cat at a table with a laptop'), objects })).toBe(
    'A cat at a table with a laptop, two chairs in view.',
  );
});
