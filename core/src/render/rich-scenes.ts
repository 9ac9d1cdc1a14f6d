import type { Scene } from '../scene.ts';

type Palette = NonNullable<Scene['palette']>;

/** Scenes as full as providers make them, to be read aloud. */
export const richScenes = {
  office: {
    subject: {
      value: 'a woman wearing a mask sitting at a table with a laptop',
      confidence: 0.85,
      source: 'caption',
    },
    setting: { value: 'indoor', confidence: 0.86, source: 'tag' },
    objects: {
      value: [
        { name: 'person', count: 1, confidence: 0.88 },
        { name: 'laptop', count: 1, confidence: 0.77 },
        { name: 'chair', count: 2, confidence: 0.62 },
        { name: 'dining table', count: 1, confidence: 0.61 },
      ],
      confidence: 0.88,
      source: 'object',
    },
    people: { value: 1, confidence: 0.96, source: 'object' },
    tags: {
      value: [
        { name: 'furniture', confidence: 0.99 },
        { name: 'clothing', confidence: 0.98 },
        { name: 'person', confidence: 0.96 },
        { name: 'houseplant', confidence: 0.93 },
        { name: 'desk', confidence: 0.88 },
        { name: 'indoor', confidence: 0.86 },
        { name: 'laptop', confidence: 0.77 },
      ],
      confidence: 0.99,
      source: 'tag',
    },
    medium: { value: 'photograph', confidence: 0.95, source: 'exif' },
    composition: {
      value: ['landscape format', 'shallow depth of field', 'visual weight on the left'],
      confidence: 0.8,
      source: 'pixels',
    },
    lighting: { value: ['high contrast', 'warm tones'], confidence: 0.8, source: 'pixels' },
    palette: colours(['warm grey', 0.4], ['brown', 0.3], ['teal', 0.1]),
    camera: {
      value: ['35 mm lens', 'f/2.8', '1/60 s', 'ISO 800'],
      confidence: 0.95,
      source: 'exif',
    },
    aspectRatio: { value: '3:2', confidence: 1, source: 'pixels' },
  },
  sign: {
    subject: { value: 'A street sign on a pole', confidence: 0.8, source: 'caption' },
    setting: { value: 'outdoor', confidence: 0.9, source: 'tag' },
    objects: {
      value: [{ name: 'Traffic light', count: 1, confidence: 0.6 }],
      confidence: 0.6,
      source: 'object',
    },
    tags: {
      value: [
        { name: 'sky', confidence: 0.98 },
        { name: 'text', confidence: 0.95 },
        { name: 'street sign', confidence: 0.9 },
      ],
      confidence: 0.98,
      source: 'tag',
    },
    text: { value: 'ONE WAY', confidence: 0.97, source: 'recovered' },
    medium: { value: 'photograph', confidence: 0.7, source: 'pixels' },
    composition: {
      value: ['portrait format', 'open space above'],
      confidence: 0.8,
      source: 'pixels',
    },
    lighting: { value: ['cool tones'], confidence: 0.8, source: 'pixels' },
    palette: colours(['sky blue', 0.8], ['black', 0.1], ['red', 0.01]),
    aspectRatio: { value: '2:3', confidence: 1, source: 'pixels' },
  },
  beach: {
    subject: { value: 'a man and a woman walking on a beach', confidence: 0.8, source: 'caption' },
    people: { value: 2, confidence: 0.9, source: 'object' },
    objects: {
      value: [
        { name: 'person', count: 2, confidence: 0.9 },
        { name: 'dog', count: 1, confidence: 0.7 },
        { name: 'umbrella', count: 3, confidence: 0.6 },
      ],
      confidence: 0.9,
      source: 'object',
    },
    tags: {
      value: [
        { name: 'sky', confidence: 0.99 },
        { name: 'beach', confidence: 0.98 },
        { name: 'ocean', confidence: 0.9 },
        { name: 'sunset', confidence: 0.8 },
      ],
      confidence: 0.99,
      source: 'tag',
    },
    medium: { value: 'photograph', confidence: 0.95, source: 'exif' },
    composition: { value: ['landscape format', 'low horizon'], confidence: 0.8, source: 'pixels' },
    lighting: {
      value: ['twilight glow from blue to orange', 'low-key lighting'],
      confidence: 0.8,
      source: 'pixels',
    },
    palette: colours(['deep blue', 0.5], ['apricot', 0.2]),
    camera: {
      value: ['24 mm wide-angle lens', 'f/8', '1/125 s', 'ISO 100', 'Fernweh F2 camera'],
      confidence: 0.95,
      source: 'exif',
    },
    aspectRatio: { value: '16:9', confidence: 1, source: 'pixels' },
  },
  painting: {
    subject: { value: 'An old fisherman', confidence: 0.9, source: 'model' },
    action: { value: 'is mending a net', confidence: 0.9, source: 'model' },
    setting: { value: 'quiet harbour at dawn', confidence: 0.85, source: 'model' },
    objects: {
      value: [
        { name: 'rowing boat', count: 2 },
        { name: 'seagull', count: 12 },
        { name: 'wicker basket', count: 1 },
      ],
      confidence: 0.8,
      source: 'model',
    },
    medium: { value: 'painting', confidence: 0.9, source: 'model' },
    style: {
      value: ['oil painting', 'impressionist', 'in the style of Claude Monet'],
      confidence: 0.8,
      source: 'model',
    },
    composition: {
      value: ['landscape format', 'figure left of centre', 'low viewpoint'],
      confidence: 0.8,
      source: 'model',
    },
    lighting: { value: ['soft morning light', 'long shadows'], confidence: 0.8, source: 'model' },
    mood: { value: ['calm', 'wistful'], confidence: 0.7, source: 'model' },
    palette: colours(['ochre', 0.4], ['slate grey', 0.3], ['pale blue', 0.2], ['rust', 0.02]),
    aspectRatio: { value: '4:3', confidence: 1, source: 'pixels' },
  },
  screenshot: {
    subject: {
      value: 'graphical user interface, text, application',
      confidence: 0.7,
      source: 'caption',
    },
    text: { value: 'Sign in to continue', confidence: 0.98, source: 'recovered' },
    medium: { value: 'screenshot', confidence: 0.6, source: 'pixels' },
    composition: {
      value: ['landscape format', 'near-symmetrical layout'],
      confidence: 0.8,
      source: 'pixels',
    },
    palette: colours(['white', 0.85], ['blue', 0.05]),
    aspectRatio: { value: '16:10', confidence: 1, source: 'pixels' },
  },
  dog: {
    subject: {
      value: 'a brown dog running through grass with a ball in its mouth',
      confidence: 0.9,
      source: 'caption',
    },
    tags: {
      value: [
        { name: 'grass', confidence: 0.99 },
        { name: 'dog', confidence: 0.99 },
        { name: 'animal', confidence: 0.97 },
        { name: 'outdoor', confidence: 0.95 },
      ],
      confidence: 0.99,
      source: 'tag',
    },
    objects: {
      value: [{ name: 'dog', count: 1, confidence: 0.9 }],
      confidence: 0.9,
      source: 'object',
    },
    medium: { value: 'photograph', confidence: 0.7, source: 'pixels' },
    composition: {
      value: ['square format', 'shallow depth of field'],
      confidence: 0.8,
      source: 'pixels',
    },
    lighting: { value: ['warm tones'], confidence: 0.8, source: 'pixels' },
    palette: colours(['green', 0.6], ['brown', 0.2], ['red', 0.01]),
    aspectRatio: { value: '1:1', confidence: 1, source: 'pixels' },
  },
} satisfies Record<string, Scene>;

function colours(...some: readonly (readonly [string, number])[]): Palette {
  const value = some.map(([name, share]) => ({ name, hex: '#808080', share }));
  return { value, confidence: 0.9, source: 'pixels' };
}
