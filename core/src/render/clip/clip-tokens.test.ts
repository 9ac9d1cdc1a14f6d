import { expect, test } from 'vitest';
import { renderPrompts } from '../render.ts';
import { dusk } from '../test-scenes.ts';
import { boundClipTokens, countClipTokens, fitsClipTokens } from './clip-tokens.ts';
import { CLIP_WORDS } from './clip-words.ts';

test.each([
  ['a photo of a cat', 5],
  ['wide open at f/1.8, 1/500 s', 15],
  ['ISO 100', 4],
  ['blue-grey', 3],
  ['hello!!!', 2],
  ['', 0],
])('%j is %d tokens, as in CLIP', (text, tokens) => {
  expect(countClipTokens(text)).toBe(tokens);
});

test('words that the package stumbles over are counted', () => {
  expect(countClipTokens('constructor')).toBeGreaterThan(0);
  expect(countClipTokens('a 🙂 b')).toBe(3);
  expect(countClipTokens('日本')).toBeGreaterThan(1);
});

test('each word of the table is one token', () => {
  expect([...CLIP_WORDS].filter((word) => countClipTokens(word) !== 1)).toEqual([]);
});

test.each([
  'a quiet fjord, 1/500 s',
  "the dog's bowl",
  'naïve café 🙂',
  'ｆｕｌｌ ＷＩＤＴＨ',
  'x'.repeat(300),
])('the bound is never below the count: %j', (text) => {
  expect(boundClipTokens(text)).toBeGreaterThanOrEqual(countClipTokens(text));
});

test('a text that only the vocabulary can clear is cleared', () => {
  const words = 'wheelbarrow '.repeat(7);

  expect(boundClipTokens(words)).toBeGreaterThan(75);
  expect(fitsClipTokens(words, 75)).toBe(true);
  expect(fitsClipTokens(words.repeat(20), 75)).toBe(false);
});

test('what pixels and EXIF say is cleared by the bound alone', () => {
  const camera = {
    value: ['50 mm lens', 'wide open at f/1.8', '1/500 s', 'ISO 100', 'Fernweh F2 camera'],
    confidence: 0.95,
    source: 'exif' as const,
  };
  const { sdxl } = renderPrompts({ ...dusk, camera }, {}).prompts;

  expect(boundClipTokens(sdxl?.positive ?? '')).toBeLessThanOrEqual(75);
  expect(boundClipTokens(sdxl?.negative ?? '')).toBeLessThanOrEqual(75);
});
