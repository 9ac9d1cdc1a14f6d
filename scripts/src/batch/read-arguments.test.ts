import { describe, expect, it } from 'vitest';
import { readArguments } from './read-arguments.ts';

describe('the call of batch', () => {
  it('wants a text beside each image where it says nothing else', () => {
    expect(readArguments(['photos']).outputs).toMatchObject({ sideCars: ['txt'], files: [] });
    expect(readArguments(['photos', '--csv']).outputs).toMatchObject({
      sideCars: [],
      files: ['csv'],
    });
  });

  it('may set limits', () => {
    expect(readArguments(['photos', '--max-images', '50', '--max-cost', '2.50'])).toMatchObject({
      maxImages: 50,
      maxCost: 2.5,
    });
  });

  it.each([
    [[], 'name one folder'],
    [['a', 'b'], 'name one folder'],
    [['a', '--max-cost', 'much'], '--max-cost much'],
    [['a', '--max-images', '0'], '--max-images 0'],
    [['a', '--retarget', '--retry-failed'], 'sends nothing'],
  ])('is wrong as %j', (args, message) => {
    expect(() => readArguments(args)).toThrow(message);
  });
});
