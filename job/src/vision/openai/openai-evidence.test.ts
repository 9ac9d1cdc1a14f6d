import { readFile } from 'node:fs/promises';
import { sceneSchema } from '@blobscribe/core/scene';
import { expect, test } from 'vitest';
import { openAiEvidence } from './openai-evidence.ts';
import { readCompletion, readModelScene } from './read-openai-reply.ts';

async function evidenceOf(name: string) {
  const file = new URL(`../__fixtures__/openai-${name}.json`, import.meta.url);
  const { choices } = readCompletion(JSON.parse(await readFile(file, 'utf8')));
  return openAiEvidence(readModelScene(choices[0]?.message.content ?? ''));
}

test.each(['photo', 'oil-painting', 'hostile', 'fenced'])(
  'the evidence of %s is part of a scene',
  async (name) => {
    const evidence = await evidenceOf(name);

    expect(sceneSchema.partial().parse(evidence)).toEqual(evidence);
  },
);

test('fills the slots that the model filled', async () => {
  const evidence = await evidenceOf('photo');

  expect(evidence).toMatchObject({
    subject: { value: 'an elderly fisherman in a yellow coat', confidence: 0.7, source: 'model' },
    action: { value: 'mending a net' },
    setting: { value: 'a harbour at dawn' },
    people: { value: 1 },
    text: { value: 'ALBATROS', source: 'model' },
    mood: { value: ['calm'] },
  });
  expect(evidence.objects?.value).toEqual([
    { name: 'fishing boat', count: 2 },
    { name: 'seagull', count: 4 },
  ]);
  expect(evidence.text).not.toHaveProperty('flagged');
});

test('leaves the names of artists out', async () => {
  const evidence = await evidenceOf('oil-painting');

  expect(JSON.stringify(evidence)).not.toMatch(/monet|rutkowski|artgerm|turner/i);
  expect(evidence.subject?.value).toBe('a water lily pond');
  expect(evidence.medium?.value).toBe('oil painting');
  expect(evidence.style?.value).toEqual([
    'impressionist',
    'thick brush strokes',
    'painted by hand',
  ]);
  expect(evidence.people).toBeUndefined();
});

test('hostile words are clean, capped and flagged', async () => {
  const evidence = await evidenceOf('hostile');

  expect(JSON.stringify(evidence)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(evidence.text?.flagged).toBe(true);
  expect(evidence.setting).toBeUndefined();
  expect(evidence.mood).toBeUndefined();
  expect(evidence.style?.value).toEqual(['x'.repeat(60)]);
  expect(evidence.objects?.value.map(({ name }) => name)).toEqual(['pen', 'y'.repeat(60)]);
});

test('a server that ignores the schema is read as far as it can be', async () => {
  expect(await evidenceOf('fenced')).toMatchObject({
    subject: { value: 'a red bicycle' },
    objects: {
      value: [
        { name: 'basket', count: 1 },
        { name: 'wheel', count: 2 },
        { name: 'bell', count: 1 },
      ],
    },
    text: { value: 'CAFÉ OPEN' },
    style: { value: ['minimalist', 'flat'] },
  });
});

test('counts nobody beyond counting, and reads no words in "none"', () => {
  const scene = { people: 4_000_000, objects: [{ name: 'ant', count: 9e9 }], text: 'none' };

  expect(openAiEvidence(readModelScene(JSON.stringify(scene)))).toEqual({
    objects: { value: [{ name: 'ant', count: 1 }], confidence: 0.7, source: 'model' },
  });
});

test.each(['', 'I see a dog.', '[]', '{"answer":"a dog"}', '{"subject":"a'])(
  '%j is no scene',
  (content) => {
    expect(() => readModelScene(content)).toThrow();
  },
);
