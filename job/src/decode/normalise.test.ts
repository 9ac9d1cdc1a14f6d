import { crc32 } from 'node:zlib';
import { ImageFailure } from '@blobscribe/core/failure';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { normalise } from './normalise.ts';
import type { MediaType } from './sniff.ts';

const WIDTH = 200;
const HEIGHT = 100;

/** Red on the left, blue on the right, noise so that every part of the file counts. */
async function picture(width = WIDTH, height = HEIGHT) {
  const pixels = Buffer.alloc(width * height * 3);
  for (let index = 0; index < width * height; index += 1) {
    const isLeft = index % width < width / 2;
    pixels[index * 3] = isLeft ? 200 + (index % 40) : index % 30;
    pixels[index * 3 + 2] = isLeft ? index % 30 : 200 + (index % 40);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

function at(image: { pixels: Buffer; width: number }, x: number, y: number): string {
  const offset = (y * image.width + x) * 3;
  const [red = 0, , blue = 0] = image.pixels.subarray(offset, offset + 3);
  return red > blue ? 'red' : 'blue';
}

async function codeOf(file: Buffer, mediaType: MediaType): Promise<string> {
  try {
    await normalise(file, mediaType);
    return 'decoded';
  } catch (error) {
    if (!(error instanceof ImageFailure)) throw error;
    return error.code;
  }
}

describe('a decoded picture', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('stands upright from orientation %i', async (orientation) => {
    const file = await (await picture()).jpeg().withMetadata({ orientation }).toBuffer();
    const isTurned = orientation > 4;

    const image = await normalise(file, 'image/jpeg');

    expect([image.fileWidth, image.fileHeight]).toEqual(
      isTurned ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT],
    );
    const isRedFirst = [1, 4, 5, 6].includes(orientation);
    expect(at(image, 5, 5)).toBe(isRedFirst ? 'red' : 'blue');
  });

  it('is three bytes a pixel from a CMYK JPEG, a 16-bit PNG and a grey one', async () => {
    const files: [Buffer, MediaType][] = [
      [await (await picture()).toColourspace('cmyk').jpeg().toBuffer(), 'image/jpeg'],
      [await (await picture()).toColourspace('rgb16').png().toBuffer(), 'image/png'],
      [await (await picture()).greyscale().png().toBuffer(), 'image/png'],
    ];
    for (const [file, mediaType] of files) {
      const { pixels, width, height } = await normalise(file, mediaType);
      expect(pixels.length).toBe(width * height * 3);
    }
  });

  it('has white where the file is transparent', async () => {
    const background = { r: 0, g: 0, b: 0, alpha: 0 };
    const create = { width: 60, height: 60, channels: 4, background } as const;

    const { pixels } = await normalise(await sharp({ create }).png().toBuffer(), 'image/png');

    expect(pixels.every((value) => value === 255)).toBe(true);
  });

  it('is the first frame of an animation', async () => {
    const red = await sharp({ create: { width: 60, height: 60, channels: 3, background: '#f00' } })
      .png()
      .toBuffer();
    const blue = await sharp({ create: { width: 60, height: 60, channels: 3, background: '#00f' } })
      .png()
      .toBuffer();
    const file = await sharp([red, blue], { join: { animated: true } })
      .gif()
      .toBuffer();

    const image = await normalise(file, 'image/gif');

    expect([image.fileWidth, image.fileHeight]).toEqual([60, 60]);
    expect(at(image, 30, 30)).toBe('red');
  });

  it('is never enlarged and never over its side', async () => {
    const small = await normalise(await (await picture()).png().toBuffer(), 'image/png');
    const large = await normalise(await (await picture(4032, 50)).jpeg().toBuffer(), 'image/jpeg');

    expect([small.width, small.height]).toEqual([WIDTH, HEIGHT]);
    expect(large.width).toBeLessThanOrEqual(768);
    expect(large.fileWidth).toBe(4032);
  });
});

describe('a picture that is refused', () => {
  const formats = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const;

  it.each(formats)('is a %s whose end is missing', async (format) => {
    const file = await (await picture()).toFormat(format).toBuffer();

    expect(await codeOf(file, `image/${format}`)).toBe('decoded');
    expect(await codeOf(file.subarray(0, Math.floor(file.length / 2)), `image/${format}`)).toBe(
      'corrupt-image',
    );
  });

  it('is a JPEG of one pixel, and one of 49', async () => {
    expect(await codeOf(await (await picture(1, 1)).jpeg().toBuffer(), 'image/jpeg')).toBe(
      'too-small',
    );
    expect(await codeOf(await (await picture(49, 90)).jpeg().toBuffer(), 'image/jpeg')).toBe(
      'too-small',
    );
    expect(await codeOf(await (await picture(50, 90)).jpeg().toBuffer(), 'image/jpeg')).toBe(
      'decoded',
    );
  });

  it('has more pixels than its format may, by its header alone', async () => {
    const file = await (await picture()).png().toBuffer();
    // The header chunk: its type at 12, width at 16, height at 20, and a checksum over all at 29.
    file.writeUInt32BE(11_000, 16);
    file.writeUInt32BE(10_000, 20);
    file.writeUInt32BE(crc32(file.subarray(12, 29)), 29);

    expect(await codeOf(file, 'image/png')).toBe('too-many-pixels');
  });

  it('is one under the name of another format', async () => {
    expect(
      await codeOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/png'),
    ).toBe('corrupt-image');
  });
});

describe('a harmless fault', () => {
  /** The first of a marker's segments. */
  const segment = (file: Buffer, marker: number) => file.indexOf(Buffer.from([0xff, marker]));
  const insert = (file: Buffer, at: number, bytes: string) =>
    Buffer.concat([file.subarray(0, at), Buffer.from(bytes, 'latin1'), file.subarray(at)]);

  const faults: Record<string, (file: Buffer) => Buffer> = {
    'bytes behind its end': (file) => insert(file, file.length, 'PK trailing bytes'),
    'stray bytes before its tables': (file) => insert(file, segment(file, 0xc4), '\x12\x34\x56'),
    'stray bytes before its scan': (file) => insert(file, segment(file, 0xda), '\0\0\0'),
    'wrong scan parameters': (file) => {
      const changed = Buffer.from(file);
      const scan = segment(file, 0xda);
      // The last three bytes of its header; a baseline scan must have 0, 63, 0 (ITU T.81, B.2.3).
      changed.fill(
        0,
        scan + changed.readUInt16BE(scan + 2) - 1,
        scan + 2 + file.readUInt16BE(scan + 2),
      );
      return changed;
    },
  };

  it.each(Object.entries(faults))('of a JPEG, %s, leaves its picture', async (_, spoil) => {
    const spoilt = spoil(await (await picture()).jpeg().toBuffer());

    const image = await normalise(spoilt, 'image/jpeg');

    expect([at(image, 20, 50), at(image, 180, 50)]).toEqual(['red', 'blue']);
    expect(await codeOf(spoilt.subarray(0, spoilt.length / 2), 'image/jpeg')).toBe('corrupt-image');
  });
});
