import { renderPrompts } from '@blobscribe/core/render/render';
import { expect, it } from 'vitest';
import { recordedScenes } from './recorded-scenes.ts';

const recorded = await recordedScenes();

/** Kept for a person to read: whoever changes them reads each and says why it is better. */
it.each(recorded)('the words for $name are as they were', async ({ name, scene }) => {
  const { prompts } = renderPrompts(scene, {});

  for (const [target, words] of Object.entries(prompts)) {
    if (words === undefined) continue;
    await expect(asText(words)).toMatchFileSnapshot(`golden/${name}/${target}.txt`);
  }
});

function asText(words: string | readonly string[] | { positive: string; negative: string }) {
  if (typeof words === 'string') return `${words}\n`;
  if ('positive' in words) return `${words.positive}\n\nnegative: ${words.negative}\n`;
  return `${words.join('\n')}\n`;
}
