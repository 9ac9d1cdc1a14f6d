import type { CameraFacts } from './camera.ts';
import { exposureValue, hourTaken } from './exposure-value.ts';

/** Hours in which the sun may stand low somewhere, in some season. */
const MORNING = [4.5, 9] as const;
const EVENING = [15.5, 21.5] as const;
/** Sunlight at a low angle, in EV: lamps are darker, the sun of noon brighter. */
const LOW_SUN = [10, 14.2] as const;

/** Whether the sun may have stood low: no full day, no night; nothing is known without a time. */
export function isLowSunHour(exif: CameraFacts | undefined): boolean | undefined {
  const hour = hourTaken(exif);
  return hour === undefined ? undefined : isWithin(hour, MORNING) || isWithin(hour, EVENING);
}

/** Low sun by the clock and by the exposure, without a flash: a lamp is never so bright. */
export function isLowSun(exif: CameraFacts | undefined): boolean {
  const brightness = exposureValue(exif);
  if (brightness === undefined || exif?.flash) return false;
  return isLowSunHour(exif) === true && isWithin(brightness, LOW_SUN);
}

function isWithin(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most;
}
