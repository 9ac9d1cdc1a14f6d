import type { Target } from '../options.ts';
import type { DataSetRow } from './data-set-row.ts';
import { negativeText, renderedText } from './rendered-text.ts';

/** JSON lets them stand in a text, but many readers end a line there, Python's `splitlines` among them. */
const LINE_BREAKS = /[\u0085\u2028\u2029]/g;

/**
 * A line of Hugging Face's `metadata.jsonl`, with its line feed, or undefined for an image that has no
 * prompt. A lone surrogate becomes U+FFFD: no UTF-8 can carry it, and one such name would make the
 * whole file unreadable. https://huggingface.co/docs/datasets/image_dataset#imagefolder
 */
export function jsonlLine({ id, name, document }: DataSetRow, target: Target): string | undefined {
  if (document.status === 'failed') return undefined;
  const members = {
    file_name: (name ?? id).toWellFormed(),
    text: renderedText(document, target).toWellFormed(),
    negative: negativeText(document, target)?.toWellFormed(),
  };
  const line = JSON.stringify(members).replace(
    LINE_BREAKS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${line}\n`;
}
