import { expect, test } from 'vitest';
import type { Options } from '../options.ts';
import type { Scene } from '../scene.ts';
import { renderPrompts } from './render.ts';
import { richScenes } from './rich-scenes.ts';
import { dusk, harbour } from './test-scenes.ts';

function render(scene: Scene, options: Options = {}) {
  return renderPrompts(scene, options).prompts;
}

test('natural: without a subject the medium leads', () => {
  expect(render(dusk).natural).toBe(
    'A landscape-format photograph in deep blue and orange, with low-key lighting and high contrast. ' +
      'Low horizon. Shot with a 35 mm lens, f/8.',
  );
});

test('natural: with a subject the subject leads', () => {
  expect(render(harbour, { detail: 'short' }).natural).toBe(
    'A woman mending her net on a fishing boat in a harbour, two lamps in view, a photograph in deep blue, with low-key lighting.',
  );
});

test('natural: more detail is more words', () => {
  const words = (['short', 'normal', 'long'] as const).map(
    (detail) => render(harbour, { detail }).natural?.length ?? 0,
  );

  expect(words).toEqual([...words].sort((one, other) => one - other));
});

test('natural: things and text are in view', () => {
  expect(render(harbour, { detail: 'long' }).natural).toContain(
    ', two lamps, a crane and the words “ALBATROS” in view.',
  );
});

test('natural: mostly one colour, and a touch of another', () => {
  const palette = {
    value: [
      { name: 'black', hex: '#000000', share: 0.9 },
      { name: 'orange', hex: '#ef7d1a', share: 0.01 },
    ],
    confidence: 0.9,
    source: 'pixels' as const,
  };

  expect(render({ ...dusk, palette }).natural).toContain('in mostly black with a touch of orange');
});

test('natural: greys are not named where black-and-white says it', () => {
  const medium = { ...dusk.medium, value: 'black-and-white photograph' };

  expect(render({ ...dusk, medium }).natural).not.toContain('deep blue');
});

test('sdxl: comma phrases, and the opposite of what the scene says', () => {
  expect(render(dusk).sdxl).toEqual({
    positive:
      'photograph, deep blue and orange palette, low-key lighting, high contrast, low horizon, landscape format, 35 mm lens, f/8',
    negative: 'illustration, drawing, 3d render, blurry, low quality, watermark',
  });
});

test('sdxl: what is soft in the picture is not unwanted', () => {
  const composition = {
    value: ['square format', 'shallow depth of field'],
    confidence: 0.8,
    source: 'pixels' as const,
  };

  expect(render({ ...dusk, composition }).sdxl?.negative).not.toContain('blurry');
});

test('midjourney: the ratio is the only parameter', () => {
  expect(render(dusk).midjourney).toBe(
    'photograph, deep blue and orange palette, low-key lighting, high contrast, low horizon --ar 3:2',
  );
});

test('a detail of what is named is no other thing in view, but is told in a brief', () => {
  const scene: Scene = {
    ...dusk,
    subject: { value: 'two women on a beach', confidence: 0.9, source: 'caption' },
    details: {
      value: ['a woman in a blue dress', 'waves crashing on the sand', 'a woman’s hat'],
      confidence: 0.8,
      source: 'caption',
    },
  };

  expect(render(scene).flux).toContain('Waves crashing on the sand in view');
  expect(render(scene).flux).not.toMatch(/dress|hat/);
  expect(render(scene)['gpt-image']).toContain('Details: a woman in a blue dress, waves');
});

test('flux: what is absent is left out, for a model that would draw it', () => {
  const subject = {
    value: 'a man without a hat in the rain',
    confidence: 0.9,
    source: 'model' as const,
  };
  const lighting = { ...subject, value: ['no shadows', 'soft light'] };

  const text = render({ ...dusk, subject, lighting }).flux;

  expect(text).toMatch(/^A man in the rain\./);
  expect(text).not.toMatch(/without|shadows/);
});

test('gpt-image: a long text in the picture is quoted as far as twelve words', () => {
  const text = { ...harbour.text, value: `${'word '.repeat(11)}twelfth thirteenth` };
  const scene = { ...dusk, text: { confidence: 0.9, source: 'recovered' as const, ...text } };

  expect(render(scene)['gpt-image']).toMatch(/“(word ){11}twelfth…”/);
  expect(render(scene).natural).not.toContain('twelfth');
});

test('tags: lower case, each once, the subject as a few words', () => {
  const tags = render(harbour).tags ?? [];

  expect(tags).toContain('woman mending her net');
  expect(tags).toContain('deep blue');
  expect(new Set(tags).size).toBe(tags.length);
  expect(tags.map((tag) => tag.toLowerCase())).toEqual(tags);
});

test('tags: the trigger word comes first, as given', () => {
  expect(render(dusk, { triggerWord: 'TOK' }).tags?.slice(0, 2)).toEqual(['TOK', '35 mm lens']);
});

test('tags: the surest first, each by its own confidence; few words keep the most telling', () => {
  expect(render(richScenes.office).tags).toEqual(
    expect.arrayContaining(['furniture', 'person', 'laptop', 'chair', 'dining table']),
  );
  expect(render(richScenes.office).tags?.slice(0, 3)).toEqual(['furniture', 'clothing', 'person']);
  expect(render(harbour, { maxWords: 5 }).tags).toEqual(['woman mending her net', 'photograph']);
});

test('caption: trigger word, prefix, scene, suffix, within the words', () => {
  const options = { triggerWord: 'sks', prefix: 'shot of', suffix: 'on film', maxWords: 12 };

  expect(render(harbour, options).caption).toBe('sks, shot of a woman mending her net, on film');
});

test('caption: one sentence', () => {
  expect(render(dusk).caption).toBe(
    'A landscape-format photograph in deep blue and orange, with low-key lighting, high contrast and low horizon.',
  );
});

test('alt-text: words that are there to be read are quoted', () => {
  expect(render(richScenes.sign)['alt-text']).toBe(
    'A street sign on a pole outdoors, reading “ONE WAY”, a traffic light in view.',
  );
});

test('alt-text: what is there, at most 125 characters, never "image of"', () => {
  const subject = {
    value:
      'a picture of a lighthouse on a rock, with waves that break over the long stone pier and gulls above it, while a small boat comes home',
    confidence: 0.9,
    source: 'caption' as const,
  };

  const text = render({ ...dusk, subject })['alt-text'] ?? '';

  expect(text).toMatch(/^A lighthouse on a rock.*\.$/);
  expect(text.length).toBeLessThanOrEqual(125);
});

test('one word is still a prompt', () => {
  expect(render(harbour, { maxWords: 1 })).toMatchObject({
    natural: 'photograph',
    midjourney: 'photograph --ar 3:2',
    tags: ['photograph'],
  });
});
