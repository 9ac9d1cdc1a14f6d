import { expect, it } from 'vitest';
import { matchesEtag } from './etag.ts';

it.each([
  ['"0x8D"', true],
  ['W/"0x8D"', true],
  ['"a", W/"0x8D"', true],
  ['*', true],
  ['"other"', false],
  ['0x8D', false],
  ['', false],
  [undefined, false],
])('If-None-Match: %s names "0x8D": %s', (header, expected) => {
  expect(matchesEtag(header, '"0x8D"')).toBe(expected);
});
