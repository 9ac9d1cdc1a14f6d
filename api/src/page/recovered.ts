import type { Recovered } from '@blobscribe/core/prompt-document';
import { element } from './element.ts';
import { wordsBlock } from './words-block.ts';

/** The prompt that a generator left in the file. */
export function recovered({ tool, prompt, negative }: Recovered): HTMLElement {
  return element(
    'section',
    { class: 'recovered' },
    element('h4', {}, `Its own prompt, left in the file by ${tool}`),
    wordsBlock({ label: 'Recovered prompt', text: prompt }, false),
    ...(negative ? [wordsBlock({ label: 'Negative prompt', text: negative }, true)] : []),
  );
}
