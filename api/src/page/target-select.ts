import type { Target } from '@blobscribe/core/options';
import { element } from './element.ts';
import { TARGETS } from './targets.ts';

/** Fills the choice of the target that all images show. */
export function connectTargetSelect(
  select: HTMLSelectElement,
  onSelect: (target: Target) => void,
): void {
  select.append(...TARGETS.map(({ target, label }) => element('option', { value: target }, label)));
  select.addEventListener('change', () => {
    const chosen = TARGETS.find(({ target }) => target === select.value);
    if (chosen) onSelect(chosen.target);
  });
}
