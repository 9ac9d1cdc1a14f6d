import { expect, test } from 'vitest';
import { mendArticles, withArticle, withoutArticle } from './articles.ts';

test.each([
  ['photograph', 'a photograph'],
  ['image', 'an image'],
  ['85 mm lens', 'an 85 mm lens'],
  ['18 mm lens', 'an 18 mm lens'],
  ['180 mm lens', 'a 180 mm lens'],
  ['uniform', 'a uniform'],
  ['unidentified object', 'an unidentified object'],
  ['umbrella', 'an umbrella'],
  ['hourglass', 'an hourglass'],
  ['European town', 'a European town'],
  ['one-way street', 'a one-way street'],
  ['SUV', 'an SUV'],
  ['X-ray', 'an X-ray'],
  ['UFO', 'a UFO'],
  ['NASA logo', 'a NASA logo'],
  ['the sea', 'the sea'],
  ['two boats', 'two boats'],
  ['outdoor furniture', 'outdoor furniture'],
  ['scissors', 'scissors'],
  ['bus', 'a bus'],
])('%s becomes %s', (noun, expected) => {
  expect(withArticle(noun)).toBe(expected);
});

test('articles follow the word that comes after them', () => {
  expect(mendArticles('a old man and an dog')).toBe('an old man and a dog');
  expect(mendArticles('vitamin A is a apple')).toBe('vitamin A is an apple');
});

test('an article goes only before something', () => {
  expect(withoutArticle('the sea')).toBe('sea');
  expect(withoutArticle('a')).toBe('a');
});
