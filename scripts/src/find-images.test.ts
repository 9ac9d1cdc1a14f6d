import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findImages } from './find-images.ts';

const FILES = ['b.JPG', 'a.png', 'notes.txt', '.hidden.jpg', 'deep/er/c.webp', '.git/d.jpg'];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blobscribe-find-'));
  for (const file of FILES) {
    await mkdir(join(folder, file, '..'), { recursive: true });
    await writeFile(join(folder, file), '');
  }
});

afterAll(() => rm(folder, { recursive: true }));

async function namesOf(...named: string[]) {
  return (await findImages(named, folder)).map(({ name }) => name);
}

describe('the images of a folder', () => {
  it('are found at any depth, in order, without what is hidden or something else', async () => {
    expect(await namesOf('.')).toEqual(['a.png', 'b.JPG', 'deep/er/c.webp']);
  });

  it('may be links, to files that are there', async () => {
    const links = await mkdtemp(join(tmpdir(), 'blobscribe-links-'));
    await symlink(join(folder, 'a.png'), join(links, 'linked.png'));
    await symlink(join(folder, 'nowhere.png'), join(links, 'dangling.png'));
    await symlink(folder, join(links, 'folder.png'));

    expect((await findImages(['.'], links)).map(({ name }) => name)).toEqual(['linked.png']);
    await rm(links, { recursive: true });
  });

  it('do not limit a file that is named itself', async () => {
    expect(await namesOf('notes.txt', 'deep')).toEqual(['notes.txt', 'deep/er/c.webp']);
  });

  it('are an error where the folder is not', async () => {
    await expect(namesOf('nowhere')).rejects.toThrow(/nowhere/);
  });
});
