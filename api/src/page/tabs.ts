import type { Target } from '@blobscribe/core/options';
import { element } from './element.ts';
import { TARGETS } from './targets.ts';

let count = 0;

export type Tabs = {
  readonly root: HTMLElement;
  readonly select: (target: Target) => void;
};

/**
 * The targets as tabs over one panel, which `fill` gives its content; arrows, Home and End move.
 * https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
 */
export function createTabs(first: Target, fill: (target: Target) => readonly Node[]): Tabs {
  count += 1;
  const panelId = `words-${count}`;
  const panel = element('div', { id: panelId, role: 'tabpanel', class: 'panel', tabindex: '0' });
  const list = element('div', { role: 'tablist', 'aria-label': 'Words for', class: 'tabs' });
  const tabs = TARGETS.map(({ target, label }) => {
    const attributes = { type: 'button', role: 'tab', id: `${panelId}-${target}` };
    const button = element('button', { ...attributes, 'aria-controls': panelId }, label);
    button.addEventListener('click', () => select(target));
    return { target, button };
  });
  list.append(...tabs.map(({ button }) => button));
  list.addEventListener('keydown', move);

  function select(target: Target): void {
    for (const { target: other, button } of tabs) {
      const chosen = other === target;
      button.setAttribute('aria-selected', String(chosen));
      button.tabIndex = chosen ? 0 : -1;
      if (chosen) panel.setAttribute('aria-labelledby', button.id);
    }
    panel.replaceChildren(...fill(target));
  }

  function move(event: KeyboardEvent): void {
    const at = tabs.findIndex(({ button }) => button === document.activeElement);
    const to = nextIndex(event.key, at, tabs.length);
    const next = to === undefined ? undefined : tabs[to];
    if (!next) return;
    event.preventDefault();
    select(next.target);
    next.button.focus();
  }

  select(first);
  return { root: element('div', {}, list, panel), select };
}

function nextIndex(key: string, at: number, length: number): number | undefined {
  if (key === 'ArrowRight') return (at + 1) % length;
  if (key === 'ArrowLeft') return (at - 1 + length) % length;
  if (key === 'Home') return 0;
  return key === 'End' ? length - 1 : undefined;
}
