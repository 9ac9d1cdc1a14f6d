/** So far below what is granted that a late timer does not put one call too many into a second. */
const HAIR = 0.98;
/**
 * How far above its share a rate may grow: 10, 20 and 30 calls a second have all been documented as the
 * quota, so half of it may be believed. https://github.com/MicrosoftDocs/azure-docs/pull/104666
 */
const CEILING = 2;
/** Of the share, by the cube of the seconds since the last fall: from half to whole in eight of them. */
const RETURN = 0.001;
/** Of the share, in each second: what lies beyond may be what others are granted. */
const PROBE = 0.005;
/** A rate is halved at most, however little of it was taken, and doubled by one call at most. */
const LARGEST_STEP = 2;

export type Portion = {
  /** Of the share. */
  value(): number;
  /** After a call that was taken, the first in so many seconds in which the rate was used. */
  grow(seconds: number): void;
  /** Where the share is another one, so many times as large. */
  rescale(factor: number): void;
  /** Where `taken`, a part of the share, was taken of more; not below `least`. */
  fall(taken: number, least: number): void;
};

/**
 * What part of its share a rate is. It falls to what the service was seen to take, returns as TCP CUBIC
 * does, slowly near where it fell and ever faster beyond, and probes slowly above its share.
 */
export function createPortion(): Portion {
  let value = HAIR;
  let goodSeconds = 0;
  return {
    value: () => value,
    grow(seconds) {
      goodSeconds += seconds;
      if (value >= HAIR) {
        value = Math.min(CEILING, value + PROBE * seconds);
        return;
      }
      const slope = 3 * RETURN * goodSeconds ** 2;
      value = Math.min(HAIR, value * LARGEST_STEP, value + slope * seconds);
    },
    rescale(factor) {
      // What was refused of a larger share was refused because others have come: a rate that fits already
      // does not fall once more.
      if (factor < 1) value = Math.max(value, Math.min(HAIR, value / factor));
    },
    fall(taken, least) {
      goodSeconds = 0;
      value = Math.max(least, value / LARGEST_STEP, Math.min(value, taken) * HAIR);
    },
  };
}
