import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SucceededDocument } from '../../core/src/prompt-document.ts';
import { seriousViolations } from './accessibility.ts';
import { type BrowserBench, browserBench } from './browser-bench.ts';
import { findChromium } from './chromium.ts';
import {
  card,
  clipboard,
  dropFiles,
  example,
  overflow,
  seenStates,
  tabTo,
  untilSettled,
} from './gestures.ts';
import { takeScreenshot } from './screenshot.ts';
import { type Trip, writeTrip } from './trip.ts';

const HARBOUR = 'dusk-harbour.jpg';
const LIGHTHOUSE = 'generated-lighthouse.png';
const THREE = [HARBOUR, LIGHTHOUSE, 'line-drawing.png'].map(example);

const chromium = findChromium();
if (!chromium) {
  process.stderr.write(
    'skipped: the page in a browser; CHROMIUM=/usr/bin/chromium npm test runs it too\n',
  );
}
let bench: BrowserBench;
let trip: Trip;

/** The document as the API gives it, not as the page has it. */
async function documentOf(page: Page, name: string): Promise<SucceededDocument> {
  const path = await card(page, name).getByRole('link').getAttribute('href');
  return (await (await fetch(`${bench.stack.api}${path}`)).json()) as SucceededDocument;
}

async function closeAndCheck(): Promise<void> {
  expect(await bench.closePages()).toEqual({ complaints: [], foreign: [] });
}

describe.skipIf(!chromium)('the page', () => {
  beforeAll(async () => {
    bench = await browserBench(chromium ?? '');
    trip = await writeTrip(bench.stack.data, example(HARBOUR));
  });

  afterAll(() => bench?.stop());

  describe('after a drop of three images and a file that is none', () => {
    let page: Page;
    let states: string[];

    beforeAll(async () => {
      page = await bench.open();
      const seen = await seenStates(page);
      await dropFiles(page, [...THREE, trip.notAnImage]);
      await untilSettled(page, 3, 1);
      states = await seen();
    });

    afterAll(closeAndCheck);

    async function save(format: string): Promise<Buffer> {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: format, exact: true }).click();
      return readFile(await (await download).path());
    }

    it('has shown how far each was on its way', async () => {
      expect(states).toEqual(expect.arrayContaining(['Uploading 100 %', 'Looking at it…']));
      await expect
        .poll(() => page.locator('#live').textContent(), { timeout: 5_000 })
        .toContain('3 of 4 images described, 1 failed');
    });

    it('shows the words, and those that were in the file', async () => {
      const { prompt, recovered } = await documentOf(page, LIGHTHOUSE);
      const shown = card(page, LIGHTHOUSE);

      expect(await shown.getByRole('tabpanel').locator('.text').textContent()).toBe(prompt);
      expect(await shown.locator('.recovered .text').allTextContents()).toEqual([
        recovered?.prompt,
        recovered?.negative,
      ]);
    });

    it('explains what is wrong with the file that is none', async () => {
      expect(await card(page, 'notes.txt').textContent()).toContain('The file is not an image.');
    });

    it('has no serious fault for axe, in light and dark', async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await seriousViolations(page)).toEqual([]);
        await takeScreenshot(page, colorScheme);
      }
    });

    it('copies the words of a target exactly as the document has them', async () => {
      const { prompts } = await documentOf(page, HARBOUR);
      const shown = card(page, HARBOUR);

      await shown.getByRole('tab', { name: 'SDXL' }).click();
      await shown.getByRole('button', { name: 'Copy: SDXL prompt' }).click();
      expect(await clipboard(page)).toBe(prompts.sdxl?.positive);
      await shown.getByRole('button', { name: 'Copy: Negative prompt' }).click();
      expect(await clipboard(page)).toBe(prompts.sdxl?.negative);
    });

    it('saves all as JSON lines, CSV and zip, in the words of the chosen target', async () => {
      await page.getByRole('combobox', { name: 'Words for' }).selectOption('FLUX');
      const { id, prompts } = await documentOf(page, HARBOUR);

      const lines = (await save('JSONL')).toString().trim().split('\n');
      expect(lines).toHaveLength(3);
      expect(JSON.parse(lines[0] ?? '')).toEqual({ file_name: HARBOUR, text: prompts.flux });

      const records = (await save('CSV')).toString().trim().split('\r\n');
      expect(records).toHaveLength(5);
      expect(records[1]).toContain(`${HARBOUR},"${prompts.flux}",,${id},succeeded,`);
      expect(records[4]).toMatch(/^notes\.txt,,,.*,failed,not-an-image$/);

      const texts = unzipSync(await save('zip'));
      expect(Object.keys(texts)).toHaveLength(3);
      expect(Buffer.from(texts['dusk-harbour.txt'] ?? []).toString()).toBe(prompts.flux);
    });
  });

  describe('a page of its own', () => {
    afterEach(closeAndCheck);

    it('takes the images of folders, chosen or dropped, and explains an address', async () => {
      const page = await bench.open();
      expect(await seriousViolations(page)).toEqual([]);

      await page.locator('#folder').setInputFiles(trip.folder);
      await dropFiles(page, [trip.folder]);
      await page.getByLabel('Or an image on the web').fill('http://169.254.169.254/photo.jpg');
      await page.keyboard.press('Enter');

      await untilSettled(page, 2, 1);
      expect(await card(page, `trip/day 1/${HARBOUR}`).count()).toBe(2);
      expect(await page.getByText('1 file that is no image was left out.').count()).toBe(1);
      expect(await card(page, 'photo.jpg').locator('.reason').textContent()).not.toBe('');
    });

    it('is used by the keyboard alone', async () => {
      const page = await bench.open();
      const chooser = page.waitForEvent('filechooser');
      await tabTo(page, page.getByRole('button', { name: 'Choose images' }));
      await page.keyboard.press('Enter');
      await (await chooser).setFiles([example(HARBOUR)]);
      await untilSettled(page, 1);
      const { prompts } = await documentOf(page, HARBOUR);

      await tabTo(page, page.getByRole('tab', { selected: true }));
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowLeft');
      expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('Caption');
      await tabTo(page, page.getByRole('button', { name: 'Copy: Caption prompt' }));
      await page.keyboard.press('Enter');

      await expect.poll(() => clipboard(page)).toBe(prompts.caption);
    });

    it('asks for a key where one is wanted, again if it is refused, and keeps it for the tab', async () => {
      const page = await bench.open(bench.keyed.page);
      const key = page.getByLabel('API key', { exact: true });
      await page.locator('#files').setInputFiles(example(HARBOUR));

      await key.fill('bs_wrong');
      await page.keyboard.press('Enter');
      await page.getByText('The API does not know this key.').waitFor();
      expect(await seriousViolations(page)).toEqual([]);
      await takeScreenshot(page, 'key');
      await key.fill(bench.keyed.key);
      await page.keyboard.press('Enter');

      await page.getByText('Looking at it…').waitFor();
      expect(await page.context().storageState()).toEqual({ cookies: [], origins: [] });
      await page.reload();
      await page.locator('#files').setInputFiles(example(HARBOUR));
      await page.getByText('Looking at it…').waitFor();
      expect(await page.getByRole('dialog').count()).toBe(0);
    });

    it('fits a phone', async () => {
      const page = await bench.openOnPhone();
      expect(await overflow(page)).toBe(0);

      await page.locator('#files').setInputFiles([example(LIGHTHOUSE), trip.notAnImage]);
      await untilSettled(page, 1, 1);

      expect(await overflow(page)).toBe(0);
      const box = await card(page, LIGHTHOUSE).locator('.recovered').boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThan(360);
      await takeScreenshot(page, 'phone');
    });

    it('leads to the reference of the API, drawn with nothing from elsewhere', async () => {
      const page = await bench.open();

      await page.getByRole('link', { name: 'API' }).click();

      await page.getByRole('heading', { name: 'Blobscribe' }).waitFor();
      await takeScreenshot(page, 'docs');
    });
  });
});
