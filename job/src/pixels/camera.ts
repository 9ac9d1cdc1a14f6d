import exifr from 'exifr';
import { z } from 'zod';
import { findWebpExif } from './webp-exif.ts';

/** How a photograph was taken, as its EXIF says. */
export type CameraFacts = {
  readonly make?: string;
  readonly model?: string;
  readonly lens?: string;
  readonly focalLengthMm?: number;
  /** What it would be on 35 mm film. */
  readonly focalLength35Mm?: number;
  readonly aperture?: number;
  readonly exposureSeconds?: number;
  readonly iso?: number;
  /** Whether the flash fired. */
  readonly flash?: boolean;
  /** Local time as in the file, "2024-05-17T19:42:10". */
  readonly takenAt?: string;
};

/** No position is asked for: it is nobody's business. */
const TAGS = [
  'Make',
  'Model',
  'LensModel',
  'FocalLength',
  'FocalLengthIn35mmFormat',
  'FNumber',
  'ExposureTime',
  'ISO',
  'Flash',
  'DateTimeOriginal',
];

const MAX_NAME_LENGTH = 60;

const name = z.string().transform(cleanName).pipe(z.string().min(1)).optional().catch(undefined);

function range(least: number, most: number) {
  return z.number().min(least).max(most).optional().catch(undefined);
}

/** Ranges that real equipment stays within; zero means "unknown" in EXIF. */
const exifSchema = z.object({
  Make: name,
  Model: name,
  LensModel: name,
  FocalLength: range(1, 3000),
  FocalLengthIn35mmFormat: range(1, 5000),
  FNumber: range(0.5, 128),
  ExposureTime: range(1 / 200_000, 7200),
  ISO: range(1, 10_000_000),
  Flash: z.int().min(0).max(255).optional().catch(undefined),
  DateTimeOriginal: z.string().transform(readTime).optional().catch(undefined),
});

/** Reads what a camera wrote into its file; nothing, missing or malformed, is `undefined`. */
export async function readCamera(file: Buffer): Promise<CameraFacts | undefined> {
  const raw = await parseExif(file);
  const parsed = exifSchema.safeParse(raw);
  if (!parsed.success) return undefined;
  const exif = parsed.data;
  const facts = {
    make: exif.Make,
    model: exif.Model,
    lens: exif.LensModel,
    focalLengthMm: exif.FocalLength,
    focalLength35Mm: exif.FocalLengthIn35mmFormat,
    aperture: exif.FNumber,
    exposureSeconds: exif.ExposureTime,
    iso: exif.ISO,
    // Bit 0: the flash fired (EXIF 2.32, tag 37385).
    flash: exif.Flash === undefined ? undefined : (exif.Flash & 1) === 1,
    takenAt: exif.DateTimeOriginal,
  };
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  return known.length > 0 ? (Object.fromEntries(known) as CameraFacts) : undefined;
}

async function parseExif(file: Buffer): Promise<unknown> {
  try {
    return await exifr.parse(findWebpExif(file) ?? file, {
      pick: TAGS,
      gps: false,
      xmp: false,
      icc: false,
      iptc: false,
      jfif: false,
      ihdr: false,
      translateValues: false,
      reviveValues: false,
    });
  } catch {
    // exifr throws on formats without EXIF and on broken segments alike: neither says anything of a camera.
    return undefined;
  }
}

function cleanName(text: string): string {
  return (
    text
      .normalize('NFKC')
      // Control, format (bidi among them), surrogate, private-use and unassigned characters.
      .replace(/\p{C}+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, MAX_NAME_LENGTH)
      .trim()
  );
}

/** EXIF writes "2024:05:17 19:42:10". */
function readTime(text: string): string | undefined {
  const found = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/.exec(text);
  if (!found) return undefined;
  const iso = `${found[1]}-${found[2]}-${found[3]}T${found[4]}:${found[5]}:${found[6]}`;
  return Number.isNaN(Date.parse(`${iso}Z`)) ? undefined : iso;
}
