import { crc32 } from 'node:zlib';

/** Signature, then IHDR: 4 bytes of length, 4 of type, 13 of data, 4 of checksum. */
const AFTER_HEADER = 8 + 25;

/** A PNG with a `tEXt` chunk for each entry, right after its header. https://www.w3.org/TR/png-3/#11tEXt */
export function addPngText(png: Buffer, entries: Readonly<Record<string, string>>): Buffer {
  const chunks = Object.entries(entries).map(([keyword, text]) =>
    textChunk(Buffer.from(`${keyword}\0${text}`, 'latin1')),
  );
  return Buffer.concat([png.subarray(0, AFTER_HEADER), ...chunks, png.subarray(AFTER_HEADER)]);
}

function textChunk(data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from('tEXt', 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  // The checksum covers type and data, not the length.
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
