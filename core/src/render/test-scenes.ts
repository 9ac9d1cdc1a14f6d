import type { Prompts } from '../prompt-document.ts';
import type { Scene } from '../scene.ts';

/** A scene as pixels and EXIF prove it: no subject. */
export const dusk: Scene = {
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

/** The same with what a vision service adds. */
export const harbour: Scene = {
  ...dusk,
  subject: {
    value: 'a woman mending her net on a fishing boat',
    confidence: 0.9,
    source: 'caption',
  },
  setting: { value: 'a harbour', confidence: 0.9, source: 'tag' },
  objects: {
    value: [
      { name: 'lamp', count: 2 },
      { name: 'crane', count: 1 },
    ],
    confidence: 0.8,
    source: 'object',
  },
  text: { value: 'ALBATROS', confidence: 0.95, source: 'caption' },
  mood: { value: ['calm'], confidence: 0.7, source: 'model' },
};

/** All texts of all targets, Midjourney's without its parameter. */
export function textsOf({ prompts }: { readonly prompts: Prompts }): string[] {
  const { sdxl, tags = [], midjourney = '', ...others } = prompts;
  return [
    ...Object.values(others).filter((text) => text !== undefined),
    ...(sdxl ? [sdxl.positive, sdxl.negative] : []),
    ...tags,
    midjourney.replace(/ --ar \d+:\d+$/, ''),
  ];
}
