import { setTimeout as sleep } from 'node:timers/promises';
import { uuidV5, uuidV7 } from '@blobscribe/core/uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiBench, apiBench } from '../../../test/support/api-bench.ts';
import { describedAs } from '../../../test/support/documents.ts';

let bench: ApiBench;

beforeAll(async () => {
  bench = await apiBench();
});

afterAll(() => bench.stop());

type Page = { readonly items: readonly { id: string; prompt: string }[]; readonly cursor?: string };

async function list(query: string): Promise<Page> {
  return (await bench.ask(`/v1/prompts?${query}`)).json() as Promise<Page>;
}

async function dropped(name: string): Promise<void> {
  const document = JSON.stringify(describedAs({ tenant: 'drop', id: uuidV5(name), name }, name));
  const prompts = bench.azurite.storage.getContainerClient('prompts');
  await prompts.getBlockBlobClient(`${name}.json`).upload(document, Buffer.byteLength(document));
}

describe('GET /v1/prompts', () => {
  it('gives all finished prompts page by page, the oldest first', async () => {
    const ids = Array.from({ length: 5 }, () => uuidV7()).sort();
    for (const id of ids) await bench.describe(id);
    await bench.createUpload();

    const pages: Page[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page: Page = await list(`limit=2${cursor && `&cursor=${cursor}`}`);
      pages.push(page);
      cursor = page.cursor;
    }

    expect(pages.map(({ items }) => items.length)).toEqual([2, 2, 1]);
    expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(ids);
    expect(pages[0]?.items[0]?.prompt).toBe(`words for ${ids[0]}`);
  });

  it('gives those of one batch', async () => {
    const body = { files: [{ name: 'a' }, { name: 'b' }] };
    const response = await bench.ask('/v1/batches', { method: 'POST', body });
    const { id } = (await response.json()) as { id: string };
    await bench.describe(`${id}.1`);

    const { items } = await list(`batch=${id}`);

    expect(items.map((item) => item.id)).toEqual([`${id}.1`]);
    expect((await bench.ask(`/v1/prompts?batch=${uuidV7()}`)).status).toBe(404);
  });

  it('finds what was dropped by its path, or all below one', async () => {
    for (const name of ['drop/é/IMG #1.jpg', 'drop/é/IMG #1.jpg.bak', 'drop/f.jpg']) {
      await dropped(name);
    }
    const prompts = async (path: string) =>
      (await list(`path=${encodeURIComponent(path)}`)).items.map(({ prompt }) => prompt);

    expect(await prompts('drop/é/IMG #1.jpg')).toEqual(['drop/é/IMG #1.jpg']);
    expect(await prompts('drop/é/')).toEqual(['drop/é/IMG #1.jpg.bak', 'drop/é/IMG #1.jpg']);
    expect(await prompts('drop/nothing.jpg')).toEqual([]);
  });

  it('finds what was written since a moment, over as many pages as there are', async () => {
    for (let number = 0; number < 5; number += 1) await dropped(`drop/old/${number}.jpg`);
    // Storage tells when in whole seconds.
    await sleep(1100);
    const since = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString();
    await dropped('drop/old/new.jpg');
    const found = async (moment: string) =>
      (await list(`path=drop/old/&limit=2&since=${moment}`)).items.map(({ prompt }) => prompt);

    expect(await found(since)).toEqual(['drop/old/new.jpg']);
    expect(await found('2020-01-01T00:00:00Z')).toHaveLength(2);
    expect(await found('2999-01-01T00:00:00Z')).toEqual([]);
  });

  it.each([
    'since=yesterday',
    'since=2026-01-01',
    'limit=0',
    'limit=201',
    'limit=x',
    'limit=1&limit=2',
    'cursor=%2f',
    'batch=x',
    'path=local/x',
    'path=drop/../local/',
    'path=drop/a/./b',
    `path=drop/a&batch=${uuidV7()}`,
    'order=desc',
  ])('answers 400 to ?%s', async (query) => {
    expect((await bench.ask(`/v1/prompts?${query}`)).status).toBe(400);
  });

  it.each(['_w', 'gICA', 'AAAA', 'x'.repeat(4000)])(
    'takes no harm from the cursor %s',
    async (cursor) => {
      expect([200, 400]).toContain((await bench.ask(`/v1/prompts?cursor=${cursor}`)).status);
    },
  );
});
