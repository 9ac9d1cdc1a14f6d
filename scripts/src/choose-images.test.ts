import { describe, expect, it } from 'vitest';
import { chooseImages } from './choose-images.ts';

const files = ['a.jpg', 'b.png', 'day/c.jpg', 'night/d.jpg', 'night/far/e.png'].map((name) => ({
  name,
  path: `/x/${name}`,
}));

function chosen(include: string[], exclude: string[] = []) {
  return chooseImages(files, { include, exclude }).map(({ name }) => name);
}

describe('the images of a folder', () => {
  it('are all wanted where nothing is said', () => {
    expect(chosen([])).toHaveLength(5);
  });

  it('are chosen by name at any depth, or by path', () => {
    expect(chosen(['*.png'])).toEqual(['b.png', 'night/far/e.png']);
    expect(chosen(['night/*.jpg', 'a.*'])).toEqual(['a.jpg', 'night/d.jpg']);
  });

  it('are left out by any glob that excludes them', () => {
    expect(chosen(['*.jpg'], ['night/**'])).toEqual(['a.jpg', 'day/c.jpg']);
  });
});
