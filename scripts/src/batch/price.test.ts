import { describe, expect, it } from 'vitest';
import { succeeded } from '../../../core/src/data-set/test-rows.ts';
import { pricesOf, readPrices } from '../cost/prices.ts';
import { expectedPrice, paidPrice } from './price.ts';

const price = pricesOf(await readPrices());
const analysis = {
  provider: 'azure-vision',
  model: 'x',
  features: ['tags', 'text'],
  cached: false,
};

function paid(changes: object) {
  return paidPrice({ ...succeeded('x'), analysis: { ...analysis, ...changes } }, price);
}

describe('what an image costs', () => {
  it('is expected to be what Azure bills for the features that the target needs', () => {
    expect(expectedPrice('azure-vision', 'tags', price)).toBeCloseTo(0.002);
    expect(expectedPrice('azure-vision', 'gpt-image', price)).toBeCloseTo(0.0075);
  });

  it('is expected to be tokens of a model, and nothing where nobody is asked', () => {
    expect(expectedPrice('openai', 'natural', price)).toBeCloseTo(0.00128);
    expect(expectedPrice('pixels', 'natural', price)).toBe(0);
  });

  it('was what was asked for', () => {
    expect(paid({})).toBeCloseTo(0.0025);
    expect(paid({ cached: true })).toBe(0);
    expect(paid({ provider: 'pixels' })).toBe(0);
  });

  it('was the tokens used, of a model whose price is known', () => {
    const openai = { provider: 'openai', usage: { inputTokens: 1_000_000, outputTokens: 0 } };

    expect(paid({ ...openai, model: 'gpt-4.1-mini-2025-04-14' })).toBeCloseTo(0.4);
    expect(paid({ ...openai, model: 'llava' })).toBeUndefined();
  });
});
