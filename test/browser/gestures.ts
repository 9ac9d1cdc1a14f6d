import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { until } from '../support/until.ts';

/** The path of one of the example images. */
export function example(name: string): string {
  return fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
}

/** Drags files or folders from outside over the page and lets them go, as a hand does. */
export async function dropFiles(page: Page, files: readonly string[]): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devTools.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  }
  await devTools.detach();
}

/** The card of an image. */
export function card(page: Page, name: string): Locator {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
}

/** Waits until so many images have their words and so many have failed. */
export async function untilSettled(page: Page, done: number, failed = 0): Promise<void> {
  const count = (state: string) => page.locator(`[data-state=${state}]`).count();
  await until(
    `${done} described and ${failed} failed`,
    async () => (await count('done')) === done && (await count('failed')) === failed,
  );
}

/** What is on the clipboard. */
export async function clipboard(page: Page): Promise<string> {
  return page.evaluate<string>('navigator.clipboard.readText()');
}

/** Presses Tab until what has the focus is `wanted`. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let pressed = 0; pressed < 40; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((element) => element.matches(':focus'))) return;
  }
  throw new Error(`40 tabs lead not to ${wanted}`);
}

/** Writes down every state that is shown from now on; the answer reads them. */
export async function seenStates(page: Page): Promise<() => Promise<string[]>> {
  const seen = await page.evaluateHandle<string[]>(`(() => {
    const states = [];
    new MutationObserver(() => {
      for (const line of document.querySelectorAll('.status')) states.push(line.textContent);
    }).observe(document.body, { childList: true, subtree: true });
    return states;
  })()`);
  return () => seen.jsonValue();
}

/** How much of the page is beyond its right edge. */
export async function overflow(page: Page): Promise<number> {
  return page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
}
