import { describe, expect, it } from 'vitest';
import type { Content } from './content.ts';
import { groupSize, makeGroup } from './make-group.ts';

const MIB = 1024 * 1024;

function content(bytes: number, name = 'a.jpg'): Content {
  return { sha256: name, bytes, files: [{ name, path: `/x/${name}` }] };
}

describe('images that go together', () => {
  it('are as many as a page of records holds', () => {
    expect(groupSize(Array(500).fill(content(MIB)))).toBe(200);
    expect(groupSize([content(MIB)])).toBe(1);
  });

  it('end before one that may be too large, which goes alone with its size', () => {
    const contents = [content(MIB), content(MIB), content(65 * MIB), content(MIB)];

    expect(groupSize(contents)).toBe(2);
    expect(groupSize(contents.slice(2))).toBe(1);
    expect(makeGroup(contents.slice(0, 2), {}).size).toBeUndefined();
    expect(makeGroup(contents.slice(2, 3), {}).size).toBe(65 * MIB);
  });

  it('are told by names that the API takes', () => {
    const deep = `${'folder/'.repeat(200)}a.jpg`;

    expect(makeGroup([content(1, deep), content(1, 'x/b.jpg')], {}).images).toEqual([
      [deep, 'a.jpg'],
      ['x/b.jpg', 'x/b.jpg'],
    ]);
  });
});
