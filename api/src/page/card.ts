import type { Target } from '@blobscribe/core/options';
import { element } from './element.ts';
import type { ImageState } from './image-state.ts';
import { jsonLink } from './json-link.ts';
import { createResult, type Result } from './result.ts';
import { statusLine } from './status-line.ts';
import { thumbnail } from './thumbnail.ts';

export type Card = {
  readonly root: HTMLElement;
  readonly show: (state: ImageState) => void;
  readonly select: (target: Target) => void;
};

/** What the page shows of one image, from its choice to its words. */
export function createCard(name: string, file: Blob | undefined, target: () => Target): Card {
  const status = element('div', { class: 'standing' });
  const content = element('div', { class: 'content' });
  const title = element('h3', { title: name }, name);
  const head = element('div', { class: 'head' }, title, status);
  const body = element('div', { class: 'body' }, head, content);
  const root = element('li', { class: 'card' }, thumbnail(file), body);
  let result: Result | undefined;

  return {
    root,
    show(state) {
      status.replaceChildren(statusLine(state, name));
      root.dataset.state = state.kind;
      if (state.kind === 'done') {
        result = createResult(state.document, target());
        status.append(jsonLink(state.document));
        content.replaceChildren(result.root);
      } else {
        content.replaceChildren(...(state.kind === 'failed' ? failure(state, name) : []));
      }
    },
    select: (chosen) => result?.select(chosen),
  };
}

function failure({ reason, again }: ImageState & { kind: 'failed' }, name: string): Node[] {
  const sentence = element('p', { class: 'reason' }, reason);
  if (!again) return [sentence];
  const button = element('button', { type: 'button' }, 'Try again');
  button.setAttribute('aria-label', `Try ${name} again`);
  button.addEventListener('click', again);
  return [sentence, button];
}
