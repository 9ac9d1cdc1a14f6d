import { expect, test } from 'vitest';
import { addPngText } from './png-text.ts';

const HEADER = Buffer.alloc(33, 1);
const REST = Buffer.from('the rest');

test('a chunk is length, type, keyword, zero, text and checksum', () => {
  const png = addPngText(Buffer.concat([HEADER, REST]), { a: 'b' });

  const chunk = png.subarray(33, -REST.length);
  expect(chunk.toString('hex')).toBe('0000000374455874610062dc49a23b');
});

test('chunks stand after the header, everything else stays', () => {
  const png = addPngText(Buffer.concat([HEADER, REST]), { a: 'b', c: 'd' });

  expect(png.subarray(0, 33)).toEqual(HEADER);
  expect(png.subarray(-REST.length)).toEqual(REST);
  expect(addPngText(Buffer.concat([HEADER, REST]), {})).toEqual(Buffer.concat([HEADER, REST]));
});
