import { describe, expect, it } from 'vitest';
import type { Pose } from '../detect/thunder.ts';
import { findPosture } from './find-posture.ts';
import { SIGHTS } from './test-sights.ts';

type Place = readonly [number, number];

function pose(joints: Readonly<Record<string, Place>>, score = 0.8): Pose {
  const both = Object.entries(joints).flatMap(([name, [x, y]]) => [
    [`left ${name}`, { x, y, score }] as const,
    [`right ${name}`, { x: x + 10, y, score }] as const,
  ]);
  return Object.fromEntries(both);
}

const STANDING = { shoulder: [50, 10], hip: [50, 50], knee: [51, 75], ankle: [50, 98] } as const;
const SITTING = { shoulder: [50, 10], hip: [50, 50], knee: [80, 55], ankle: [80, 90] } as const;

describe('somebody', () => {
  it('stands on straight, upright legs', () => {
    expect(findPosture(pose(STANDING))).toBe('standing');
  });

  it('sits with level thighs and bent knees', () => {
    expect(findPosture(pose(SITTING))).toBe('sitting');
  });

  it.each<[string, Record<string, Place>]>([
    ['runs', { ...STANDING, knee: [75, 65], ankle: [95, 90] }],
    ['lies', { shoulder: [10, 50], hip: [50, 50], knee: [75, 50], ankle: [98, 51] }],
    ['hangs upside down', { shoulder: [50, 98], hip: [50, 50], knee: [50, 25], ankle: [50, 5] }],
  ])('who %s is said to do neither', (_, joints) => {
    expect(findPosture(pose(joints))).toBeUndefined();
  });

  it('whose legs are guessed is said to do neither', () => {
    expect(findPosture(pose(STANDING, 0.3))).toBeUndefined();
    expect(
      findPosture({ ...pose(STANDING), 'left knee': { x: 51, y: 75, score: 0.2 } }),
    ).toBeUndefined();
  });

  it('whose legs are out of the picture is said to do neither', () => {
    const { pose: astronaut = {} } = SIGHTS['an astronaut'];

    expect(findPosture(astronaut)).toBeUndefined();
  });
});
