import { element } from './element.ts';

/** The image in small, or a quiet placeholder where there is none that the browser can draw. */
export function thumbnail(file: Blob | undefined): HTMLElement {
  const frame = element('div', { class: 'thumbnail' });
  if (!file) return frame;
  const image = element('img', { alt: '', loading: 'lazy', decoding: 'async' });
  image.addEventListener('error', () => {
    URL.revokeObjectURL(image.src);
    image.remove();
  });
  image.src = URL.createObjectURL(file);
  frame.append(image);
  return frame;
}
