import { describe, expect, it } from 'vitest';
import { chooseFeatures, FEATURES } from './features.ts';

const service = { offers: FEATURES.filter((feature) => feature !== 'scene') };

describe('what a service is asked for', () => {
  it('is all that the eight targets need, when none is named', () => {
    expect(chooseFeatures({}, service)).toEqual([
      'caption',
      'dense-captions',
      'tags',
      'objects',
      'people',
      'text',
    ]);
  });

  it('is what the wanted targets need and nothing else, since each is billed', () => {
    expect(chooseFeatures({ targets: ['tags'] }, service)).toEqual(['tags', 'objects']);
    expect(chooseFeatures({ targets: ['alt-text', 'midjourney'] }, service)).toEqual([
      'caption',
      'tags',
      'text',
    ]);
  });

  it('is no text for somebody who wants none', () => {
    expect(chooseFeatures({ targets: ['alt-text'], includeText: false }, service)).toEqual([
      'caption',
    ]);
  });

  it('is worded gender-neutrally on demand', () => {
    expect(chooseFeatures({ targets: ['tags'], genderNeutral: true }, service)).toContain(
      'gender-neutral',
    );
  });

  it('is always the same of a model that answers in one piece', () => {
    const model = { offers: ['scene' as const] };

    expect(chooseFeatures({ targets: ['tags'] }, model)).toEqual(['scene']);
    expect(chooseFeatures({ genderNeutral: true }, model)).toEqual(['scene']);
  });
});
