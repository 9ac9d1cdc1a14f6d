import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds on the page that is serious or worse, with the elements it is about. */
export async function seriousViolations(page: Page): Promise<string[]> {
  // By the debugging protocol, which the page's policy for scripts does not hold back.
  await page.evaluate(AXE);
  // A colour halfway through a transition is nobody's fault: the page is judged at rest.
  await page.evaluate(
    'Promise.allSettled(document.getAnimations().map((a) => a.finished)).then(() => {})',
  );
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
