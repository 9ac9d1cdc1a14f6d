import type { CameraFacts } from './camera.ts';

/** At this f-number and below a lens is used wide open, or nearly so. */
const WIDE_OPEN = 2;
/** At this one and above it is closed for depth, or for light. */
const STOPPED_DOWN = 11;
/** What lenses are called, up to which focal length on 35 mm film. */
const LENSES = [
  [20, 'ultra-wide '],
  [28, 'wide-angle '],
  [39, ''],
  [60, 'normal '],
  [69, ''],
  [99, 'short telephoto '],
  [Number.POSITIVE_INFINITY, 'telephoto '],
] as const;
/** Longer than any hand holds still. */
const LONG_EXPOSURE_SECONDS = 1;

/** The camera's facts in a photographer's words, the most telling first. */
export function describeCamera(facts: CameraFacts): string[] {
  return [
    describeLens(facts),
    describeAperture(facts.aperture),
    describeExposure(facts.exposureSeconds),
    facts.iso === undefined ? undefined : `ISO ${Math.round(facts.iso)}`,
    facts.flash ? 'flash' : undefined,
    nameCamera(facts),
  ].filter((phrase) => phrase !== undefined);
}

/** Phones say "4.2 mm" and mean what photographers call 26 mm. */
function describeLens({ lens, focalLengthMm, focalLength35Mm }: CameraFacts): string | undefined {
  const length = focalLength35Mm ?? focalLengthMm;
  if (length === undefined) return lens;
  return `${Math.round(length)} mm ${kindOfLens(focalLength35Mm)}lens`;
}

function kindOfLens(focalLength35Mm: number | undefined): string {
  if (focalLength35Mm === undefined) return '';
  const length = Math.round(focalLength35Mm);
  return LENSES.find(([longest]) => length <= longest)?.[1] ?? '';
}

function describeAperture(aperture: number | undefined): string | undefined {
  if (aperture === undefined) return undefined;
  const stop = `f/${Number(aperture.toFixed(1))}`;
  if (aperture >= STOPPED_DOWN) return `stopped down to ${stop}`;
  return aperture <= WIDE_OPEN ? `wide open at ${stop}` : stop;
}

function describeExposure(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  if (seconds >= LONG_EXPOSURE_SECONDS) return `${Number(seconds.toFixed(1))} s long exposure`;
  // Cameras write 0.4 s as such, and what is shorter than 1/3 s as a fraction.
  return seconds < 0.3 ? `1/${Math.round(1 / seconds)} s` : `${Number(seconds.toFixed(1))} s`;
}

/** "Canon EOS R6 camera": most makers repeat their name in the model. */
function nameCamera({ make, model }: CameraFacts): string | undefined {
  if (!model) return undefined;
  const maker = make?.split(' ')[0] ?? '';
  const repeated = model.toLowerCase().startsWith(maker.toLowerCase());
  return `${repeated ? model : `${maker} ${model}`} camera`;
}
