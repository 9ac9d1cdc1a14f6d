import { expect, test } from 'vitest';
import type { Scene } from '../scene.ts';
import { renderPrompts } from './render.ts';

const dusk: Scene = {
  medium: { value: 'photograph', confidence: 0.7, source: 'pixels' },
  composition: { value: ['landscape format', 'low horizon'], confidence: 0.8, source: 'pixels' },
  lighting: { value: ['low-key lighting', 'high contrast'], confidence: 0.8, source: 'pixels' },
  palette: {
    value: [
      { name: 'deep blue', hex: '#1e3b76', share: 0.6 },
      { name: 'orange', hex: '#ef7d1a', share: 0.1 },
    ],
    confidence: 0.9,
    source: 'pixels',
  },
  camera: { value: ['35 mm lens', 'f/8'], confidence: 0.95, source: 'exif' },
  aspectRatio: { value: '3:2', confidence: 1, source: 'pixels' },
};

test('without a subject the medium leads', () => {
  expect(renderPrompts(dusk, {}).prompt).toBe(
    'A landscape-format photograph in deep blue and orange, with low-key lighting and high contrast. ' +
      'Low horizon. Shot with a 35 mm lens, f/8.',
  );
});

test('with a subject the subject leads', () => {
  const scene: Scene = {
    ...dusk,
    subject: { value: 'a fishing boat', confidence: 0.9, source: 'caption' },
    setting: { value: 'a harbour', confidence: 0.9, source: 'tag' },
  };

  expect(renderPrompts(scene, { detail: 'short' }).prompt).toBe(
    'A fishing boat in a harbour, a photograph in deep blue and orange, with low-key lighting.',
  );
});

test('renders all eight targets unless some are asked for', () => {
  expect(Object.keys(renderPrompts(dusk, {}).prompts)).toHaveLength(8);
  expect(Object.keys(renderPrompts(dusk, { targets: ['tags'] }).prompts)).toEqual(['tags']);
});

test('the prompt is there though natural was not asked for', () => {
  expect(renderPrompts(dusk, { targets: ['tags'] }).prompt).toBe(renderPrompts(dusk, {}).prompt);
});
