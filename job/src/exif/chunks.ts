const PNG_SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** A file of nothing but empty chunks would take a second. */
const MAX_CHUNKS = 20_000;

export type Chunk = { readonly type: string; readonly data: Buffer };

export function isPng(file: Buffer): boolean {
  return file.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE);
}

export function isWebp(file: Buffer): boolean {
  return /^RIFF.{4}WEBP/s.test(file.toString('latin1', 0, 12));
}

/** A PNG is chunks of length, type, data and checksum; the last may be cut. https://www.w3.org/TR/png-3/#5Chunk-layout */
export function* pngChunks(file: Buffer): Generator<Chunk> {
  let at = PNG_SIGNATURE.length;
  for (let count = 0; count < MAX_CHUNKS && at + 8 <= file.length; count++) {
    const length = file.readUInt32BE(at);
    yield {
      type: file.toString('latin1', at + 4, at + 8),
      data: file.subarray(at + 8, at + 8 + length),
    };
    at += length + 12;
  }
}

/** A WebP is RIFF chunks of type, length and data, padded to even lengths. */
export function* webpChunks(file: Buffer): Generator<Chunk> {
  let at = 12;
  for (let count = 0; count < MAX_CHUNKS && at + 8 <= file.length; count++) {
    const length = file.readUInt32LE(at + 4);
    yield {
      type: file.toString('latin1', at, at + 4),
      data: file.subarray(at + 8, at + 8 + length),
    };
    at += 8 + length + (length % 2);
  }
}
