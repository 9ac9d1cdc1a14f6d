import sharp from 'sharp';
import { expect, test } from 'vitest';
import { drawing } from './example.ts';
import { saveExample } from './save-example.ts';

const svg = drawing(120, 80, '<rect width="120" height="80" fill="#27c"/>');

test('a second run saves the same bytes', async () => {
  const example = { fileName: 'sky.jpg', svg, grain: 3 };

  expect(await saveExample(example)).toEqual(await saveExample(example));
});

test('a JPEG carries the EXIF that it was given', async () => {
  const exif = { IFD0: { Make: 'Fernweh' } };

  const file = await saveExample({ fileName: 'sky.jpg', svg, exif });

  expect((await sharp(file).metadata()).exif?.includes('Fernweh')).toBe(true);
});

test('a PNG with text chunks is still a whole PNG', async () => {
  const text = { parameters: 'a blue rectangle\nSteps: 20' };

  const file = await saveExample({ fileName: 'sky.png', svg, text });

  // libvips checks every chunk's checksum.
  const metadata = await sharp(file, { failOn: 'warning' }).metadata();
  expect(metadata).toMatchObject({ format: 'png', width: 120, height: 80 });
  expect(metadata.comments).toEqual([
    { keyword: 'parameters', text: 'a blue rectangle\nSteps: 20' },
  ]);
});
