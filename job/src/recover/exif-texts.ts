import { decodeText } from '../exif/decode-text.ts';
import { findExif } from '../exif/find-exif.ts';
import { readTiff } from '../exif/read-tiff.ts';
import { decodeUserComment } from './user-comment.ts';

/** EXIF 2.32, 4.6.4 and 4.6.5. */
const TAGS = {
  // ComfyUI goes down from Make, a tag for each of its texts (comfy_api/latest/_ui.py).
  DocumentName: 0x010d,
  ImageDescription: 0x010e,
  Make: 0x010f,
  Model: 0x0110,
  Software: 0x0131,
  MakerNote: 0x927c,
  UserComment: 0x9286,
} as const;

const MAX_TEXT_BYTES = 4 * 1024 * 1024;
/** Of all together: tags may share their bytes. */
const MAX_TOTAL_BYTES = 8 * 1024 * 1024;

/** What an EXIF says in words, by tag: "exif:UserComment". */
export function readExifTexts(file: Buffer): Map<string, string> {
  const texts = new Map<string, string>();
  const tiff = findExif(file);
  if (!tiff) return texts;
  const values = readTiff(tiff, new Set(Object.values(TAGS)));
  let total = 0;
  for (const [name, tag] of Object.entries(TAGS)) {
    const bytes = values.get(tag);
    if (!Buffer.isBuffer(bytes) || bytes.length > MAX_TEXT_BYTES) continue;
    total += bytes.length;
    if (total > MAX_TOTAL_BYTES) break;
    const text = name === 'UserComment' ? decodeUserComment(bytes) : decodeAscii(bytes);
    if (text !== '') texts.set(`exif:${name}`, text);
  }
  return texts;
}

/** EXIF's "ASCII" ends at its first zero and is often UTF-8. */
function decodeAscii(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return decodeText(end < 0 ? bytes : bytes.subarray(0, end));
}
