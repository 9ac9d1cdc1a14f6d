import { expect, test } from 'vitest';
import { readCaption } from './read-caption.ts';

test.each([
  ['a black and white photo of a man in a hat', 'a man in a hat', 'black-and-white photograph'],
  ['a pencil drawing of a cat', 'a cat', 'pencil drawing'],
  ['a colorful painting of a boat', 'a boat', 'painting'],
  ['a watercolor painting of flowers', 'flowers', 'watercolour painting'],
  ['a screenshot of a video game', 'a video game', 'screenshot'],
  ['a screenshot of a computer', undefined, 'screenshot'],
  ['a picture of a street', 'a street', undefined],
  ['a black and white picture of a street', 'a street', 'black-and-white photograph'],
  ['a man taking a photo of a dog', 'a man taking a photo of a dog', undefined],
  ['a painting on a wall', 'a painting on a wall', undefined],
])('%j shows %j as %j', (caption, subject, medium) => {
  expect(readCaption(caption)).toEqual({
    ...(subject && { subject }),
    ...(medium && { medium }),
    composition: [],
  });
});

test.each([
  ['a close-up of a green chair', 'a green chair', 'close-up'],
  ['a close up of a black and white photo of a leaf', 'a leaf', 'close-up'],
  ['an aerial view of a city.', 'a city', 'aerial view'],
])('%j is framed', (caption, subject, framing) => {
  expect(readCaption(caption)).toMatchObject({ subject, composition: [framing] });
});

test.each([
  'text',
  'text, letter',
  'a close up of a text',
  'a close-up of text on a wall',
  'white text on a black background',
  'graphical user interface, text, application',
])('%j says nothing', (caption) => {
  expect(readCaption(caption).subject).toBeUndefined();
});

test.each(['a word cloud', 'a book with text on it', 'a sign with white text on it'])(
  '%j says something',
  (caption) => {
    expect(readCaption(caption).subject).toBe(caption);
  },
);
