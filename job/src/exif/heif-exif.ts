import { boxes, findBox } from './boxes.ts';

/** A full box begins with its version and flags. */
const FULL_BOX = 4;
/** A file that claims billions of pieces has no room for them. */
const MAX_EXTENTS = 20_000;

/**
 * The item `Exif` of a HEIF or AVIF file: beside the pixels it is another item, and a table tells where
 * the bytes of each are (ISO/IEC 14496-12, 8.11; 23008-12, A.2.1). Only an item in one piece is read.
 */
export function findHeifExif(file: Buffer): Buffer | undefined {
  const meta = findBox(file, 'meta')?.subarray(FULL_BOX);
  if (!meta) return undefined;
  const id = findItem(findBox(meta, 'iinf'), 'Exif');
  const place = id === undefined ? undefined : findPlace(findBox(meta, 'iloc'), id);
  if (!place) return undefined;
  const { start, length, isInData } = place;
  const source = isInData ? findBox(meta, 'idat') : file;
  const item = source?.subarray(start, start + length);
  // It begins with how many bytes stand before its TIFF.
  return item && item.length > 4 ? item.subarray(4 + item.readUInt32BE(0)) : undefined;
}

function findItem(iinf: Buffer | undefined, wanted: string): number | undefined {
  if (!iinf) return undefined;
  const entries = iinf.subarray(FULL_BOX + (iinf[0] === 0 ? 2 : 4));
  for (const { data } of boxes(entries)) {
    const read = reader(data);
    const version = read(1);
    read(3);
    const id = read(version === 2 ? 2 : 4);
    const type = data.toString('latin1', version === 2 ? 8 : 10, version === 2 ? 12 : 14);
    if (version >= 2 && type === wanted) return id;
  }
  return undefined;
}

type Place = { readonly start: number; readonly length: number; readonly isInData: boolean };

function findPlace(iloc: Buffer | undefined, wanted: number): Place | undefined {
  if (!iloc) return undefined;
  const read = reader(iloc);
  const version = read(1);
  read(3);
  const sizes = read(2);
  const nibble = (shift: number) => (sizes >> shift) & 15;
  const [offsetSize, lengthSize, baseSize] = [nibble(12), nibble(8), nibble(4)];
  const indexSize = version === 0 ? 0 : nibble(0);
  const count = read(version < 2 ? 2 : 4);
  let left = MAX_EXTENTS;
  for (let item = 0; item < count && left > 0; item++, left--) {
    const id = read(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : read(2) & 15;
    read(2);
    const base = read(baseSize);
    const extents = read(2);
    for (let extent = 0; extent < extents && left > 0; extent++, left--) {
      read(indexSize);
      const start = base + read(offsetSize);
      const length = read(lengthSize);
      if (id === wanted)
        return extents === 1 ? { start, length, isInData: method === 1 } : undefined;
    }
  }
  return undefined;
}

/** Gives one big-endian number of so many bytes after the other; beyond the end all are zero. */
function reader(bytes: Buffer): (size: number) => number {
  let at = 0;
  return (size) => {
    const start = at;
    at += size;
    if (size === 0 || at > bytes.length) return 0;
    return size <= 6 ? bytes.readUIntBE(start, size) : Number(bytes.readBigUInt64BE(start));
  };
}
