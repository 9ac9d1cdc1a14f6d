import { expect, test } from 'vitest';
import { genderNeutral } from './gender-neutral.ts';
import { joinList, mendArticles, shorten, uncapitalise, withArticle } from './grammar.ts';

test.each([
  ['photograph', 'a photograph'],
  ['image', 'an image'],
  ['85 mm lens', 'an 85 mm lens'],
  ['18 mm lens', 'an 18 mm lens'],
  ['180 mm lens', 'a 180 mm lens'],
  ['uniform', 'a uniform'],
  ['the sea', 'the sea'],
])('%s becomes %s', (noun, expected) => {
  expect(withArticle(noun)).toBe(expected);
});

test('a list has commas and one "and"', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(joinList)).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
});

test('articles follow the word that comes after them', () => {
  expect(mendArticles('a old man and an dog')).toBe('an old man and a dog');
});

test('names keep their capitals', () => {
  expect(['A cat', 'Big Ben', 'NASA logo'].map(uncapitalise)).toEqual([
    'a cat',
    'Big Ben',
    'NASA logo',
  ]);
});

test('a text is shortened at its joints only', () => {
  expect(shorten('a cat on a mat in the sun')).toEqual(['a cat on a mat', 'a cat']);
});

test('gender goes, grammar stays', () => {
  expect(genderNeutral('A woman and a female athlete with her dog')).toBe(
    'A person and an athlete with their dog',
  );
});
