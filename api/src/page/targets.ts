import { negativeText, renderedText } from '@blobscribe/core/data-set/rendered-text';
import type { Target } from '@blobscribe/core/options';
import type { SucceededDocument } from '@blobscribe/core/prompt-document';

const LABELS = {
  natural: 'Natural',
  sdxl: 'SDXL',
  flux: 'FLUX',
  midjourney: 'Midjourney',
  'gpt-image': 'GPT Image',
  tags: 'Tags',
  caption: 'Caption',
  'alt-text': 'Alt text',
} as const satisfies Record<Target, string>;

export const FIRST_TARGET: Target = 'natural';

/** The targets with the names that people know them by. */
export const TARGETS = (Object.entries(LABELS) as [Target, string][]).map(([target, label]) => ({
  target,
  label,
}));

export type Words = { readonly label: string; readonly text: string };

/** The words of a document for a target: one text, or two where there is a negative. */
export function wordsFor(document: SucceededDocument, target: Target): readonly Words[] {
  const words = { label: `${LABELS[target]} prompt`, text: renderedText(document, target) };
  const negative = negativeText(document, target);
  return negative ? [words, { label: 'Negative prompt', text: negative }] : [words];
}
