import * as z from 'zod';
import { findExif } from '../exif/find-exif.ts';
import { readTiff } from '../exif/read-tiff.ts';

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

/** EXIF's numbers for what is asked (EXIF 2.32, 4.6); no position among them: it is nobody's business. */
const TAGS = {
  make: 0x010f,
  model: 0x0110,
  exposureSeconds: 0x829a,
  aperture: 0x829d,
  iso: 0x8827,
  takenAt: 0x9003,
  flash: 0x9209,
  focalLengthMm: 0x920a,
  focalLength35Mm: 0xa405,
  lens: 0xa434,
} as const;

const MAX_NAME_LENGTH = 60;
/** Names and times are far shorter. */
const MAX_TEXT_BYTES = 256;

/** ComfyUI writes its graph where the camera's name goes, "prompt:{…". */
const GRAPH = /^\w+:\s*\{/;

const name = z
  .string()
  .transform(cleanName)
  .refine((text) => text !== '' && !GRAPH.test(text))
  .optional()
  .catch(undefined);

function range(least: number, most: number) {
  return z.number().min(least).max(most).optional().catch(undefined);
}

/** Ranges that real equipment stays within; zero means "unknown" in EXIF. */
const factsSchema = z.object({
  make: name,
  model: name,
  lens: name,
  focalLengthMm: range(1, 3000),
  focalLength35Mm: range(1, 5000),
  aperture: range(0.5, 128),
  exposureSeconds: range(1 / 200_000, 7200),
  iso: range(1, 10_000_000),
  // Bit 0: the flash fired.
  flash: z
    .int()
    .transform((bits) => (bits & 1) === 1)
    .optional()
    .catch(undefined),
  takenAt: z.string().transform(readTime).optional().catch(undefined),
});

/** Reads what a camera wrote into its file; nothing, missing or malformed, is `undefined`. */
export function readCamera(file: Buffer): CameraFacts | undefined {
  const tiff = findExif(file);
  if (!tiff) return undefined;
  const values = readTiff(tiff, new Set(Object.values(TAGS)));
  const raw = Object.entries(TAGS).map(([fact, tag]) => [fact, readText(values.get(tag))]);
  const facts = factsSchema.parse(Object.fromEntries(raw));
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  return known.length > 0 ? (Object.fromEntries(known) as CameraFacts) : undefined;
}

/** EXIF's text ends at its first zero. */
function readText(value: Buffer | number | undefined): string | number | undefined {
  if (!Buffer.isBuffer(value)) return value;
  return value.toString('utf8', 0, MAX_TEXT_BYTES).split('\0')[0];
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
