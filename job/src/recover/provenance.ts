import type { Scene } from '@blobscribe/core/scene';
import { isPng, isWebp, pngChunks, webpChunks } from '../exif/chunks.ts';
import type { FileTexts } from './file-texts.ts';
import { jpegSegments } from './jpeg-segments.ts';

export type Provenance = NonNullable<Scene['provenance']>['value'];

const APP11 = 0xeb;
/** The superbox's description names its kind within this many bytes (ISO/IEC 19566-5). */
const JUMBF_HEAD_BYTES = 64;
/** The box of C2PA in ISO base media. */
const C2PA_UUID = 'd8fec3d61b0e483c92975828877ec481';
const MAX_BOXES = 1000;

/** What a file says of its own making, in XMP and by having a C2PA manifest; nothing is verified. */
export function readProvenance(file: Buffer, texts: FileTexts): Provenance | undefined {
  const term = texts.get('xmp:DigitalSourceType')?.trim();
  // https://cv.iptc.org/newscodes/digitalsourcetype: a URI that ends in the term.
  const digitalSourceType = /(?:^|\/)([A-Za-z]\w{0,63})$/.exec(term ?? '')?.[1];
  const contentCredentials = hasManifest(file);
  if (digitalSourceType === undefined && !contentCredentials) return undefined;
  return {
    ...(digitalSourceType === undefined ? {} : { digitalSourceType }),
    ...(contentCredentials ? { contentCredentials } : {}),
  };
}

function hasManifest(file: Buffer): boolean {
  if (isPng(file)) return some(pngChunks(file), ({ type }) => type === 'caBX');
  if (isWebp(file)) return some(webpChunks(file), ({ type }) => type === 'C2PA');
  if (file[0] === 0xff && file[1] === 0xd8) {
    return some(jpegSegments(file), ({ marker, data }) => marker === APP11 && isManifest(data));
  }
  return file.toString('latin1', 4, 8) === 'ftyp' && hasManifestBox(file);
}

function some<T>(items: Iterable<T>, test: (item: T) => boolean): boolean {
  for (const item of items) if (test(item)) return true;
  return false;
}

function isManifest(segment: Buffer): boolean {
  const head = segment.toString('latin1', 0, JUMBF_HEAD_BYTES);
  return head.startsWith('JP') && head.includes('jumb') && head.includes('c2pa');
}

/** Boxes of length and type; a length of 1 is told in the eight bytes that follow, 0 is to the end. */
function hasManifestBox(file: Buffer): boolean {
  let at = 0;
  for (let count = 0; count < MAX_BOXES && at + 24 <= file.length; count++) {
    const short = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    if (type === 'uuid' && file.toString('hex', at + 8, at + 24) === C2PA_UUID) return true;
    const length = short === 1 ? Number(file.readBigUInt64BE(at + 8)) : short;
    if (length < 8) return false;
    at += length;
  }
  return false;
}
