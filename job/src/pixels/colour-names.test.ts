import { expect, test } from 'vitest';
import { COLOUR_NAMES, nameShade } from './colour-names.ts';
import { SURVEY } from './colour-survey.ts';

const answers = Object.values(SURVEY).flatMap((group) => Object.entries(group));

test('what people answered for a colour is heard in its word', () => {
  for (const [word, group] of Object.entries(SURVEY)) {
    for (const hex of Object.values(group)) {
      const [red = 0, green = 0, blue = 0] = Buffer.from(hex.slice(1), 'hex');
      expect(COLOUR_NAMES[nameShade(red, green, blue)], hex).toBe(word);
    }
  }
});

test('no answer is counted twice', () => {
  expect(new Set(answers.map(([answer]) => answer)).size).toBe(answers.length);
  expect(new Set(answers.map(([, hex]) => hex)).size).toBe(answers.length);
});

test('no word is that of a thing: who reads "plum" draws fruit', () => {
  const shades = 'light dark pale deep bright clear warm faded dusty burnt off'.split(' ');
  const kinds = 'greyish bluish pinkish reddish khaki'.split(' ');
  const hues = (
    'black grey white blue navy azure violet indigo purple magenta pink mauve red burgundy orange ' +
    'brown taupe tan beige ochre yellow green teal turquoise cyan'
  ).split(' ');
  const words = COLOUR_NAMES.flatMap((name) => name.split(/[ -]/));

  expect(words.filter((word) => ![...shades, ...kinds, ...hues].includes(word))).toEqual([]);
});
