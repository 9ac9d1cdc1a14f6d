import { expect, test } from 'vitest';
import { findExif } from './find-exif.ts';

const TIFF = Buffer.from('4d4d002a000000080000', 'hex');

function box(type: string, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const number = (value: number, size = 4) => {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntBE(value, 0, size);
  return bytes;
};

/** A HEIF of one item, of which `iloc` tells the place. */
function heif(iloc: Buffer, ...rest: Buffer[]): Buffer {
  const infe = box('infe', hex('02000000 0007 0000'), Buffer.from('Exif\0'));
  const iinf = box('iinf', hex('00000000 0001'), infe);
  return Buffer.concat([
    box('ftyp', Buffer.from('heic\0\0\0\0mif1heic')),
    box('meta', hex('00000000'), iinf, box('iloc', iloc), ...rest),
  ]);
}

/** Version 0: four bytes for offset and length, one item of number 7 in one piece. */
const located = (start: number, length: number) =>
  Buffer.concat([hex('00000000 4400 0001 0007 0000 0001'), number(start), number(length)]);

test('of a HEIF is its item, whether the preamble stands before it or not', () => {
  for (const before of ['', 'Exif\0\0']) {
    const preamble = Buffer.from(before, 'latin1');
    const item = Buffer.concat([number(preamble.length), preamble, TIFF]);
    const start = heif(located(0, 0)).length;

    expect(findExif(Buffer.concat([heif(located(start, item.length)), item]))).toEqual(TIFF);
  }
});

test('of a HEIF may lie beside the table of its places', () => {
  const item = Buffer.concat([number(0), TIFF]);
  // Version 1 tells how an item is stored, here 1: in the box of data.
  const iloc = Buffer.concat([
    hex('01000000 4400 0001 0007 0001 0000 0001 00000000'),
    number(item.length),
  ]);

  expect(findExif(heif(iloc, box('idat', item)))).toEqual(TIFF);
});

test.each([
  ['a place beyond the end', located(1_000_000, 100)],
  ['a place in billions of pieces', hex('02000000 0000 ffffffff 00000007 0000 0000 ffff')],
  ['a cut table', hex('0000')],
])('%s holds nothing', (_, iloc) => {
  expect(findExif(heif(iloc))).toBeUndefined();
});

test('is looked for once in a file', () => {
  const file = Buffer.concat([Buffer.from('no image'), Buffer.from('Exif\0\0II*\0', 'latin1')]);

  expect(findExif(file)).toEqual(findExif(file));
  file.fill(0);
  expect(findExif(file)).toBeDefined();
});
