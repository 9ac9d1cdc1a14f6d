import { isUtf8 } from 'node:buffer';
import { decodeText } from '../exif/decode-text.ts';

/** Eight bytes that name the character set, or are zero when it is not told (EXIF 2.32, 4.6.5, D). */
const PREFIX = /^(?:ASCII\0{3}|UNICODE\0|JIS\0{5}|\0{8})/;
const UTF16_PREFIX = 'UNICODE\0';
const LITTLE_ENDIAN_MARK = 0xfffe;
const BIG_ENDIAN_MARK = 0xfeff;

/**
 * The text of an EXIF UserComment. "UNICODE" is UTF-16 in the file's byte order by the letter, but
 * A1111 writes big-endian into files of either, and others write UTF-8: the bytes themselves tell.
 * https://github.com/hMatoba/Piexif/blob/master/piexif/helper.py
 */
export function decodeUserComment(bytes: Buffer): string {
  const prefix = PREFIX.exec(bytes.toString('latin1', 0, 8))?.[0] ?? '';
  const text = bytes.subarray(prefix.length);
  // Latin letters have a zero byte in UTF-16 and none in UTF-8; a padded end says nothing.
  const hasZeros = text.toString('latin1').replace(/\0+$/, '').includes('\0');
  const isWide = hasZeros || (prefix === UTF16_PREFIX && !isUtf8(text));
  return (isWide ? decodeUtf16(text) : decodeText(text)).replace(/\0+$/, '');
}

function decodeUtf16(bytes: Buffer): string {
  const little = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  const mark = little.length > 0 ? little.readUInt16BE(0) : 0;
  const hasMark = mark === LITTLE_ENDIAN_MARK || mark === BIG_ENDIAN_MARK;
  const big = Buffer.from(little).swap16();
  const isBig = hasMark ? mark === BIG_ENDIAN_MARK : countLatin(big) > countLatin(little);
  return (isBig ? big : little).toString('utf16le', hasMark ? 2 : 0);
}

/** Generators write punctuation, digits and names of settings, whatever the language of the prompt. */
function countLatin(utf16: Buffer): number {
  let count = 0;
  for (let at = 0; at < utf16.length; at += 2) {
    const low = utf16[at] ?? 0;
    if (utf16[at + 1] === 0 && (low === 0x0a || (low >= 0x20 && low < 0x7f))) count++;
  }
  return count;
}
