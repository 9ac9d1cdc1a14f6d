import type { Target } from '@blobscribe/core/options';
import type { SucceededDocument } from '@blobscribe/core/prompt-document';
import { element } from './element.ts';
import { palette } from './palette.ts';
import { recovered } from './recovered.ts';
import { createTabs } from './tabs.ts';
import { wordsFor } from './targets.ts';
import { wordsBlock } from './words-block.ts';

export type Result = {
  readonly root: HTMLElement;
  readonly select: (target: Target) => void;
};

/** What was found: the words for each target, the colours, the file's own prompt. */
export function createResult(document: SucceededDocument, first: Target): Result {
  const tabs = createTabs(first, (target) =>
    wordsFor(document, target).map((words, index) => wordsBlock(words, index > 0)),
  );
  const colours = document.scene.palette?.value;
  const root = element(
    'div',
    { class: 'result' },
    tabs.root,
    ...(colours ? [palette(colours)] : []),
    ...(document.recovered ? [recovered(document.recovered)] : []),
  );
  return { root, select: tabs.select };
}
