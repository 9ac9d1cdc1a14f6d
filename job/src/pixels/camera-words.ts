import type { CameraFacts } from './camera.ts';

/** At this f-number and below a lens is used wide open, or nearly so. */
const WIDE_OPEN = 2;

/** The camera's facts in a photographer's words, the most telling first. */
export function describeCamera(facts: CameraFacts): string[] {
  return [
    nameCamera(facts),
    facts.lens ?? describeLens(facts),
    describeAperture(facts.aperture),
    describeExposure(facts.exposureSeconds),
    facts.iso === undefined ? undefined : `ISO ${Math.round(facts.iso)}`,
    facts.flash ? 'flash' : undefined,
  ].filter((phrase) => phrase !== undefined);
}

/** "Canon EOS R6": most makers repeat their name in the model. */
function nameCamera({ make, model }: CameraFacts): string | undefined {
  if (!model) return make;
  const maker = make?.split(' ')[0] ?? '';
  const repeated = model.toLowerCase().startsWith(maker.toLowerCase());
  return repeated ? model : `${maker} ${model}`;
}

function describeLens({ focalLengthMm, focalLength35Mm }: CameraFacts): string | undefined {
  const length = focalLength35Mm ?? focalLengthMm;
  return length === undefined ? undefined : `${Math.round(length)} mm lens`;
}

function describeAperture(aperture: number | undefined): string | undefined {
  if (aperture === undefined) return undefined;
  const stop = `f/${Number(aperture.toFixed(1))}`;
  return aperture <= WIDE_OPEN ? `wide open at ${stop}` : stop;
}

function describeExposure(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  return seconds < 0.4 ? `1/${Math.round(1 / seconds)} s` : `${Number(seconds.toFixed(1))} s`;
}
