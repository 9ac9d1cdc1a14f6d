import { decodeText } from '../exif/decode-text.ts';

const PHOTOSHOP_MARK = Buffer.from('Photoshop 3.0\0', 'latin1');
const IPTC_RESOURCE = 0x0404;
/** Application record, caption (IPTC-IIM 4.2, 6). */
const RECORD = 2;
const CAPTION = 120;

/** The caption in a JPEG's APP13: Photoshop's resources, one of which is IPTC-IIM. */
export function readIptcCaption(segment: Buffer): string | undefined {
  if (!segment.subarray(0, PHOTOSHOP_MARK.length).equals(PHOTOSHOP_MARK)) return undefined;
  let at = PHOTOSHOP_MARK.length;
  // Signature, number, a name of even length with its length in front, length, data padded to even.
  while (at + 12 <= segment.length && segment.toString('latin1', at, at + 4) === '8BIM') {
    const name = segment[at + 6] ?? 0;
    const lengthAt = at + 6 + name + 1 + ((name + 1) % 2);
    if (lengthAt + 4 > segment.length) return undefined;
    const length = segment.readUInt32BE(lengthAt);
    const data = segment.subarray(lengthAt + 4, lengthAt + 4 + length);
    if (segment.readUInt16BE(at + 4) === IPTC_RESOURCE) return findCaption(data);
    at = lengthAt + 4 + length + (length % 2);
  }
  return undefined;
}

/** Data sets of a mark, record, number, length and value. */
function findCaption(data: Buffer): string | undefined {
  let at = 0;
  while (at + 5 <= data.length && data[at] === 0x1c) {
    const length = data.readUInt16BE(at + 3);
    if (data[at + 1] === RECORD && data[at + 2] === CAPTION) {
      return decodeText(data.subarray(at + 5, at + 5 + length));
    }
    at += 5 + length;
  }
  return undefined;
}
