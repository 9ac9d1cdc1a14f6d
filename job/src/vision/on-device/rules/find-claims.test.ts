import { describe, expect, it } from 'vitest';
import { COCO_NAMES } from '../detect/coco-names.ts';
import { findClaims, isWorthAnotherLook } from './find-claims.ts';
import { isWeakNoun } from './strong-nouns.ts';
import { detection, SIGHTS } from './test-sights.ts';

const WEAK = COCO_NAMES.filter(isWeakNoun);
const STRONG = COCO_NAMES.filter((name) => !isWeakNoun(name));

const both = (name: string, one: number, other: number) =>
  findClaims({ plain: [detection(name, one)], mirrored: [detection(name, other)] }, true);

describe('a claim', () => {
  it.each(STRONG)('is made of a %s that both looks see', (name) => {
    expect(both(name, 0.55, 0.5)).toMatchObject([{ name, score: 0.525, rule: 'seen-twice' }]);
  });

  it.each(WEAK)(
    'is not made of a %s, whose name is often given in error, on the same grounds',
    (name) => {
      expect(both(name, 0.55, 0.5)).toEqual([]);
      expect(both(name, 0.95, 0.59)).toEqual([]);
      expect(both(name, 0.6, 0.6)).toHaveLength(1);
    },
  );

  it('is made of what is drawn only if it is seen more surely', () => {
    const drawn = (name: string, score: number) => {
      const seen = [detection(name, score)];
      return findClaims({ plain: seen, mirrored: seen }, false);
    };

    expect(drawn('horse', 0.59)).toEqual([]);
    expect(drawn('horse', 0.62)).toHaveLength(1);
    expect(drawn('umbrella', 0.84)).toEqual([]);
    expect(drawn('stop sign', 0.9)).toHaveLength(1);
  });

  it('is not made of what one look alone sees, however surely', () => {
    expect(findClaims({ plain: [detection('cat', 0.99)], mirrored: [] }, true)).toEqual([]);
    expect(findClaims({ plain: [], mirrored: [detection('cat', 0.99)] }, true)).toEqual([]);
  });

  it('is not made of what each look sees elsewhere, or calls by another name', () => {
    const plain = [detection('cat', 0.9, [0, 0, 0.3, 0.3])];

    expect(
      findClaims({ plain, mirrored: [detection('cat', 0.9, [0.2, 0, 0.3, 0.3])] }, true),
    ).toEqual([]);
    expect(
      findClaims({ plain, mirrored: [detection('dog', 0.9, [0, 0, 0.3, 0.3])] }, true),
    ).toEqual([]);
  });

  it('is made once of one thing, by its surer name', () => {
    const seen = [detection('dog', 0.55), detection('cat', 0.8)];

    expect(findClaims({ plain: seen, mirrored: seen }, true)).toMatchObject([{ name: 'cat' }]);
  });

  it('has the place between those of both looks', () => {
    const plain = [detection('cat', 0.9, [0.1, 0.1, 0.4, 0.4])];
    const mirrored = [detection('cat', 0.7, [0.2, 0.1, 0.4, 0.4])];

    const [claim] = findClaims({ plain, mirrored }, true);

    expect(claim?.score).toBeCloseTo(0.8);
    expect(claim?.box.x).toBeCloseTo(0.15);
  });
});

it('another look is worth it where it could confirm something', () => {
  expect(isWorthAnotherLook([detection('cat', 0.41)], true)).toBe(true);
  expect(isWorthAnotherLook([detection('cat', 0.39), detection('clock', 0.59)], true)).toBe(false);
  expect(isWorthAnotherLook([detection('cat', 0.59), detection('clock', 0.84)], false)).toBe(false);
  expect(isWorthAnotherLook([], true)).toBe(false);
});

it.each(Object.entries(SIGHTS))('nothing of %s is missed for want of another look', (_, sights) => {
  const claims = findClaims(sights, true);

  expect(claims.length === 0 || isWorthAnotherLook(sights.plain, true)).toBe(true);
});

it.each([
  'a blurred clock',
  'galaxies',
  'coins',
  'a retina',
  'four people before a window',
] as const)('nothing is claimed of %s', (picture) => {
  expect(findClaims(SIGHTS[picture], true)).toEqual([]);
});
