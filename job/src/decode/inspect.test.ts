import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { canMakeHeic, makeHeic, turnHeic } from './heic-files.ts';
import { inspect } from './inspect.ts';
import { normalise } from './normalise.ts';
import { sniffMediaType } from './sniff.ts';

/** Red on its left half, blue on its right. */
function picture(width = 160, height = 96) {
  const red = { create: { width: width / 2, height, channels: 3, background: '#d02020' } } as const;
  return sharp({ create: { width, height, channels: 3, background: '#2020d0' } }).composite([
    { input: red, gravity: 'west' },
  ]);
}

const camera = { IFD0: { Make: 'Apple', Model: 'iPhone 15' }, IFD2: { FNumber: '178/100' } };
const photo = () => picture().withExif(camera).jpeg().toBuffer();

describe('what is learned from a file', () => {
  it('is its size, what its pixels and its EXIF prove, and its own words', async () => {
    const found = await inspect(await photo(), { mediaType: 'image/jpeg', jpeg: false });

    expect(found).toMatchObject({ width: 160, height: 96, words: {} });
    expect(found.pixels.camera?.value.join()).toContain('iPhone 15');
    expect(found.pixels.aspectRatio.value).toBe('5:3');
    expect(found.jpeg).toBeUndefined();
  });

  it('has a JPEG where a service is to see it, without the metadata of the file', async () => {
    const { jpeg } = await inspect(await photo(), { mediaType: 'image/jpeg', jpeg: true });

    const { width, height, exif } = await sharp(jpeg).metadata();
    expect({ width, height, exif }).toEqual({ width: 160, height: 96, exif: undefined });
  });

  it('has the very pixels of a JPEG that is small enough as it is', async () => {
    const file = await photo();
    const { jpeg } = await inspect(file, { mediaType: 'image/jpeg', jpeg: true });

    expect(await sharp(jpeg).raw().toBuffer()).toEqual(await sharp(file).raw().toBuffer());
    expect(jpeg?.length).toBeLessThan(file.length);
  });

  it.each([
    ['turned', () => picture().withMetadata({ orientation: 6 }), '#d02020', [96, 160]],
    ['of other colours', () => picture().withIccProfile('p3'), '#d02020', [160, 96]],
  ] as const)(
    'has a JPEG as it is meant to be seen of one that is %s',
    async (_, make, left, size) => {
      const file = await make().jpeg({ quality: 95 }).toBuffer();

      const { jpeg } = await inspect(file, { mediaType: 'image/jpeg', jpeg: true });

      const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual(size);
      const wanted = [1, 3, 5].map((at) => Number.parseInt(left.slice(at, at + 2), 16));
      for (const [index, value] of wanted.entries()) {
        expect(Math.abs((data[index] ?? 0) - value)).toBeLessThan(8);
      }
    },
  );
});

describe.runIf(canMakeHeic())('a HEIC', () => {
  const wanted = { mediaType: 'image/heic', jpeg: true } as const;

  it('is inspected as any photograph is', async () => {
    const file = makeHeic(await photo());

    const found = await inspect(file, { mediaType: sniffMediaType(file), jpeg: true });

    expect(found).toMatchObject({ width: 160, height: 96 });
    expect(found.pixels.camera?.value.join()).toContain('iPhone 15');
    expect(await sharp(found.jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 160 });
  });

  it('is turned once, though its EXIF says so too', async () => {
    const exif = await picture()
      .withExif(camera)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const file = turnHeic(makeHeic(exif), 3);

    const image = await normalise(file, 'image/heic');

    expect([image.fileWidth, image.fileHeight]).toEqual([96, 160]);
    // Turned clockwise, what was left is above.
    const [top = 0] = image.pixels.subarray((10 * image.width + 48) * 3);
    const [bottom = 0] = image.pixels.subarray((150 * image.width + 48) * 3);
    expect(top).toBeGreaterThan(150);
    expect(bottom).toBeLessThan(100);
  });

  it('of several images is the one that the file calls primary', async () => {
    const second = await picture(200, 64).png().toBuffer();
    const file = makeHeic(await picture().png().toBuffer(), second);
    const ids = [1, 2, 3].map((id) => {
      const changed = Buffer.from(file);
      changed.writeUInt16BE(id, changed.indexOf('pitm') + 8);
      return changed;
    });

    const sizes = await Promise.allSettled(ids.map((changed) => inspect(changed, wanted)));

    // Of three items one is no image.
    const widths = sizes.flatMap((end) => (end.status === 'fulfilled' ? end.value.width : []));
    expect(widths).toEqual([160, 200]);
  });

  it('has its pixels counted before they are decoded', async () => {
    const file = makeHeic(await picture().png().toBuffer());
    const size = file.indexOf('ispe') + 8;
    file.writeUInt32BE(6000, size);
    file.writeUInt32BE(5000, size + 4);

    await expect(inspect(file, wanted)).rejects.toMatchObject({ code: 'too-many-pixels' });
  });

  it.each([0.9, 0.5, 0.1])('of which only %d is there is damaged', async (part) => {
    const file = makeHeic(await picture(640, 480).png().toBuffer());

    const cut = file.subarray(0, file.length * part);

    await expect(inspect(cut, wanted)).rejects.toMatchObject({ code: 'corrupt-image' });
  });
});
