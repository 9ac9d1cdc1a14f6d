/** "RIFF", 4 bytes of size, "WEBP". */
const HEADER = 12;
const PREAMBLE = 'Exif\0\0';

/** The EXIF of a WebP file as a TIFF, which is what it is within its chunk; exifr reads no WebP. */
export function findWebpExif(file: Buffer): Buffer | undefined {
  const text = (start: number, end: number) => file.toString('latin1', start, end);
  if (text(0, 4) !== 'RIFF' || text(8, HEADER) !== 'WEBP') return undefined;
  for (let at = HEADER; at + 8 <= file.length; ) {
    const size = file.readUInt32LE(at + 4);
    const start = at + 8;
    if (text(at, at + 4) === 'EXIF') {
      // Some writers keep the preamble that only JPEG asks for.
      const skip = text(start, start + PREAMBLE.length) === PREAMBLE ? PREAMBLE.length : 0;
      return file.subarray(start + skip, start + size);
    }
    // Chunks are padded to even sizes (RIFF).
    at = start + size + (size % 2);
  }
  return undefined;
}
