import sharp, { type Sharp } from 'sharp';
import { describeFile, type Example } from './example-images.ts';
import { ENCODED_AGAIN, type Section } from './section.ts';
import type { Violation } from './violation.ts';

/** Copies as they go about: smaller, and saved by whatever program. */
const SIDES = [1024, 768, 512];
const ENCODERS: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  ...Object.fromEntries(
    [95, 85, 70, 50].map((quality) => [
      `JPEG ${quality}`,
      (image: Sharp) => image.jpeg({ quality }),
    ]),
  ),
  'WebP 80': (image) => image.webp({ quality: 80 }),
  PNG: (image) => image.png(),
};
/** Of the copies that may be told otherwise than the original. */
const BORNE = 0.05;

/** Whether a copy of the same picture is given the same medium, and the same names for its colours. */
export async function checkEncodedAgain(examples: readonly Example[]): Promise<Section> {
  const violations: Violation[] = [];
  let cases = 0;
  for (const { name, file } of examples) {
    const original = await facts(file);
    for (const side of SIDES) {
      for (const [encoder, encode] of Object.entries(ENCODERS)) {
        cases += 1;
        const copy = await facts(await encode(shrink(file, side)).toBuffer());
        if (copy !== original) {
          const what = `${name}, ${side} px ${encoder}: ${copy}, not ${original}`;
          violations.push({ check: 'other facts', what });
        }
      }
    }
  }
  const target = Math.floor(BORNE * cases);
  return { name: ENCODED_AGAIN, cases, violations, target };
}

function shrink(file: Buffer, side: number): Sharp {
  const image = sharp(file).autoOrient().keepExif();
  return image.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
}

async function facts(file: Buffer): Promise<string> {
  const { medium, palette } = await describeFile(file);
  const names = palette?.value.map(({ name }) => name).sort() ?? [];
  return `${medium.value} in ${names.join(', ')}`;
}
