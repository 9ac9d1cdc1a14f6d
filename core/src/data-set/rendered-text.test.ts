import { describe, expect, it } from 'vitest';
import { negativeText, renderedText } from './rendered-text.ts';
import { succeeded } from './test-rows.ts';

const document = succeeded('A dog.', {
  flux: 'A dog in light.',
  tags: ['dog', 'grass'],
  sdxl: { positive: 'dog, grass', negative: 'blurry' },
});

describe('the text of a data set', () => {
  it.each([
    ['flux', 'A dog in light.'],
    ['tags', 'dog, grass'],
    ['sdxl', 'dog, grass'],
  ] as const)('is the words of %s', (target, text) => {
    expect(renderedText(document, target)).toBe(text);
  });

  it.each(['natural', 'tags', 'sdxl'] as const)(
    'is the prompt where %s was not asked for',
    (target) => {
      expect(renderedText(succeeded('A dog.'), target)).toBe('A dog.');
    },
  );

  it('has a negative for SDXL alone', () => {
    expect(negativeText(document, 'sdxl')).toBe('blurry');
    expect(negativeText(document, 'flux')).toBeUndefined();
    expect(negativeText(succeeded('A dog.'), 'sdxl')).toBeUndefined();
  });
});
