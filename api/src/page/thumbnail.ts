import { element } from './element.ts';

const files = new WeakMap<Element, Blob>();

/** A thousand images are not read for the few that are in sight, or near it. */
const whenNear = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      const file = files.get(target);
      if (!isIntersecting || !file) continue;
      whenNear.unobserve(target);
      draw(target, file);
    }
  },
  { rootMargin: '100% 0%' },
);

/** The image in small, or a quiet placeholder where there is none that the browser can draw. */
export function thumbnail(file: Blob | undefined): HTMLElement {
  const frame = element('div', { class: 'thumbnail' });
  if (file) {
    files.set(frame, file);
    whenNear.observe(frame);
  }
  return frame;
}

function draw(frame: Element, file: Blob): void {
  const image = element('img', { alt: '', decoding: 'async' });
  const url = URL.createObjectURL(file);
  image.addEventListener('load', () => URL.revokeObjectURL(url));
  image.addEventListener('error', () => {
    URL.revokeObjectURL(url);
    image.remove();
  });
  image.src = url;
  frame.append(image);
}
