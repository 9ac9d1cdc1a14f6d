import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { stripJpeg } from './strip-jpeg.ts';

const WORDS = 'ZZ-a-secret-ZZ';

/** A picture with some detail. */
function picture(channels: 1 | 3 = 3) {
  const [width, height] = [96, 64];
  const pixels = Buffer.from(
    Array.from({ length: width * height * channels }, (_, index) => (index * 7919) % 251),
  );
  return sharp(pixels, { raw: { width, height, channels } });
}

function pixelsOf(file: Buffer): Promise<Buffer> {
  return sharp(file).raw().toBuffer();
}

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** With segments right behind the start of the file. */
function withSegments(file: Buffer, ...segments: readonly Buffer[]): Buffer {
  return Buffer.concat([file.subarray(0, 2), ...segments, file.subarray(2)]);
}

/** Before the pixels; in them a byte may look like one. */
function markersOf(file: Buffer): number[] {
  const markers: number[] = [];
  for (let at = 2; file[at] === 0xff && file[at + 1] !== 0xda; ) {
    markers.push(file[at + 1] ?? 0);
    at += 2 + file.readUInt16BE(at + 2);
  }
  return markers;
}

describe('a JPEG is stripped', () => {
  it.each([
    ['baseline', () => picture().jpeg()],
    ['progressive', () => picture().jpeg({ progressive: true })],
    ['grey', () => picture(1).toColourspace('b-w').jpeg()],
    ['with full colour', () => picture().jpeg({ chromaSubsampling: '4:4:4' })],
    [
      'with EXIF and XMP',
      () =>
        picture()
          .withExif({ IFD0: { Make: WORDS } })
          .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- ${WORDS} --></x:xmpmeta>`)
          .jpeg(),
    ],
  ])('to its pixels, which stay as they are: %s', async (_, make) => {
    const file = await make().toBuffer();
    const spoken = withSegments(
      file,
      segment(0xfe, Buffer.from(WORDS)),
      segment(0xed, Buffer.from(WORDS)),
      segment(0xe2, Buffer.from(`MPF\0${WORDS}`)),
    );
    const trailed = Buffer.concat([spoken, Buffer.from(WORDS), file]);

    const stripped = stripJpeg(trailed) ?? Buffer.alloc(0);

    expect(await pixelsOf(stripped)).toEqual(await pixelsOf(file));
    expect(stripped.includes(WORDS)).toBe(false);
    expect(markersOf(stripped).filter((marker) => marker >= 0xe0)).toEqual([]);
    expect(stripped.length).toBeLessThanOrEqual(file.length);
    expect(stripped.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
  });

  it('of comments between its scans too', async () => {
    const file = await picture().jpeg({ progressive: true }).toBuffer();
    const second = file.indexOf(
      Buffer.from([0xff, 0xda]),
      file.indexOf(Buffer.from([0xff, 0xda])) + 2,
    );
    const table = file.lastIndexOf(Buffer.from([0xff, 0xc4]), second);
    const spoken = Buffer.concat([
      file.subarray(0, table),
      segment(0xfe, Buffer.from(WORDS)),
      file.subarray(table),
    ]);

    const stripped = stripJpeg(spoken) ?? Buffer.alloc(0);

    expect(stripped.includes(WORDS)).toBe(false);
    expect(await pixelsOf(stripped)).toEqual(await pixelsOf(file));
  });
});

describe('no JPEG is stripped', () => {
  const adobe = (transform: number) =>
    segment(0xee, Buffer.from([...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, transform]));

  it('whose components are colours without a transform', async () => {
    const file = await picture().jpeg().toBuffer();

    expect(stripJpeg(withSegments(file, adobe(0)))).toBeUndefined();
    expect(stripJpeg(withSegments(file, adobe(1)))).toBeDefined();
  });

  it('of four inks', async () => {
    expect(stripJpeg(await picture().toColourspace('cmyk').jpeg().toBuffer())).toBeUndefined();
  });

  it('that is cut, or has no pixels', async () => {
    const file = await picture().jpeg().toBuffer();

    expect(stripJpeg(file.subarray(0, -2))).toBeUndefined();
    expect(stripJpeg(file.subarray(0, 200))).toBeUndefined();
    expect(stripJpeg(Buffer.from([0xff, 0xd8, 0xff, 0xd9]))).toBeUndefined();
  });

  it('of more than a megabyte', async () => {
    const file = await picture().jpeg().toBuffer();

    expect(stripJpeg(Buffer.concat([file, Buffer.alloc(1024 * 1024)]))).toBeUndefined();
  });

  it('of another format', async () => {
    expect(stripJpeg(await picture().png().toBuffer())).toBeUndefined();
  });
});

describe('whatever is made of a JPEG', () => {
  it('what leaves holds no word that is not of its pixels', async () => {
    const file = await picture().jpeg({ progressive: true }).toBuffer();
    const change = fc.record({ at: fc.nat(file.length - 1), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), fc.nat(file.length), (changes, cut) => {
        const damaged = Buffer.from(file);
        for (const { at, byte } of changes) damaged[at] = byte;
        const spoken = withSegments(damaged, segment(0xe1, Buffer.from(WORDS)));

        for (const candidate of [spoken, spoken.subarray(0, cut)]) {
          const stripped = stripJpeg(candidate);
          if (!stripped) continue;
          expect(stripped.includes(WORDS)).toBe(false);
          expect(stripJpeg(stripped)).toEqual(stripped);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
