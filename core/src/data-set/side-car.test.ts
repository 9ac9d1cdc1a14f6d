import { describe, expect, it } from 'vitest';
import { createSideCarNames, type Existing, sideCarText } from './side-car.ts';
import { succeeded } from './test-rows.ts';

const document = succeeded('A red boat.', { tags: ['boat', 'red'] });

function text(existing: Existing, present?: string) {
  return sideCarText(document, { kind: 'txt', target: 'natural', existing }, present);
}

describe('a side-car', () => {
  it('holds the words of the wanted target, on a line', () => {
    expect(text('skip')).toBe('A red boat.');
    expect(
      sideCarText(document, { kind: 'caption', target: 'tags', existing: 'skip' }, undefined),
    ).toBe('boat, red');
  });

  it('holds the whole document as JSON', () => {
    const options = { kind: 'json', target: 'natural', existing: 'skip' } as const;

    expect(JSON.parse(sideCarText(document, options, undefined) ?? '')).toEqual(document);
  });

  it.each([
    ['skip', undefined],
    ['overwrite', 'A red boat.'],
    ['append', 'by hand, A red boat.'],
    ['prepend', 'A red boat., by hand'],
  ] as const)('that is there is dealt with as asked: %s', (existing, expected) => {
    expect(text(existing, 'by hand\n')).toBe(expected);
  });

  it.each(['append', 'prepend'] as const)('gets the same words once: %s', (existing) => {
    const once = text(existing, 'by hand');

    expect(text(existing, once)).toBeUndefined();
  });

  it('that is empty is filled', () => {
    expect(text('append', ' \n')).toBe('A red boat.');
  });
});

describe('the name of a side-car', () => {
  it("is the image's, with another ending", () => {
    const name = createSideCarNames(['a/b.c.jpg']);

    expect(name('a/b.c.jpg', 'txt')).toBe('a/b.c.txt');
    expect(name('a/b.c.jpg', 'json')).toBe('a/b.c.json');
  });

  it('keeps apart images that differ in their endings alone, whatever the case', () => {
    const names = ['x/a.jpg', 'x/a.png', 'x/A.webp', 'y/a.png'];
    const name = createSideCarNames(names);

    expect(names.map((each) => name(each, 'txt'))).toEqual([
      'x/a.txt',
      'x/a.png.txt',
      'x/A.webp.txt',
      'y/a.txt',
    ]);
  });

  it("is no other image's, however they are called", () => {
    const names = ['a.jpg', 'a.png', 'a.png.jpg', 'A.PNG.webp'];
    const name = createSideCarNames(names);
    const sideCars = names.map((each) => name(each, 'txt').toLowerCase());

    expect(new Set(sideCars).size).toBe(names.length);
    expect(name('a.png.jpg', 'txt')).toBe('a.png.txt');
  });

  it('is found for names that have no ending, or nothing else', () => {
    const name = createSideCarNames(['plain', 'x/.jpg']);

    expect(name('plain', 'txt')).toBe('plain.txt');
    expect(name('x/.jpg', 'txt')).toBe('x/.jpg.txt');
  });
});
