import { describe, expect, it } from 'vitest';
import { findSubject } from './find-subject.ts';
import { interpret } from './interpret.ts';
import { claim, type Rectangle, SIGHTS } from './test-sights.ts';

describe('of a real photograph', () => {
  it.each(
    Object.entries({
      'a cat': 'a close-up of a cat',
      'an astronaut': 'a medium shot of a person',
      'a person with a camera': 'a person',
      'a cup on a table': 'a table filling the frame',
      'a motorcycle': 'a motorcycle filling the frame',
      'a blurred clock': undefined,
      galaxies: undefined,
      coins: undefined,
      'a retina': undefined,
      'a potted plant and a jacket': 'a potted plant filling the frame',
      'a robin': 'a bird',
      'a footballer': 'a person',
      'two people playing basketball': 'several people',
      'a street sign': 'a car',
      'somebody far away': 'a wide shot of a person',
      'three people and a wine glass': 'three people',
      'three people on a couch': 'several people',
      'three people and a cup': 'three people, with a cup on the right',
      'four people': 'several people',
      'five people': 'five people',
      'four people before a window': undefined,
    } satisfies Record<keyof typeof SIGHTS, string | undefined>),
  )('with %s it says %j', (picture, words) => {
    const { things, persons } = interpret(SIGHTS[picture as keyof typeof SIGHTS], true);

    expect(findSubject(things, persons)).toBe(words);
  });
});

const PERSON: Rectangle = [0.35, 0.1, 0.3, 0.9];

function subject(things: readonly (readonly [string, Rectangle])[], person?: Rectangle) {
  const claims = things.map(([name, at]) => claim(name, at));
  const persons = person && {
    claims: [claim('person', person)],
    people: { words: 'a person', exactly: 1 },
    faces: [],
  };
  return findSubject(claims, persons);
}

describe('things', () => {
  it.each<[string, Rectangle, string]>([
    ['cat', [0, 0, 0.9, 0.98], 'a close-up of a cat'],
    ['cat', [0.1, 0.1, 0.8, 0.8], 'a cat'],
    ['motorcycle', [0, 0, 1, 1], 'a motorcycle filling the frame'],
    ['dining table', [0, 0.2, 1, 0.8], 'a table filling the frame'],
    ['airplane', [0.2, 0.2, 0.2, 0.2], 'an airplane'],
    ['scissors', [0.2, 0.2, 0.2, 0.2], 'scissors'],
  ])('a %s at %j is %s', (name, at, words) => {
    expect(subject([[name, at]])).toBe(words);
  });

  it('of one kind are many, without a number', () => {
    const two = [
      ['dog', [0, 0, 0.2, 0.2]],
      ['dog', [0.5, 0, 0.2, 0.2]],
    ] as const;

    expect(subject(two)).toBe('dogs');
  });

  it('lead by their size', () => {
    const scene = [
      ['cup', [0.8, 0.5, 0.1, 0.1]],
      ['laptop', [0.2, 0.3, 0.5, 0.4]],
    ] as const;

    expect(subject(scene)).toBe('a laptop, with a cup on the right');
  });

  it('are on a side of somebody, or behind', () => {
    const person = PERSON;

    expect(subject([['car', [0, 0.6, 0.3, 0.4]]], person)).toBe('a person, with a car on the left');
    expect(subject([['car', [0, 0.5, 0.2, 0.1]]], person)).toBe(
      'a person, with a car in the background',
    );
  });

  it('lead before somebody small, if they are vehicles or signs', () => {
    const person: Rectangle = [0.1, 0.5, 0.1, 0.3];

    expect(subject([['bus', [0.3, 0.3, 0.5, 0.4]]], person)).toBe('a bus, with a person');
    expect(subject([['bench', [0.3, 0.3, 0.5, 0.4]]], person)).toMatch(/person, with a bench/);
  });

  it('are none: nothing is said', () => {
    expect(subject([])).toBeUndefined();
  });
});
