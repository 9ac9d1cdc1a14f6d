import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readContents } from './content.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blobscribe-content-'));
});

afterAll(() => rm(folder, { recursive: true }));

it('puts together files of the same bytes, and names what cannot be read', async () => {
  const texts = { 'a.jpg': 'one', 'b.jpg': 'two', 'c.jpg': 'one', 'empty.jpg': '' };
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
  const files = [...Object.keys(texts), 'gone.jpg'].map((name) => ({
    name,
    path: join(folder, name),
  }));

  const { contents, unreadable } = await readContents(files, new AbortController().signal);

  const names = contents.map(({ files: same }) => same.map(({ name }) => name));
  expect(names).toEqual([['a.jpg', 'c.jpg'], ['b.jpg'], ['empty.jpg']]);
  expect(contents.map(({ bytes }) => bytes)).toEqual([3, 3, 0]);
  expect(contents[2]?.sha256).toMatch(/^e3b0c442/);
  expect(unreadable).toMatchObject([
    { file: { name: 'gone.jpg' }, why: expect.stringContaining('ENOENT') },
  ]);
});
