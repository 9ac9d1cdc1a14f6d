import { expect, test } from 'vitest';
import { unicodeComment } from './build-files.ts';
import { decodeUserComment } from './user-comment.ts';

const TEXT = 'a cat — 猫 🐈, Steps: 20';
const utf16 = Buffer.from(TEXT, 'utf16le');
const prefixed = (prefix: string, text: Buffer) =>
  Buffer.concat([Buffer.from(prefix, 'latin1'), text]);

test.each([
  ['UTF-16, big-endian', unicodeComment(TEXT, 'big')],
  ['UTF-16, little-endian', unicodeComment(TEXT, 'little')],
  ['UTF-16 with a mark', prefixed('UNICODE\0\xff\xfe', utf16)],
  ['UTF-8 that is said to be UTF-16', prefixed('UNICODE\0', Buffer.from(TEXT))],
  ['UTF-8 that is said to be ASCII', prefixed('ASCII\0\0\0', Buffer.from(TEXT))],
  ['UTF-8 of no charset', prefixed('\0'.repeat(8), Buffer.from(TEXT))],
  ['UTF-16 of no charset', prefixed('\0'.repeat(8), utf16)],
  ['UTF-8 without a prefix', Buffer.from(TEXT)],
  ['a padded one', prefixed('ASCII\0\0\0', Buffer.from(`${TEXT}\0\0\0`))],
])('reads %s', (_name, bytes) => {
  expect(decodeUserComment(bytes)).toBe(TEXT);
});

test('an empty one is empty', () => {
  expect(decodeUserComment(Buffer.alloc(0))).toBe('');
  expect(decodeUserComment(Buffer.alloc(20))).toBe('');
  expect(decodeUserComment(Buffer.from('UNICODE\0'))).toBe('');
});
