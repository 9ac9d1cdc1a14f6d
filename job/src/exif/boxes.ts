/** A file of nothing but empty boxes would take a second. */
const MAX_BOXES = 20_000;

export type Box = { readonly type: string; readonly data: Buffer };

/**
 * Boxes of length and type; a length of 1 is told in the eight bytes that follow, 0 is to the end; the
 * last may be cut (ISO/IEC 14496-12, 4.2).
 */
export function* boxes(file: Buffer): Generator<Box> {
  let at = 0;
  for (let count = 0; count < MAX_BOXES && at + 8 <= file.length; count++) {
    const told = file.readUInt32BE(at);
    const isLong = told === 1 && at + 16 <= file.length;
    const length = isLong ? Number(file.readBigUInt64BE(at + 8)) : told || file.length - at;
    const head = isLong ? 16 : 8;
    if (length < head) return;
    yield {
      type: file.toString('latin1', at + 4, at + 8),
      data: file.subarray(at + head, at + length),
    };
    at += length;
  }
}

/** The content of the first box of a type. */
export function findBox(file: Buffer, type: string): Buffer | undefined {
  for (const box of boxes(file)) if (box.type === type) return box.data;
  return undefined;
}
