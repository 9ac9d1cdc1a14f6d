import { describe, expect, it } from 'vitest';
import { believable, countPeople, findStrays, humanFaces } from './count-people.ts';
import { findClaims } from './find-claims.ts';
import { interpret } from './interpret.ts';
import { claim, detection, type Rectangle, SIGHTS } from './test-sights.ts';

const LEFT: Rectangle = [0, 0.1, 0.3, 0.9];
const MIDDLE: Rectangle = [0.35, 0.1, 0.3, 0.9];
const RIGHT: Rectangle = [0.7, 0.1, 0.3, 0.9];
const PLACES = [LEFT, MIDDLE, RIGHT];

const people = (count: number) => PLACES.slice(0, count).map((at) => claim('person', at));
const faces = (count: number) =>
  Array.from({ length: count }, () => detection('face', 0.9, [0.1, 0.2, 0.1, 0.1]));
const stray = (score: number, at = RIGHT) => detection('person', score, at);

describe('people', () => {
  it.each([
    [1, 0, 'a person', 1],
    [1, 1, 'a person', 1],
    [2, 2, 'two people', 2],
    [3, 3, 'three people', 3],
    [3, 6, 'a group of people', undefined],
    [2, 3, 'three people', 3],
    [2, 1, 'several people', undefined],
    [2, 0, 'several people', undefined],
    [1, 4, 'several people', undefined],
    [3, 7, 'a group of people', undefined],
  ])('%i who show %i faces are %s', (seen, shown, words, exactly) => {
    const counted = countPeople(people(seen), faces(shown), []);

    expect(counted?.words).toBe(words);
    expect(counted?.exactly).toBe(exactly);
  });

  it('are not counted where there may be one more who shows no face', () => {
    expect(countPeople(people(2), faces(2), [stray(0.5)])).toEqual({ words: 'several people' });
    expect(countPeople(people(1), faces(0), [stray(0.5)])).toEqual({ words: 'a person' });
  });

  it('are counted where everybody who is not sure shows a face', () => {
    expect(countPeople(people(2), faces(3), [stray(0.5)])?.exactly).toBe(3);
  });

  it('are one and others behind, where one is much larger', () => {
    const crowd = [claim('person', [0.2, 0, 0.6, 1]), claim('person', [0.9, 0.5, 0.1, 0.2])];

    expect(countPeople(crowd, faces(1), [])).toEqual({ words: 'a person', othersBehind: true });
  });

  it('are nobody where nobody is seen', () => {
    expect(countPeople([], faces(2), [])).toBeUndefined();
  });
});

describe('a stray', () => {
  const known = [claim('person', LEFT).box];

  it('is a candidate of one look elsewhere, if it is not too faint', () => {
    expect(findStrays({ plain: [stray(0.4)], mirrored: [] }, known)).toHaveLength(1);
    expect(findStrays({ plain: [stray(0.35)], mirrored: [] }, known)).toEqual([]);
  });

  it('is one that both looks see, however faint, each once', () => {
    expect(findStrays({ plain: [stray(0.31)], mirrored: [stray(0.33)] }, known)).toHaveLength(1);
  });

  it('is not a part of somebody who is known', () => {
    const legs = stray(0.6, [0.05, 0.5, 0.2, 0.5]);

    expect(findStrays({ plain: [legs], mirrored: [legs] }, known)).toEqual([]);
  });
});

describe('a face', () => {
  it('is human within a person, and no cat’s', () => {
    const face = detection('face', 0.8, [0.1, 0.2, 0.1, 0.1]);

    expect(humanFaces([face], { plain: [stray(0.4, LEFT)], mirrored: [] })).toEqual([face]);
    expect(humanFaces([face], { plain: [detection('cat', 0.9, LEFT)], mirrored: [] })).toEqual([]);
  });

  it('lets a faint person be believed', () => {
    const faint = { ...claim('person', LEFT), score: 0.51 };

    expect(believable([faint], [])).toEqual([]);
    expect(believable([faint], [detection('face', 0.8, [0.1, 0.2, 0.1, 0.1])])).toEqual([faint]);
  });
});

it('a jacket beside a potted plant is nobody', () => {
  const sights = SIGHTS['a potted plant and a jacket'];

  expect(findClaims(sights, true).map(({ name }) => name)).toContain('person');
  expect(interpret({ ...sights, faces: [] }, true).persons).toBeUndefined();
});
