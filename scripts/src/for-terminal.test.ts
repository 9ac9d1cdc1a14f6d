import { describe, expect, it } from 'vitest';
import { forTerminal, jsonForTerminal } from './for-terminal.ts';

const HOSTILE = 'a\u001b[2Jb\u009b31mc\u202ed\u2028e\u0000f\u{e0041}g';

describe("somebody else's text", () => {
  it('stays on one line, without control characters', () => {
    expect(forTerminal(`${HOSTILE}\r\n\th`)).toBe('a [2Jb 31mc d e f g h');
  });

  it('is cut where it is long', () => {
    expect(forTerminal('x'.repeat(400))).toBe(`${'x'.repeat(300)}…`);
    expect(forTerminal('abcdef', 3)).toBe('abc…');
  });
});

describe('JSON for a terminal', () => {
  it('means the same, and steers nothing', () => {
    const value = { text: HOSTILE, list: ['😀', 'é'] };

    const line = jsonForTerminal(value);

    expect(JSON.parse(line)).toEqual(value);
    expect(line).not.toMatch(/\p{C}|\p{Zl}|\p{Zp}/u);
    expect(line).toContain('😀');
  });

  it('may have lines of its own', () => {
    expect(jsonForTerminal({ a: 1 }, 2)).toBe('{\n  "a": 1\n}');
  });
});
