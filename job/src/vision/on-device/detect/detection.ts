import type { Box } from '../../box.ts';

/** Something that a detector found; its box in parts of the picture's width and height, 0 to 1. */
export type Detection = {
  readonly name: string;
  /** 0 to 1. */
  readonly score: number;
  readonly box: Box;
};

/** The part of both boxes together that is in both, 0 to 1. */
export function intersectionOverUnion(one: Box, other: Box): number {
  const w = Math.min(one.x + one.w, other.x + other.w) - Math.max(one.x, other.x);
  const h = Math.min(one.y + one.h, other.y + other.h) - Math.max(one.y, other.y);
  if (w <= 0 || h <= 0) return 0;
  const both = w * h;
  return both / (one.w * one.h + other.w * other.h - both);
}

/** Of detections of the same thing the surest (non-maximum suppression), the surest first. */
export function strongest<Found extends Detection>(
  found: readonly Found[],
  sameFrom: number,
): Found[] {
  const kept: Found[] = [];
  for (const next of [...found].sort((one, other) => other.score - one.score)) {
    const isKnown = kept.some(
      ({ name, box }) => name === next.name && intersectionOverUnion(box, next.box) >= sameFrom,
    );
    if (!isKnown) kept.push(next);
  }
  return kept;
}
