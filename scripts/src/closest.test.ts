import { describe, expect, it } from 'vitest';
import { closest } from './closest.ts';

const NAMES = ['sidecar', 'suffix', 'target', 'retarget', 'max-cost', 'max-images'];

describe('the name that was meant', () => {
  it.each([
    ['sidcar', 'sidecar'],
    ['sdiecar', 'sidecar'],
    ['targte', 'target'],
    ['max-i', 'max-images'],
    ['retargets', 'retarget'],
  ])('by %s is %s', (text, name) => {
    expect(closest(text, NAMES)).toBe(name);
  });

  it.each(['what', 'x', '', 'completely-else'])('by %s is none', (text) => {
    expect(closest(text, NAMES)).toBeUndefined();
  });
});
