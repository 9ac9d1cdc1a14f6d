import type { PromptDocument } from '@blobscribe/core/prompt-document';
import { promptPath } from './api.ts';
import { element } from './element.ts';

/** A link to the whole document. A click shows what the page has, for a link cannot send a key. */
export function jsonLink(found: PromptDocument): HTMLElement {
  const link = element('a', { href: promptPath(found.id), target: '_blank' }, 'JSON');
  link.setAttribute('aria-label', 'The whole document as JSON, in a new tab');
  link.addEventListener('click', (event) => {
    event.preventDefault();
    const json = new Blob([JSON.stringify(found, null, 2)], { type: 'application/json' });
    window.open(URL.createObjectURL(json), '_blank');
  });
  return link;
}
