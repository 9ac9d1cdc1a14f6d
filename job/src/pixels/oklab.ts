/** A colour in OKLab: `lightness` 0 to 1, `a` green to red, `b` blue to yellow. https://bottosson.github.io/posts/oklab/ */
export type Oklab = { readonly lightness: number; readonly a: number; readonly b: number };

/** sRGB's transfer function (IEC 61966-2-1), once for each of the 256 values. */
const LINEAR = Float64Array.from({ length: 256 }, (_, value) => {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
});

function linear(value: number): number {
  return LINEAR[Math.round(value)] ?? 0;
}

/** The three kinds of cones, and what the eye makes of them. */
const coneL = (r: number, g: number, b: number) =>
  Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
const coneM = (r: number, g: number, b: number) =>
  Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
const coneS = (r: number, g: number, b: number) =>
  Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
const lightnessOf = (l: number, m: number, s: number) =>
  0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
const aOf = (l: number, m: number, s: number) =>
  1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
const bOf = (l: number, m: number, s: number) =>
  0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;

export function toOklab(red: number, green: number, blue: number): Oklab {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const [l, m, s] = [coneL(r, g, b), coneM(r, g, b), coneS(r, g, b)];
  return { lightness: lightnessOf(l, m, s), a: aOf(l, m, s), b: bOf(l, m, s) };
}

/** Interleaved colours, one plane for each coordinate: as {@link toOklab}, without an object for each. */
export function toOklabPlanes(rgb: Float32Array) {
  const count = rgb.length / 3;
  const planes = {
    lightness: new Float32Array(count),
    a: new Float32Array(count),
    b: new Float32Array(count),
  };
  for (let cell = 0, at = 0; cell < count; cell++, at += 3) {
    const r = linear(rgb[at] ?? 0);
    const g = linear(rgb[at + 1] ?? 0);
    const b = linear(rgb[at + 2] ?? 0);
    const l = coneL(r, g, b);
    const m = coneM(r, g, b);
    const s = coneS(r, g, b);
    planes.lightness[cell] = lightnessOf(l, m, s);
    planes.a[cell] = aOf(l, m, s);
    planes.b[cell] = bOf(l, m, s);
  }
  return planes;
}

export function fromHex(hex: string): Oklab {
  const value = Number.parseInt(hex.slice(1), 16);
  return toOklab((value >> 16) & 255, (value >> 8) & 255, value & 255);
}

export function toHex(red: number, green: number, blue: number): string {
  const digits = [red, green, blue].map((part) => Math.round(part).toString(16).padStart(2, '0'));
  return `#${digits.join('')}`;
}

export function chroma(colour: Oklab): number {
  return Math.hypot(colour.a, colour.b);
}

/** 0 to 360: red about 29, yellow 110, green 142, cyan 195, blue 264, magenta 328. */
export function hue(colour: Oklab): number {
  return ((Math.atan2(colour.b, colour.a) * 180) / Math.PI + 360) % 360;
}

/** A change of hue or chroma changes a colour's name sooner than the same change of lightness. */
const TINT_WEIGHT = 3;

/** How differently two colours would be named, squared. */
export function nameDistance(one: Oklab, other: Oklab): number {
  const tint = (one.a - other.a) ** 2 + (one.b - other.b) ** 2;
  return (one.lightness - other.lightness) ** 2 + TINT_WEIGHT * tint;
}
