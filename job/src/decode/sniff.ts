import { ImageFailure } from '@blobscribe/core/failure';

/** The formats that are decoded, by the media type that the record names. */
export const MEDIA_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/tiff',
  'image/avif',
  'image/heic',
] as const;

export type MediaType = (typeof MEDIA_TYPES)[number];

/** How much of the file its format shows in: an SVG may begin with a long comment. */
const HEAD_BYTES = 4096;

/**
 * The format of a file by its content; its name and Content-Type are not believed.
 * @throws {ImageFailure} `unsupported-format` for images and documents of other kinds that are told
 * apart, `not-an-image` for anything else.
 */
export function sniffMediaType(file: Buffer): MediaType {
  const head = file.subarray(0, HEAD_BYTES);
  const known = MAGIC.find(({ test }) => test(head));
  if (!known) throw new ImageFailure('not-an-image');
  if (known.mediaType) return known.mediaType;
  throw new ImageFailure('unsupported-format', { detail: `This file is ${known.name}.` });
}

type Magic = {
  readonly name: string;
  readonly mediaType?: MediaType;
  readonly test: (head: Buffer) => boolean;
};

const starts = (text: string, at = 0) => {
  const bytes = Buffer.from(text, 'latin1');
  return (head: Buffer) => head.subarray(at, at + bytes.length).equals(bytes);
};

/** ISO base media files name their brand behind `ftyp` (ISO/IEC 14496-12, 4.3). */
const brand = (pattern: RegExp) => (head: Buffer) =>
  head.toString('latin1', 4, 8) === 'ftyp' && pattern.test(head.toString('latin1', 8, 32));

/** What may stand before the root of an XML document, a piece at a time: no backtracking over many. */
const PROLOGUE = /^\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^[>]*(?:\[[^\]]*\])?\s*>)/is;

function isSvg(head: Buffer): boolean {
  let text = head.toString('utf8').replace(/^\uFEFF/, '');
  for (let piece = PROLOGUE.exec(text); piece; piece = PROLOGUE.exec(text)) {
    text = text.slice(piece[0].length);
  }
  return /^\s*<(?:\w+:)?svg[\s>/]/i.test(text);
}

const MAGIC: readonly Magic[] = [
  { name: 'JPEG', mediaType: 'image/jpeg', test: starts('\xff\xd8\xff') },
  { name: 'PNG', mediaType: 'image/png', test: starts('\x89PNG\r\n\x1a\n') },
  {
    name: 'WebP',
    mediaType: 'image/webp',
    test: (head) => starts('RIFF')(head) && starts('WEBP', 8)(head),
  },
  {
    name: 'GIF',
    mediaType: 'image/gif',
    test: (head) => /^GIF8[79]a/.test(head.toString('latin1', 0, 6)),
  },
  {
    name: 'TIFF',
    mediaType: 'image/tiff',
    test: (head) => starts('II*\0')(head) || starts('MM\0*')(head),
  },
  { name: 'AVIF', mediaType: 'image/avif', test: brand(/^avi[fs]|^mif1.{4}.*avif/s) },
  { name: 'HEIC', mediaType: 'image/heic', test: brand(/^(?:hei[cxms]|hev[cxms]|mif1|msf1)/) },
  { name: 'JPEG XL', test: (head) => starts('\xff\x0a')(head) || starts('JXL ', 4)(head) },
  {
    name: 'JPEG 2000',
    test: (head) => starts('jP  ', 4)(head) || starts('\xff\x4f\xff\x51')(head),
  },
  {
    name: 'BMP',
    test: (head) => starts('BM')(head) && head.length > 18 && head.readUInt32LE(14) < 200,
  },
  { name: 'an icon', test: starts('\0\0\x01\0') },
  { name: 'a Photoshop document', test: starts('8BPS') },
  { name: 'a PDF', test: (head) => head.subarray(0, 1024).includes('%PDF-') },
  { name: 'SVG', test: isSvg },
];
