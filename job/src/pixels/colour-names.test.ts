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
