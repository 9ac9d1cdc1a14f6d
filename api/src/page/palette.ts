import type { Colour } from '@blobscribe/core/scene';
import { element } from './element.ts';

/** The colours of an image, each with its name and hex value in words. */
export function palette(colours: readonly Colour[]): HTMLElement {
  const swatches = colours.map(({ name, hex }) => {
    const patch = element('span', { class: 'patch', 'aria-hidden': 'true' });
    // By the object model, which a strict policy for styles allows; an attribute it would not.
    patch.style.backgroundColor = hex;
    return element('li', {}, patch, `${name} `, element('code', {}, hex));
  });
  return element('ul', { class: 'palette', 'aria-label': 'Colours' }, ...swatches);
}
