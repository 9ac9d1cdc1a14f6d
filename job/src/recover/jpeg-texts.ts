import { decodeText } from '../exif/decode-text.ts';
import { readIptcCaption } from './iptc.ts';
import { jpegSegments } from './jpeg-segments.ts';

const APP1 = 0xe1;
const APP13 = 0xed;
const COMMENT = 0xfe;
/** XMP specification part 3, 1.1.3. */
const XMP_MARK = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');

/** A JPEG's XMP, IPTC caption and comment, the first of each; its EXIF is read as in any other file. */
export function readJpegTexts(file: Buffer): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { marker, data } of jpegSegments(file)) {
    if (marker === APP1 && data.subarray(0, XMP_MARK.length).equals(XMP_MARK)) {
      add(texts, 'xmp', decodeText(data.subarray(XMP_MARK.length)));
    }
    if (marker === APP13) add(texts, 'iptc:caption', readIptcCaption(data));
    if (marker === COMMENT) add(texts, 'jpeg:comment', decodeText(data));
  }
  return texts;
}

function add(texts: Map<string, string>, key: string, text: string | undefined): void {
  if (text !== undefined && !texts.has(key)) texts.set(key, text);
}
