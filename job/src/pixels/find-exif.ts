const PREAMBLE = Buffer.from('Exif\0\0', 'latin1');
/** With the two byte orders that a TIFF may begin with. */
const MARKS = ['II*\0', 'MM\0*'].map((order) => Buffer.from(`Exif\0\0${order}`, 'latin1'));
const PNG_SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** What a camera says fits in one JPEG segment; makers' notes and thumbnails may lie beyond it. */
const MAX_LENGTH = 65_536;
/** A file of nothing but empty chunks would take a second. */
const MAX_CHUNKS = 20_000;

/**
 * The EXIF of an image file: a TIFF of its own, whatever the container. Read here and not by a
 * library, because of files made to harm: every step goes forwards and stays within the bytes.
 */
export function findExif(file: Buffer): Buffer | undefined {
  const start = locate(file);
  if (start === undefined) return undefined;
  // Some PNG and WebP writers keep the preamble that only JPEG asks for.
  const skip = file.subarray(start, start + PREAMBLE.length).equals(PREAMBLE) ? PREAMBLE.length : 0;
  return file.subarray(start + skip, start + skip + MAX_LENGTH);
}

function locate(file: Buffer): number | undefined {
  if (file.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) return findInPng(file);
  if (/^RIFF.{4}WEBP/s.test(file.toString('latin1', 0, 12))) return findInWebp(file);
  return findByPreamble(file);
}

/** A PNG is chunks of length, type, data and checksum. https://www.w3.org/TR/png-3/#eXIf */
function findInPng(file: Buffer): number | undefined {
  let at = PNG_SIGNATURE.length;
  for (let chunk = 0; chunk < MAX_CHUNKS && at + 8 <= file.length; chunk++) {
    if (file.toString('latin1', at + 4, at + 8) === 'eXIf') return at + 8;
    at += file.readUInt32BE(at) + 12;
  }
  return undefined;
}

/** A WebP is RIFF chunks of type, length and data, padded to even lengths. */
function findInWebp(file: Buffer): number | undefined {
  let at = 12;
  for (let chunk = 0; chunk < MAX_CHUNKS && at + 8 <= file.length; chunk++) {
    if (file.toString('latin1', at, at + 4) === 'EXIF') return at + 8;
    const length = file.readUInt32LE(at + 4);
    at += 8 + length + (length % 2);
  }
  return undefined;
}

/** JPEG, AVIF and HEIF mark it with the preamble; a TIFF is one itself. */
function findByPreamble(file: Buffer): number | undefined {
  if (/^(II\*\0|MM\0\*)/.test(file.toString('latin1', 0, 4))) return 0;
  const found = MARKS.map((mark) => file.indexOf(mark)).filter((at) => at >= 0);
  return found.length > 0 ? Math.min(...found) : undefined;
}
