import type { Box } from '../../box.ts';
import type { Pose } from '../detect/thunder.ts';
import { hasFeet } from './find-posture.ts';

/** Of a face's height in the picture's. */
const CLOSE_UP_FACE = 0.5;
const PORTRAIT_FACE = 0.28;
const MEDIUM_FACE = 0.15;
/** Of a person's height in the picture's. */
const FULL_LENGTH = 0.6;
const WIDE = 0.4;

/** The shot of exactly one person in a photographer's words, or undefined if it is none of them. */
export function findShot(
  person: Box,
  face: Box | undefined,
  pose: Pose | undefined,
): string | undefined {
  const feet = pose !== undefined && hasFeet(pose);
  const tall = face?.h ?? 0;
  if (tall >= CLOSE_UP_FACE) return 'close-up portrait';
  if (tall >= PORTRAIT_FACE) return 'head-and-shoulders portrait';
  if (tall >= MEDIUM_FACE && !feet) return 'medium shot';
  if (feet && person.h >= FULL_LENGTH) return 'full-length shot';
  return person.h < WIDE ? 'wide shot' : undefined;
}
