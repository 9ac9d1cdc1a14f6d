import { ImageFailure } from '@blobscribe/core/failure';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEDIA_TYPES, sniffMediaType } from './sniff.ts';

const text = (content: string) => Buffer.from(content, 'latin1');

function codeOf(file: Buffer): string {
  try {
    return sniffMediaType(file);
  } catch (error) {
    if (!(error instanceof ImageFailure)) throw error;
    return error.code;
  }
}

describe('the format of a file', () => {
  it.each([
    ['image/jpeg', '\xff\xd8\xff\xe0'],
    ['image/png', '\x89PNG\r\n\x1a\n'],
    ['image/webp', 'RIFF\0\0\0\0WEBPVP8 '],
    ['image/gif', 'GIF89a'],
    ['image/gif', 'GIF87a'],
    ['image/tiff', 'II*\0'],
    ['image/tiff', 'MM\0*'],
    ['image/avif', '\0\0\0\x1cftypavif'],
    ['image/avif', '\0\0\0\x1cftypmif1\0\0\0\0miafavif'],
    ['image/heic', '\0\0\0\x18ftypheic'],
    ['image/heic', '\0\0\0\x18ftyphevc\0\0\0\0msf1hevc'],
    ['image/heic', '\0\0\0\x18ftypmif1\0\0\0\0mif1heic'],
  ])('is %s by its first bytes', (mediaType, head) => {
    expect(codeOf(text(head))).toBe(mediaType);
  });

  it.each([
    ['JPEG XL', '\xff\x0a'],
    ['JPEG XL in a container', '\0\0\0\x0cJXL \r\n\x87\n'],
    ['a PDF', '%PDF-1.7'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    [
      'SVG behind a prologue',
      '\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->\n<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg>',
    ],
    ['BMP', `BM${'\0'.repeat(12)}\x28\0\0\0${'\0'.repeat(20)}`],
    ['an icon', '\0\0\x01\0\x01\0'],
  ])('%s is told apart and not supported', (_, head) => {
    expect(codeOf(text(head))).toBe('unsupported-format');
  });

  it.each([
    ['text', 'hello, I am a photo.jpg'],
    ['HTML that mentions an svg', '<html><body><svg></svg></body></html>'],
    ['a script', '#!/bin/sh\n'],
    ['a zip', 'PK\x03\x04'],
    ['text that begins with BM', 'BMW is a make of car, and this text is long enough'],
  ])('%s is no image', (_, head) => {
    expect(codeOf(text(head))).toBe('not-an-image');
  });

  it('is always a type or a code of the closed set, in no time', () => {
    const known = [...MEDIA_TYPES, 'unsupported-format', 'not-an-image'];
    const markup = fc.string({
      unit: fc.constantFrom('<', '!', '-', '>', ' ', '?', 'svg'),
      maxLength: 5000,
    });

    fc.assert(
      fc.property(fc.oneof(fc.uint8Array().map(Buffer.from), markup.map(text)), (file) => {
        expect(known).toContain(codeOf(Buffer.from(file)));
      }),
    );
  });
});
