import { describe, expect, it } from 'vitest';
import { type Field, findComponents } from './components.ts';

/** A field with 1 where `isSet` says so. */
function field(width: number, height: number, isSet: (x: number, y: number) => boolean): Field {
  const values = Float32Array.from({ length: width * height }, (_, cell) =>
    isSet(cell % width, Math.floor(cell / width)) ? 1 : 0,
  );
  return { values, width, height };
}

describe('cells that touch', () => {
  it('are a bar of their length and height', () => {
    const level = field(60, 40, (x, y) => x >= 10 && x < 50 && y >= 12 && y < 20);

    const [component, another] = findComponents(level, 0.5);

    expect(another).toBeUndefined();
    expect(component?.cells).toHaveLength(320);
    expect(component?.bar).toEqual({ x: 30, y: 16, length: 40, height: 8, angle: 0 });
  });

  it('are two where a gap is between them, one where corners touch', () => {
    const two = field(30, 10, (x) => x < 10 || x > 15);
    const corner = field(20, 20, (x, y) => (x < 10 && y < 10) || (x >= 10 && y >= 10));

    expect(findComponents(two, 0.5)).toHaveLength(2);
    expect(findComponents(corner, 0.5)).toHaveLength(1);
  });

  it.each([12, -12, 40])('at %i degrees are a bar in that direction', (degrees) => {
    const angle = (degrees * Math.PI) / 180;
    const tilted = field(200, 200, (x, y) => {
      const [right, down] = [x - 100, y - 100];
      const forward = right * Math.cos(angle) + down * Math.sin(angle);
      const across = down * Math.cos(angle) - right * Math.sin(angle);
      return Math.abs(forward) < 60 && Math.abs(across) < 6;
    });

    const [component] = findComponents(tilted, 0.5);

    expect(component?.bar.angle).toBeCloseTo(angle, 1);
    expect(Math.abs((component?.bar.length ?? 0) - 120)).toBeLessThan(5);
    expect(Math.abs((component?.bar.height ?? 0) - 12)).toBeLessThan(4);
  });

  it('are none where all is below the threshold', () => {
    expect(
      findComponents(
        field(5, 5, () => false),
        0.5,
      ),
    ).toEqual([]);
  });
});
