import type { BrowserContext, Page } from 'playwright-core';

export type WatchedPage = {
  readonly page: Page;
  /** What the console said of errors and warnings, and what nobody caught. */
  readonly complaints: readonly string[];
  /** The hosts that were asked for anything. */
  readonly hosts: ReadonlySet<string>;
};

/** A new tab at `url`, of which every complaint and every request is written down. */
export async function openPage(context: BrowserContext, url: string): Promise<WatchedPage> {
  const page = await context.newPage();
  const complaints: string[] = [];
  const hosts = new Set<string>();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    // An object URL of the page's own asks nobody.
    if (protocol !== 'blob:' && protocol !== 'data:') hosts.add(host);
  });
  await page.goto(url);
  return { page, complaints, hosts };
}
