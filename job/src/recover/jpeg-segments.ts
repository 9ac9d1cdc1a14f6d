const START_OF_SCAN = 0xda;
/** A file of nothing but empty segments would take a second. */
const MAX_SEGMENTS = 20_000;

export type Segment = { readonly marker: number; readonly data: Buffer };

/** A JPEG's segments before its pixels: a marker, a length that counts itself, data (ITU T.81, B.1). */
export function* jpegSegments(file: Buffer): Generator<Segment> {
  let at = 2;
  for (let count = 0; count < MAX_SEGMENTS && at + 4 <= file.length; count++) {
    const marker = file[at + 1] ?? 0;
    if (file[at] !== 0xff || marker === START_OF_SCAN) return;
    if (marker === 0xff) {
      // A marker may be padded with any number of these.
      at += 1;
      continue;
    }
    const length = file.readUInt16BE(at + 2);
    if (length < 2) return;
    yield { marker, data: file.subarray(at + 4, at + 2 + length) };
    at += 2 + length;
  }
}
