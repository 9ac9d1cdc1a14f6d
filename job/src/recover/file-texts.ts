import { isPng, isWebp } from '../exif/chunks.ts';
import { readExifTexts } from './exif-texts.ts';
import { readJpegTexts } from './jpeg-texts.ts';
import { readPngTexts } from './png-texts.ts';
import { readWebpTexts } from './webp-texts.ts';
import { findXmp, readXmp } from './xmp.ts';

/**
 * What a file says, by where it says it: a PNG's texts by their keyword ("parameters"), the others as
 * `exif:UserComment`, `xmp:description`, `iptc:caption`, `jpeg:comment`.
 */
export type FileTexts = ReadonlyMap<string, string>;

/** The texts that generators are known to write, whatever the container; what is broken is missing. */
export function readFileTexts(file: Buffer): FileTexts {
  const texts = readContainer(file);
  for (const [key, text] of readExifTexts(file)) texts.set(key, text);
  for (const [property, text] of readXmp(texts.get('xmp') ?? '')) {
    texts.set(`xmp:${property}`, text);
  }
  return texts;
}

function readContainer(file: Buffer): Map<string, string> {
  if (isPng(file)) return readPngTexts(file);
  if (isWebp(file)) return readWebpTexts(file);
  if (file[0] === 0xff && file[1] === 0xd8) return readJpegTexts(file);
  return findXmp(file);
}
