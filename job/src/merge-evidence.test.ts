import type { Scene } from '@blobscribe/core/scene';
import { describe, expect, it } from 'vitest';
import { mergeEvidence } from './merge-evidence.ts';
import type { Evidence } from './vision/vision.ts';

const PIXELS: Scene = {
  medium: { value: 'image', confidence: 0.5, source: 'pixels' },
  composition: { value: ['landscape format', 'crisp detail'], confidence: 0.8, source: 'pixels' },
  lighting: { value: ['cool tones'], confidence: 0.8, source: 'pixels' },
  palette: {
    value: [{ name: 'navy', hex: '#141f3d', share: 0.6 }],
    confidence: 0.9,
    source: 'pixels',
  },
  aspectRatio: { value: '3:2', confidence: 1, source: 'pixels' },
};

const SEEN: Evidence = {
  subject: { value: 'a dog on a beach', confidence: 0.9, source: 'caption' },
  tags: { value: [{ name: 'dog', confidence: 0.99 }], confidence: 0.99, source: 'tag' },
};

const photograph = { value: 'photograph', confidence: 0.95, source: 'exif' } as const;

describe('a scene', () => {
  it('has what the provider saw and what the pixels prove, each with its own source', () => {
    const scene = mergeEvidence(SEEN, PIXELS, {});

    expect(scene).toEqual({ ...PIXELS, ...SEEN });
  });

  it('tells of each phrase where it comes from, when both speak of the light', () => {
    const lighting = { value: ['soft light'], confidence: 0.7, source: 'model' } as const;

    const scene = mergeEvidence({ lighting: { ...lighting, value: ['soft light'] } }, PIXELS, {});

    expect(scene.lighting).toEqual({
      value: ['soft light', 'cool tones'],
      confidence: 0.7,
      source: 'model',
      sources: ['model', 'pixels'],
    });
  });

  it('says a phrase once', () => {
    const composition = { value: ['crisp detail'], confidence: 0.7, source: 'model' as const };

    const scene = mergeEvidence({ composition }, PIXELS, {});

    expect(scene.composition?.value).toEqual(['crisp detail', 'landscape format']);
  });

  it('believes the measured colours, not a word that says the opposite', () => {
    const lighting = {
      value: ['warm evening light', 'soft'],
      confidence: 0.7,
      source: 'model' as const,
    };

    expect(mergeEvidence({ lighting }, PIXELS, {}).lighting?.value).toEqual(['soft', 'cool tones']);
  });

  it('takes a bright sun for no contradiction to highlights against the dark', () => {
    const lighting = { value: ['bright sunlight'], confidence: 0.7, source: 'model' as const };
    const value = ['small bright highlights against the dark'];
    const pixels = { ...PIXELS, lighting: { value, confidence: 0.8, source: 'pixels' as const } };

    expect(mergeEvidence({ lighting }, pixels, {}).lighting?.value).toEqual([
      'bright sunlight',
      ...value,
    ]);
  });

  it.each([
    ['image', 0.5, 'oil painting', 0.8, 'oil painting'],
    ['black-and-white photograph', 0.7, 'photograph', 0.8, 'black-and-white photograph'],
    ['photograph', 0.95, 'screenshot', 0.6, 'photograph'],
  ])('calls a %s (%d) that is seen as %s (%d) %s', (measured, sure, seen, surer, medium) => {
    const pixels = {
      ...PIXELS,
      medium: { value: measured, confidence: sure, source: 'pixels' as const },
    };
    const evidence = { medium: { value: seen, confidence: surer, source: 'model' as const } };

    expect(mergeEvidence(evidence, pixels, {}).medium.value).toBe(medium);
  });
});

describe('the prompt that a file carries', () => {
  const recovered = { tool: 'AUTOMATIC1111', prompt: 'a red fox in the snow, best quality' };

  it('names the subject where nobody has looked', () => {
    expect(mergeEvidence({}, PIXELS, { recovered }).subject).toEqual({
      value: 'a red fox in the snow',
      confidence: 0.5,
      source: 'recovered',
    });
  });

  it('does not stand against what was seen', () => {
    expect(mergeEvidence(SEEN, PIXELS, { recovered }).subject).toEqual(SEEN.subject);
  });

  it('keeps the picture from being called a photograph', () => {
    const pixels = { ...PIXELS, medium: photograph };

    const photo = { value: 'photo', confidence: 0.97, source: 'model' as const };

    expect(mergeEvidence({}, pixels, { recovered }).medium.value).toBe('photorealistic image');
    expect(mergeEvidence({ medium: photo }, PIXELS, { recovered }).medium.value).toBe(
      'photorealistic image',
    );
    expect(mergeEvidence({}, pixels, {}).medium.value).toBe('photograph');
  });
});

describe('what a file says of its making', () => {
  it('is kept beside the scene', () => {
    const provenance = { digitalSourceType: 'trainedAlgorithmicMedia' };

    const scene = mergeEvidence({}, { ...PIXELS, medium: photograph }, { provenance });

    expect(scene.provenance?.value).toEqual(provenance);
    expect(scene.medium.value).toBe('photorealistic image');
  });

  it('leaves the photograph of a camera a photograph', () => {
    const provenance = { digitalSourceType: 'digitalCapture', contentCredentials: true } as const;

    const scene = mergeEvidence({}, { ...PIXELS, medium: photograph }, { provenance });

    expect(scene.medium.value).toBe('photograph');
  });
});
