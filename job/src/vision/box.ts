/** A rectangle in pixels of the picture that was sent. */
export type Box = {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
};

export type Size = { readonly width: number; readonly height: number };

export function areaOf({ w, h }: Box): number {
  return Math.max(0, w) * Math.max(0, h);
}

/** The part of the smaller box that lies in the other, 0 to 1. */
export function overlapOf(one: Box, other: Box): number {
  const w = Math.min(one.x + one.w, other.x + other.w) - Math.max(one.x, other.x);
  const h = Math.min(one.y + one.h, other.y + other.h) - Math.max(one.y, other.y);
  const smaller = Math.min(areaOf(one), areaOf(other));
  return smaller === 0 ? 0 : areaOf({ x: 0, y: 0, w, h }) / smaller;
}

/** The smallest box around all. */
export function unionOf(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.w));
  const bottom = Math.max(...boxes.map((box) => box.y + box.h));
  return { x, y, w: right - x, h: bottom - y };
}
