import { chromium, type Page } from 'playwright-core';
import { type TestStack, temporaryStack } from '../support/stack.ts';
import { type KeyedApi, startKeyedApi } from './keyed-api.ts';
import { openPage, type WatchedPage } from './watched-page.ts';

const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
/** Chromium says so of itself when the API answers; the page asks for a key, or explains. */
const ANSWERED = /^Failed to load resource: the server responded with a status of (401|422)/;

export type BrowserBench = {
  readonly stack: TestStack;
  readonly keyed: KeyedApi;
  /** The page of the stack, or of another API, in a tab of its own. */
  open(url?: string): Promise<Page>;
  openOnPhone(): Promise<Page>;
  /** Closes all pages, and gives what they complained of and which foreign hosts they asked. */
  closePages(): Promise<{ complaints: string[]; foreign: string[] }>;
  stop(): Promise<void>;
};

/** A browser before the whole pipeline, and an API that wants a key. */
export async function browserBench(executablePath: string): Promise<BrowserBench> {
  const [stack, keyed, browser] = await Promise.all([
    temporaryStack({ LINGER_SECONDS: '600' }),
    startKeyedApi(),
    chromium.launch({ executablePath }),
  ]);
  // Under another name than the storage's, as on Azure.
  const home = `http://localhost:${new URL(stack.api).port}`;
  const own = new Set([home, stack.blobs.url, keyed.page, keyed.storage].map(hostOf));
  // Shared, for a context costs Chromium two seconds; what a page keeps, it keeps for its tab.
  const desk = await browser.newContext({
    permissions: ['clipboard-read', 'clipboard-write'],
    colorScheme: 'light',
  });
  let opened: WatchedPage[] = [];
  const openIn = async (context: typeof desk, url: string) => {
    const watched = await openPage(context, url);
    opened.push(watched);
    return watched.page;
  };

  return {
    stack,
    keyed,
    open: (url = home) => openIn(desk, url),
    openOnPhone: async () => openIn(await browser.newContext(PHONE), home),
    async closePages() {
      const pages = opened;
      opened = [];
      await Promise.all(pages.map(({ page }) => page.close()));
      return {
        complaints: pages
          .flatMap(({ complaints }) => complaints)
          .filter((text) => !ANSWERED.test(text)),
        foreign: pages.flatMap(({ hosts }) => [...hosts]).filter((host) => !own.has(host)),
      };
    },
    async stop() {
      await browser.close();
      await Promise.all([stack.stop(), keyed.stop()]);
    },
  };
}

function hostOf(url: string): string {
  return new URL(url).host;
}
