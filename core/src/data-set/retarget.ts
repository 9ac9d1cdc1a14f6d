import type { Options } from '../options.ts';
import type { PromptDocument } from '../prompt-document.ts';
import { renderPrompts } from '../render/render.ts';

/** A record with the words that these options make of its scene: nobody looks at the image again. */
export function retarget<Document extends PromptDocument>(
  document: Document,
  options: Options,
): Document {
  if (document.status === 'failed') return document;
  return { ...document, ...renderPrompts(document.scene, options) };
}
