import { element } from './element.ts';

const SHOWN_MS = 2_000;

/** A button that copies `text` as it is, and says that it did. */
export function copyButton(text: string, what: string): HTMLButtonElement {
  const label = element('span', {}, 'Copy');
  const button = element('button', { type: 'button', class: 'copy' }, label);
  button.setAttribute('aria-label', `Copy: ${what}`);
  let timer: ReturnType<typeof setTimeout> | undefined;

  button.addEventListener('click', async () => {
    const copied = await copy(text);
    label.textContent = copied ? 'Copied' : 'Select it instead';
    button.setAttribute('aria-label', copied ? `Copied: ${what}` : 'The browser forbids it');
    clearTimeout(timer);
    timer = setTimeout(() => {
      label.textContent = 'Copy';
      button.setAttribute('aria-label', `Copy: ${what}`);
    }, SHOWN_MS);
  });
  return button;
}

async function copy(text: string): Promise<boolean> {
  // Absent on plain http from another machine; a person may have forbidden it.
  if (!navigator.clipboard) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
