import type { Target } from '../options.ts';
import type { SucceededDocument } from '../prompt-document.ts';

/** An image in the words of `target`, as one text; of a target that was not asked for, `prompt`. */
export function renderedText({ prompt, prompts }: SucceededDocument, target: Target): string {
  if (target === 'tags') return prompts.tags?.join(', ') ?? prompt;
  if (target === 'sdxl') return prompts.sdxl?.positive ?? prompt;
  return prompts[target] ?? prompt;
}

/** What a picture like this one should not have in it; only SDXL takes such words. */
export function negativeText({ prompts }: SucceededDocument, target: Target): string | undefined {
  return target === 'sdxl' ? prompts.sdxl?.negative : undefined;
}
