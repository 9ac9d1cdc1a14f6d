/** When images arrive, in seconds from the start, and how long is looked at. */
export type Pattern = {
  readonly name: string;
  readonly arrivals: readonly number[];
  /** The end of what is looked at; what has begun is let end. */
  readonly seconds: number;
};

const HOUR = 3600;

/** The patterns that are shown, by the name that the command takes. */
export const PATTERNS: Readonly<Record<string, Pattern>> = {
  single: { name: 'a single image', arrivals: [0], seconds: 300 },
  burst: {
    name: 'a burst of 1,000',
    arrivals: Array.from({ length: 1000 }, () => 0),
    seconds: 600,
  },
  minute: { name: 'steady 1 a minute, 1 h', arrivals: steady(1 / 60, HOUR), seconds: HOUR },
  steady1: { name: 'steady 1/s, 1 h', arrivals: steady(1, HOUR), seconds: HOUR },
  steady10: { name: 'steady 10/s, 20 min', arrivals: steady(10, HOUR / 3), seconds: HOUR / 3 },
  night: { name: 'a night of nothing, 8 h', arrivals: [], seconds: 8 * HOUR },
};

function steady(perSecond: number, seconds: number): number[] {
  return Array.from({ length: Math.round(perSecond * seconds) }, (_, index) => index / perSecond);
}
