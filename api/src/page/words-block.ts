import { copyButton } from './copy-button.ts';
import { element } from './element.ts';
import type { Words } from './targets.ts';

/** A text to read and to copy; its label is shown where the place does not tell what it is. */
export function wordsBlock({ label, text }: Words, showLabel: boolean): HTMLElement {
  return element(
    'div',
    { class: 'words' },
    ...(showLabel ? [element('h4', {}, label)] : []),
    element('p', { class: 'text' }, text),
    copyButton(text, label),
  );
}
