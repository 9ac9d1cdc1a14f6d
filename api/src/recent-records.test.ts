import { describe, expect, it } from 'vitest';
import { createRecentRecords } from './recent-records.ts';

function setUp() {
  const clock = { now: 0 };
  const limits = { maxAgeMs: 1_000, maxCharacters: 10 };
  const records = createRecentRecords<{ text: string }>(() => clock.now, limits);
  return { clock, records };
}

describe('recent records', () => {
  it('are known for as long as they may be old', () => {
    const { clock, records } = setUp();
    records.keep('a', { text: 'aaaa' });

    clock.now = 999;
    expect(records.get('a')).toEqual({ text: 'aaaa' });

    clock.now = 1_000;
    expect(records.get('a')).toBeUndefined();
  });

  it('make room for younger ones, the oldest first', () => {
    const { records } = setUp();
    for (const key of ['a', 'b', 'c']) records.keep(key, { text: key.repeat(4) });

    expect(['a', 'b', 'c'].map((key) => records.get(key)?.text)).toEqual([
      undefined,
      'bbbb',
      'cccc',
    ]);
  });

  it('count what is kept once, however often it was kept and forgotten', () => {
    const { records } = setUp();
    for (let times = 0; times < 5; times += 1) records.keep('a', { text: 'aaaa' });
    records.forget('b');
    records.keep('b', { text: 'bbbb' });

    expect(records.get('a')).toBeDefined();
    records.forget('a');
    records.keep('c', { text: 'cccccc' });
    expect(records.get('b')).toBeDefined();
  });

  it('do not hold one that is too long for all of them', () => {
    const { records } = setUp();
    records.keep('a', { text: 'a'.repeat(11) });

    expect(records.get('a')).toBeUndefined();
  });
});
