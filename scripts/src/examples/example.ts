/** One example image: what is drawn, and how it is saved. */
export type Example = {
  readonly fileName: string;
  readonly svg: string;
  /** Grain as of a sensor, standard deviation in levels. */
  readonly grain?: number;
  /** Text chunks that go into the PNG. */
  readonly text?: Readonly<Record<string, string>>;
  /** EXIF that goes into the JPEG, by directory. */
  readonly exif?: Readonly<Record<string, Record<string, string>>>;
};

export function drawing(width: number, height: number, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`;
}

/** A vertical gradient, unless the line from `x1,y1` to `x2,y2` says otherwise. */
export function gradient(
  id: string,
  stops: readonly string[],
  line = 'x1="0" y1="0" x2="0" y2="1"',
) {
  const marks = stops.map((colour, index) => {
    const offset = ((100 * index) / (stops.length - 1)).toFixed(1);
    return `<stop offset="${offset}%" stop-color="${colour}"/>`;
  });
  return `<linearGradient id="${id}" ${line}>${marks.join('')}</linearGradient>`;
}

/** From the middle outwards. */
export function glow(id: string, colour: string, opacity = 1): string {
  return `<radialGradient id="${id}"><stop offset="0%" stop-color="${colour}" stop-opacity="${opacity}"/><stop offset="100%" stop-color="${colour}" stop-opacity="0"/></radialGradient>`;
}

export function blur(id: string, deviation: number): string {
  return `<filter id="${id}" x="-50%" y="-50%" width="200%" height="200%" color-interpolation-filters="sRGB"><feGaussianBlur stdDeviation="${deviation}"/></filter>`;
}
