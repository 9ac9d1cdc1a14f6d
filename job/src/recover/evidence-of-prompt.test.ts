import { describe, expect, it } from 'vitest';
import { evidenceOfPrompt } from './evidence-of-prompt.ts';

function subjectOf(prompt: string): string | undefined {
  return evidenceOfPrompt({ prompt }).subject?.value;
}

describe('the subject of a prompt that a file carries', () => {
  it.each([
    ['a lighthouse on a cliff at dusk, masterpiece', 'a lighthouse on a cliff at dusk'],
    ['(masterpiece:1.2), best quality, 8k, (red fox:1.3) in the snow', 'red fox in the snow'],
    ['1girl, solo, red hair, sitting on a bench', '1girl, solo, red hair'],
    ['<lora:fox:0.8> a fox BREAK a forest', 'a fox, a forest'],
    ['score_9, score_8_up, rating_safe, great white shark', 'great white shark'],
    ['raw photo, photo of a cat asleep', 'photo of a cat asleep'],
    ['a fox by Greg Rutkowski, oil on canvas', 'a fox, oil on canvas'],
    ['a castle in the style of Monet', 'a castle'],
    ['https://a.example/x.png two cats playing chess --ar 3:2 --v 6', 'two cats playing chess'],
    ['A cat sits on a wall. The light is soft.', 'A cat sits on a wall'],
    ['[cat|dog] in a hat', 'cat, dog in a hat'],
  ])('of "%s" is "%s"', (prompt, subject) => {
    expect(subjectOf(prompt)).toBe(subject);
  });

  it.each(['', '   ', '--ar 3:2', 'masterpiece, best quality', '<lora:x:1>', '((()))'])(
    'is none in "%s"',
    (prompt) => {
      expect(subjectOf(prompt)).toBeUndefined();
    },
  );

  it('ends where a long sentence would fill the whole prompt', () => {
    expect(subjectOf('word '.repeat(500))?.split(' ')).toHaveLength(60);
  });
});
