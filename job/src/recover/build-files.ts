import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Signature, then IHDR: 4 bytes of length, 4 of type, 13 of data, 4 of checksum. */
const AFTER_PNG_HEADER = 8 + 25;
const END_CHUNK_LENGTH = 12;

const picture = sharp({
  create: { width: 96, height: 64, channels: 3, background: '#34568b' },
}).composite([
  { input: Buffer.from('<svg width="48" height="32"><circle cx="24" cy="16" r="12"/></svg>') },
]);

/** Each encoded once: property tests ask for hundreds. */
const encoded = new Map<string, Promise<Buffer>>();

export function plainFile(format: 'png' | 'jpeg' | 'webp'): Promise<Buffer> {
  const file = encoded.get(format) ?? picture.clone().toFormat(format).toBuffer();
  encoded.set(format, file);
  return file;
}

/** Pillow's `PngInfo.add_text`: tEXt if Latin-1 has all the characters, else iTXt. */
export function pillowText(keyword: string, text: string): Buffer {
  const isLatin = [...text].every((character) => (character.codePointAt(0) ?? 0) < 256);
  return isLatin
    ? textChunk(keyword, Buffer.from(text, 'latin1'))
    : internationalChunk(keyword, text);
}

export function textChunk(keyword: string, text: Buffer): Buffer {
  return pngChunk('tEXt', Buffer.concat([Buffer.from(`${keyword}\0`, 'latin1'), text]));
}

export function compressedChunk(keyword: string, text: string | Buffer): Buffer {
  return pngChunk(
    'zTXt',
    Buffer.concat([Buffer.from(`${keyword}\0\0`, 'latin1'), deflateSync(text)]),
  );
}

export function internationalChunk(keyword: string, text: string, compressed = false): Buffer {
  const head = Buffer.from(`${keyword}\0${compressed ? '\u0001' : '\0'}\0\0\0`, 'latin1');
  return pngChunk(
    'iTXt',
    Buffer.concat([head, compressed ? deflateSync(text) : Buffer.from(text)]),
  );
}

export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** A PNG with chunks behind its header, or behind its pixels. */
export async function pngWith(
  chunks: readonly Buffer[],
  place: 'before' | 'after' = 'before',
): Promise<Buffer> {
  const png = await plainFile('png');
  const at = place === 'before' ? AFTER_PNG_HEADER : png.length - END_CHUNK_LENGTH;
  return Buffer.concat([png.subarray(0, at), ...chunks, png.subarray(at)]);
}

export async function pngWithTexts(texts: Readonly<Record<string, string>>): Promise<Buffer> {
  return pngWith(Object.entries(texts).map(([keyword, text]) => pillowText(keyword, text)));
}

export function jpegSegment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

export async function jpegWith(segments: readonly Buffer[]): Promise<Buffer> {
  const jpeg = await plainFile('jpeg');
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

export function exifSegment(tiff: Buffer): Buffer {
  return jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
}

export function xmpSegment(xmp: string): Buffer {
  return jpegSegment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`));
}

/** A WebP with more chunks behind its pixels; sharp writes it simple, so it is made extended. */
export async function webpWith(chunks: readonly Buffer[]): Promise<Buffer> {
  const webp = await plainFile('webp');
  const features = Buffer.from([0x0c, 0, 0, 0, 95, 0, 0, 63, 0, 0]);
  const body = Buffer.concat([riffChunk('VP8X', features), webp.subarray(12), ...chunks]);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}

export function riffChunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

/** A TIFF of a directory with texts, and an EXIF directory with a UserComment. */
export function exifTiff(
  texts: Readonly<Record<number, string>>,
  userComment?: Buffer,
  byteOrder: ByteOrder = 'MM',
): Buffer {
  const entries: TiffEntry[] = Object.entries(texts).map(([tag, text]) => {
    return { tag: Number(tag), type: 2, data: Buffer.from(`${text}\0`) };
  });
  const head = Buffer.concat([Buffer.from(byteOrder), number(42, 2, byteOrder)]);
  const start = number(8, 4, byteOrder);
  if (!userComment) return Buffer.concat([head, start, directory(entries, 8, byteOrder)]);
  const exif = [{ tag: 0x9286, type: 7, data: userComment }];
  // The pointer's own length does not depend on where it points.
  const pointed = (at: number) => {
    const pointer = { tag: 0x8769, type: 4, data: number(at, 4, byteOrder) };
    return directory([...entries, pointer], 8, byteOrder);
  };
  const exifAt = 8 + pointed(0).length;
  return Buffer.concat([head, start, pointed(exifAt), directory(exif, exifAt, byteOrder)]);
}

type ByteOrder = 'II' | 'MM';
type TiffEntry = { readonly tag: number; readonly type: number; readonly data: Buffer };

/** Entries, then the values that do not fit in four bytes. */
function directory(entries: readonly TiffEntry[], at: number, byteOrder: ByteOrder): Buffer {
  let valueAt = at + 2 + entries.length * 12 + 4;
  const values: Buffer[] = [];
  const fields = entries.map(({ tag, type, data }) => {
    const padded = Buffer.concat([data, Buffer.alloc(Math.max(4 - data.length, data.length % 2))]);
    const fits = padded.length === 4;
    const field = fits ? padded : number(valueAt, 4, byteOrder);
    if (!fits) {
      values.push(padded);
      valueAt += padded.length;
    }
    const count = type === 4 ? 1 : data.length;
    const numbers = [number(tag, 2, byteOrder), number(type, 2, byteOrder)];
    return Buffer.concat([...numbers, number(count, 4, byteOrder), field]);
  });
  const count = number(entries.length, 2, byteOrder);
  return Buffer.concat([count, ...fields, number(0, 4, byteOrder), ...values]);
}

function number(value: number, bytes: 2 | 4, byteOrder: ByteOrder): Buffer {
  const buffer = Buffer.alloc(bytes);
  if (byteOrder === 'MM') buffer.writeUIntBE(value, 0, bytes);
  else buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}

/** A UserComment as piexif writes it for A1111: "UNICODE", then UTF-16, big-endian in any file. */
export function unicodeComment(text: string, byteOrder: 'little' | 'big' = 'big'): Buffer {
  const utf16: Buffer = Buffer.from(text, 'utf16le');
  return Buffer.concat([
    Buffer.from('UNICODE\0', 'latin1'),
    byteOrder === 'big' ? utf16.swap16() : utf16,
  ]);
}

/** XMP with each property as an attribute, or with `{ li }` as an element of alternatives. */
export function xmpPacket(properties: Readonly<Record<string, string | { readonly li: string }>>) {
  const attributes = Object.entries(properties).flatMap(([name, value]) =>
    typeof value === 'string' ? [`${name}="${escapeXml(value)}"`] : [],
  );
  const elements = Object.entries(properties).flatMap(([name, value]) =>
    typeof value === 'string'
      ? []
      : [
          `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(value.li)}</rdf:li></rdf:Alt></${name}>`,
        ],
  );
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" ${attributes.join(' ')}>${elements.join('')}</rdf:Description></rdf:RDF></x:xmpmeta>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#xA;');
}
