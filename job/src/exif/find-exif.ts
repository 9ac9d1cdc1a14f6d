import { type Chunk, isPng, isWebp, pngChunks, webpChunks } from './chunks.ts';
import { findHeifExif } from './heif-exif.ts';

const PREAMBLE = Buffer.from('Exif\0\0', 'latin1');
/** With the two byte orders that a TIFF may begin with. */
const MARKS = ['II*\0', 'MM\0*'].map((order) => Buffer.from(`Exif\0\0${order}`, 'latin1'));
/** ComfyUI keeps whole graphs in it; what lies beyond is makers' notes and thumbnails. */
const MAX_LENGTH = 8 * 1024 * 1024;

/** Both the camera and the generator of a picture are read from it. */
const known = new WeakMap<Buffer, Buffer | 'none'>();

/**
 * The EXIF of an image file: a TIFF of its own, whatever the container. Read here and not by a
 * library, because of files made to harm: every step goes forwards and stays within the bytes.
 */
export function findExif(file: Buffer): Buffer | undefined {
  const exif = known.get(file) ?? locate(file) ?? 'none';
  known.set(file, exif);
  if (exif === 'none') return undefined;
  // Some PNG and WebP writers keep the preamble that only JPEG asks for.
  const start = exif.subarray(0, PREAMBLE.length).equals(PREAMBLE) ? PREAMBLE.length : 0;
  return exif.subarray(start, start + MAX_LENGTH);
}

function locate(file: Buffer): Buffer | undefined {
  // https://www.w3.org/TR/png-3/#eXIf
  if (isPng(file)) return findChunk(pngChunks(file), 'eXIf');
  if (isWebp(file)) return findChunk(webpChunks(file), 'EXIF');
  return (isHeif(file) && findHeifExif(file)) || findByPreamble(file);
}

function isHeif(file: Buffer): boolean {
  return file.toString('latin1', 4, 8) === 'ftyp';
}

function findChunk(chunks: Iterable<Chunk>, wanted: string): Buffer | undefined {
  for (const { type, data } of chunks) if (type === wanted) return data;
  return undefined;
}

/** JPEG marks it with the preamble, HEIF and AVIF may; a TIFF is one itself. */
function findByPreamble(file: Buffer): Buffer | undefined {
  if (/^(II\*\0|MM\0\*)/.test(file.toString('latin1', 0, 4))) return file;
  // Six bytes are looked for by their first one: a sixth of the time that ten take (measured).
  const start = file.indexOf(PREAMBLE);
  if (start < 0) return undefined;
  const rest = file.subarray(start);
  if (MARKS.some((mark) => rest.subarray(0, mark.length).equals(mark))) return rest;
  const found = MARKS.map((mark) => rest.indexOf(mark)).filter((at) => at >= 0);
  return found.length > 0 ? rest.subarray(Math.min(...found)) : undefined;
}
