import { boundClipTokens } from '@blobscribe/core/render/clip/clip-tokens';
import { renderPrompts } from '@blobscribe/core/render/render';
import { richScenes } from '@blobscribe/core/render/rich-scenes';
import { sceneSchema } from '@blobscribe/core/scene';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyOptions, anyScene } from './arbitrary-scene.ts';
import { describeFile, readExamples } from './example-images.ts';
import { findViolations } from './violations.ts';

test('no scene and no option makes a prompt that breaks a rule', () => {
  fc.assert(
    fc.property(anyScene, anyOptions, (scene, options) => {
      const { prompts } = renderPrompts(scene, options);

      expect(findViolations(scene, options, prompts)).toEqual([]);
    }),
    { numRuns: 200, seed: 11 },
  );
});

test('the scenes are ones that the schema allows', () => {
  fc.assert(
    fc.property(anyScene, (scene) => sceneSchema.safeParse(scene).success),
    { numRuns: 100, seed: 3 },
  );
});

test.each(Object.entries(richScenes))('a rich scene breaks no rule: %s', (_name, scene) => {
  expect(findViolations(scene, {}, renderPrompts(scene, {}).prompts)).toEqual([]);
});

test('of what pixels prove, no example needs the vocabulary of CLIP to be counted', async () => {
  const scenes = await Promise.all((await readExamples()).map(({ file }) => describeFile(file)));

  for (const scene of scenes) {
    const { sdxl } = renderPrompts(scene, {}).prompts;
    expect(boundClipTokens(sdxl?.positive ?? '')).toBeLessThanOrEqual(75);
  }
});
