import { find } from './element.ts';
import type { AskForKey } from './key-ring.ts';

/** Asks for an API key in a dialog; undefined if the person will not give one. */
export function createKeyDialog(): AskForKey {
  const dialog = find('key-dialog', HTMLDialogElement);
  const form = find('key-form', HTMLFormElement);
  const field = find('key', HTMLInputElement);
  const refusal = find('key-refused', HTMLParagraphElement);
  let answer: ((key: string | undefined) => void) | undefined;

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const key = field.value.trim();
    if (key !== '') dialog.close(key);
  });
  find('key-cancel', HTMLButtonElement).addEventListener('click', () => dialog.close(''));
  // Escape closes it too, and leaves the value of the time before.
  dialog.addEventListener('cancel', () => {
    dialog.returnValue = '';
  });
  dialog.addEventListener('close', () => {
    field.value = '';
    answer?.(dialog.returnValue || undefined);
    dialog.returnValue = '';
  });

  return (refused) => {
    refusal.textContent = refused ? 'The API does not know this key. Is it whole?' : '';
    field.setAttribute('aria-invalid', String(refused));
    dialog.showModal();
    field.focus();
    return new Promise((resolve) => {
      answer = resolve;
    });
  };
}
