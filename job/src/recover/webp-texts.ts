import { webpChunks } from '../exif/chunks.ts';
import { decodeText } from '../exif/decode-text.ts';
import { MAX_XMP_BYTES } from './xmp.ts';

/** A WebP's XMP; its EXIF is read as in any other file. */
export function readWebpTexts(file: Buffer): Map<string, string> {
  for (const { type, data } of webpChunks(file)) {
    if (type === 'XMP ') return new Map([['xmp', decodeText(data.subarray(0, MAX_XMP_BYTES))]]);
  }
  return new Map();
}
