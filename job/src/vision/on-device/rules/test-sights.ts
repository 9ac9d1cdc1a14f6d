import type { Detection } from '../detect/detection.ts';
import recorded from './__fixtures__/sights.json' with { type: 'json' };
import type { Claim } from './find-claims.ts';
import type { Sights } from './interpret.ts';

/** What the models saw in real photographs, by what a person sees in them. */
export const SIGHTS = recorded as unknown as Readonly<Record<keyof typeof recorded, Sights>>;

/** Left, top, width, height in parts of the picture. */
export type Rectangle = readonly [number, number, number, number];

export function detection(
  name: string,
  score: number,
  at: Rectangle = [0.3, 0.3, 0.4, 0.4],
): Detection {
  const [x, y, w, h] = at;
  return { name, score, box: { x, y, w, h } };
}

export function claim(name: string, at?: Rectangle): Claim {
  return { ...detection(name, 0.7, at), rule: 'seen-twice' };
}
