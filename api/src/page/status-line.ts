import { element } from './element.ts';
import type { ImageState } from './image-state.ts';

/** The state of an image in words, with a bar while it is on its way. */
export function statusLine(state: ImageState, name: string): HTMLElement {
  const line = element('div', { class: `status ${state.kind}` });
  if (state.kind === 'uploading') {
    const percent = Math.floor(state.fraction * 100);
    const label = `Uploading ${name}`;
    const bar = element('progress', { max: '100', value: String(percent), 'aria-label': label });
    line.append(element('span', {}, `Uploading ${percent} %`), bar);
  } else {
    line.append(element('span', {}, textOf(state)));
  }
  return line;
}

function textOf({ kind }: ImageState): string {
  if (kind === 'preparing') return 'Waiting to upload';
  if (kind === 'waiting') return 'Looking at it…';
  return kind === 'done' ? 'Done' : 'Failed';
}
