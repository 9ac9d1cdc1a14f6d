import type { CameraFacts } from './camera.ts';

/**
 * How bright the scene was, as the camera exposed for it: EV at ISO 100. Sunlight is 15, a low sun 11 to 14,
 * rooms 4 to 8. https://en.wikipedia.org/wiki/Exposure_value
 */
export function exposureValue(exif: CameraFacts | undefined): number | undefined {
  const { aperture, exposureSeconds, iso } = exif ?? {};
  if (aperture === undefined || exposureSeconds === undefined || iso === undefined)
    return undefined;
  return Math.log2((aperture * aperture) / exposureSeconds) - Math.log2(iso / 100);
}

/** The hour of day at which a picture was taken, local time. */
export function hourTaken(exif: CameraFacts | undefined): number | undefined {
  const found = /T(\d\d):(\d\d)/.exec(exif?.takenAt ?? '');
  return found ? Number(found[1]) + Number(found[2]) / 60 : undefined;
}
