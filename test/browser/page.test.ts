import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SucceededDocument } from '../../core/src/prompt-document.ts';
import { seriousViolations } from './accessibility.ts';
import { type BrowserBench, browserBench } from './browser-bench.ts';
import { findChromium, NO_CHROMIUM } from './chromium.ts';
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

const HARBOUR = 'dusk-harbour.jpg';
const LIGHTHOUSE = 'generated-lighthouse.png';
const THREE = [HARBOUR, LIGHTHOUSE, 'line-drawing.png'].map(example);
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };

const chromium = findChromium();
let bench: BrowserBench;
let notAnImage: string;

/** The document as the API gives it, not as the page has it. */
async function documentOf(page: Page, name: string): Promise<SucceededDocument> {
  const path = await card(page, name).getByRole('link').getAttribute('href');
  return (await (await fetch(`${bench.stack.api}${path}`)).json()) as SucceededDocument;
}

async function save(page: Page, format: string): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: format, exact: true }).click();
  return readFile(await (await download).path());
}

describe.skipIf(!chromium)(chromium ? 'the page' : `the page (skipped: ${NO_CHROMIUM})`, () => {
  beforeAll(async () => {
    bench = await browserBench(chromium ?? '');
    notAnImage = join(bench.stack.data, 'notes.txt');
    await writeFile(notAnImage, 'milk, bread, film');
  });

  afterEach(async () => {
    expect(await bench.closePages()).toEqual({ complaints: [], foreign: [] });
  });

  afterAll(() => bench?.stop());

  it('shows the way of dropped images, then their words', async () => {
    const page = await bench.open();
    const states = await seenStates(page);

    await dropFiles(page, THREE);
    await untilSettled(page, 3);

    expect(await states()).toEqual(expect.arrayContaining(['Uploading 100 %', 'Looking at it…']));
    const { prompt, recovered } = await documentOf(page, LIGHTHOUSE);
    const shown = card(page, LIGHTHOUSE);
    expect(await shown.getByRole('tabpanel').locator('.text').textContent()).toBe(prompt);
    expect(await shown.locator('.recovered .text').allTextContents()).toEqual([
      recovered?.prompt,
      recovered?.negative,
    ]);
    await expect
      .poll(() => page.getByRole('status').last().textContent())
      .toBe('3 images described');
    await takeScreenshot(page, 'light');
  });

  it('copies the words of each target exactly as the document has them', async () => {
    const page = await bench.open();
    await dropFiles(page, [example(HARBOUR)]);
    await untilSettled(page, 1);
    const { prompts } = await documentOf(page, HARBOUR);

    await page.getByRole('tab', { name: 'SDXL' }).click();
    await page.getByRole('button', { name: 'Copy: SDXL prompt' }).click();
    expect(await clipboard(page)).toBe(prompts.sdxl?.positive);
    await page.getByRole('button', { name: 'Copy: Negative prompt' }).click();
    expect(await clipboard(page)).toBe(prompts.sdxl?.negative);

    await page.getByRole('combobox', { name: 'Words for' }).selectOption('Tags');
    await page.getByRole('button', { name: 'Copy: Tags prompt' }).click();
    expect(await clipboard(page)).toBe(prompts.tags?.join(', '));
  });

  it('takes the images of a folder, by the chooser and by a drop', async () => {
    const folder = dirname(example(HARBOUR));
    const page = await bench.open();

    await page.locator('#folder').setInputFiles(folder);
    await dropFiles(page, [folder]);

    await untilSettled(page, 14);
    expect(await card(page, `examples/${HARBOUR}`).count()).toBe(2);
    expect(await page.getByText('1 file that is no image was left out.').count()).toBe(1);
  });

  it('explains what is wrong with a file, and with an address', async () => {
    const page = await bench.open();

    await dropFiles(page, [example(HARBOUR), notAnImage]);
    await page.getByLabel('Or an image on the web').fill('http://169.254.169.254/photo.jpg');
    await page.keyboard.press('Enter');

    await untilSettled(page, 1, 2);
    expect(await card(page, 'notes.txt').textContent()).toContain('The file is not an image.');
    expect(await card(page, 'photo.jpg').locator('.reason').textContent()).not.toBe('');
  });

  it('saves all as JSON lines, CSV and zip', async () => {
    const page = await bench.open();
    await dropFiles(page, [...THREE, notAnImage]);
    await untilSettled(page, 3, 1);
    await page.getByRole('combobox', { name: 'Words for' }).selectOption('FLUX');
    const { id, prompts } = await documentOf(page, HARBOUR);

    const lines = (await save(page, 'JSONL')).toString().trim().split('\n');
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[0] ?? '')).toEqual({ file_name: HARBOUR, text: prompts.flux });

    const records = (await save(page, 'CSV')).toString().trim().split('\r\n');
    expect(records).toHaveLength(5);
    expect(records[1]).toContain(`${HARBOUR},"${prompts.flux}",,${id},succeeded,`);
    expect(records[4]).toMatch(/^notes\.txt,,,.*,failed,not-an-image$/);

    const texts = unzipSync(await save(page, 'zip'));
    expect(Object.keys(texts)).toHaveLength(3);
    expect(Buffer.from(texts['dusk-harbour.txt'] ?? []).toString()).toBe(prompts.flux);
  });

  it('is used by the keyboard alone', async () => {
    const page = await bench.open();
    await tabTo(page, page.getByRole('button', { name: 'Choose images' }));
    const chooser = page.waitForEvent('filechooser');
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

    expect(await clipboard(page)).toBe(prompts.caption);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Home');
    expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('Natural');
  });

  it('asks for a key where one is wanted, again when it is refused, and keeps it for the tab', async () => {
    const page = await bench.open({}, bench.keyed.page);
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
    const page = await bench.open(PHONE);
    expect(await overflow(page)).toBe(0);

    await page.locator('#files').setInputFiles([...THREE, notAnImage]);
    await untilSettled(page, 3, 1);

    expect(await overflow(page)).toBe(0);
    const box = await card(page, LIGHTHOUSE).locator('.recovered').boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThan(360);
    await takeScreenshot(page, 'phone');
  });

  it.each(['light', 'dark'] as const)(
    'has no serious fault for axe in %s colours',
    async (colorScheme) => {
      const page = await bench.open({ colorScheme });
      expect(await seriousViolations(page)).toEqual([]);

      await dropFiles(page, [...THREE, notAnImage]);
      await untilSettled(page, 3, 1);

      expect(await seriousViolations(page)).toEqual([]);
      await takeScreenshot(page, colorScheme);
    },
  );

  it('leads to the reference of the API, drawn with nothing from elsewhere', async () => {
    const page = await bench.open();

    await page.getByRole('link', { name: 'API' }).click();

    await page.getByRole('heading', { name: 'Blobscribe' }).waitFor();
    await takeScreenshot(page, 'docs');
  });
});
