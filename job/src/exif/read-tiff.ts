/** The pointer from the first directory to EXIF's own (EXIF 2.32, 4.6.3). */
const EXIF_DIRECTORY = 0x8769;
const ENTRY_LENGTH = 12;
/** Bytes of one value by type: BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED; no other is needed. */
const LENGTHS: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 };

export type TiffValues = ReadonlyMap<number, Buffer | number>;

/**
 * The wanted tags of a TIFF and its EXIF directory: first numbers, and the bytes of what is text, as
 * its encoding is another in each tag. A broken entry is skipped.
 */
export function readTiff(tiff: Buffer, wanted: ReadonlySet<number>): TiffValues {
  const values = new Map<number, Buffer | number>();
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return values;
  const reader = createReader(tiff, order === 'II');
  const tags = new Set([...wanted, EXIF_DIRECTORY]);
  readDirectory(reader, reader.long(4), tags, values);
  const exif = values.get(EXIF_DIRECTORY);
  // Of a broken file it may be a fraction.
  const isOffset = typeof exif === 'number' && Number.isInteger(exif);
  // One level down and no further: directories that point at each other lead nowhere.
  if (isOffset) readDirectory(reader, exif, wanted, values);
  values.delete(EXIF_DIRECTORY);
  return values;
}

type Reader = ReturnType<typeof createReader>;

/** Numbers in the file's byte order; beyond its end all are zero. */
function createReader(tiff: Buffer, little: boolean) {
  const within = (at: number, length: number) => at + length <= tiff.length;
  const short = (at: number) => {
    if (!within(at, 2)) return 0;
    return little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  };
  const long = (at: number) => {
    if (!within(at, 4)) return 0;
    return little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at);
  };
  const bytes = (at: number, length: number) => tiff.subarray(at, at + length);
  return { within, short, long, bytes };
}

function readDirectory(
  reader: Reader,
  start: number,
  tags: ReadonlySet<number>,
  values: Map<number, Buffer | number>,
): void {
  const count = reader.short(start);
  for (let index = 0; index < count; index++) {
    const entry = start + 2 + index * ENTRY_LENGTH;
    if (!reader.within(entry, ENTRY_LENGTH)) return;
    const tag = reader.short(entry);
    if (!tags.has(tag) || values.has(tag)) continue;
    const value = readValue(reader, entry);
    if (value !== undefined) values.set(tag, value);
  }
}

/** What fits in four bytes stands in the entry itself, the rest at an offset. */
function readValue(reader: Reader, entry: number): Buffer | number | undefined {
  const type = reader.short(entry + 2);
  const length = (LENGTHS[type] ?? 0) * reader.long(entry + 4);
  const at = length <= 4 ? entry + 8 : reader.long(entry + 8);
  if (length === 0 || !reader.within(at, length)) return undefined;
  if (type === 3) return reader.short(at);
  if (type === 4) return reader.long(at);
  if (type === 5) return reader.long(at) / reader.long(at + 4);
  return reader.bytes(at, length);
}
