import { expect, test } from 'vitest';
import { readTiff } from './read-tiff.ts';

type Entry = readonly [tag: number, type: number, count: number, value: number];

/** A little-endian TIFF of one directory. */
function tiff(entries: readonly Entry[], tail = Buffer.alloc(0)): Buffer {
  const bytes = Buffer.alloc(10 + entries.length * 12);
  bytes.write('II*\0', 0, 'latin1');
  bytes.writeUInt32LE(8, 4);
  bytes.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, count, value], index) => {
    const at = 10 + index * 12;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(type, at + 2);
    bytes.writeUInt32LE(count, at + 4);
    bytes.writeUInt32LE(value, at + 8);
  });
  return Buffer.concat([bytes, tail]);
}

const read = (file: Buffer) => Object.fromEntries(readTiff(file, new Set([1, 2])));

test('reads a value within its entry and one at an offset', () => {
  const file = tiff(
    [
      [1, 3, 1, 400],
      [2, 2, 6, 34],
    ],
    Buffer.from('Canon\0'),
  );

  expect(read(file)).toEqual({ 1: 400, 2: Buffer.from('Canon\0') });
});

test('reads big-endian files', () => {
  const file = Buffer.from('4d4d002a00000008000100010003000000010190000000000000', 'hex');

  expect(read(file)).toEqual({ 1: 400 });
});

test('a value beyond the end, of billions, or of an unknown type is skipped', () => {
  expect(
    read(
      tiff([
        [1, 4, 0xffffffff, 8],
        [2, 2, 50, 0xfffffff0],
      ]),
    ),
  ).toEqual({});
  expect(
    read(
      tiff([
        [1, 77, 1, 8],
        [2, 3, 1, 7],
      ]),
    ),
  ).toEqual({ 2: 7 });
});

test('an EXIF directory that is the first directory again leads nowhere', () => {
  expect(
    read(
      tiff([
        [0x8769, 4, 1, 8],
        [1, 3, 1, 5],
      ]),
    ),
  ).toEqual({ 1: 5 });
});

test('an EXIF directory at a fraction is nowhere', () => {
  const file = tiff([[0x8769, 5, 1, 22]], Buffer.from('0100000003000000', 'hex'));

  expect(read(file)).toEqual({});
});

test('a directory that claims more entries than there are bytes ends with them', () => {
  const file = tiff([[1, 3, 1, 5]]);
  file.writeUInt16LE(65_535, 8);

  expect(read(file)).toEqual({ 1: 5 });
});

test('what is no TIFF is empty', () => {
  expect(read(Buffer.from('II'))).toEqual({});
  expect(read(Buffer.from('not a TIFF at all'))).toEqual({});
});
