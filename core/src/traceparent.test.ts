import { describe, expect, it } from 'vitest';
import { nextTraceparent, parseTraceparent } from './traceparent.ts';

const HEADER = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('a traceparent', () => {
  it('is read as the W3C writes it', () => {
    expect(parseTraceparent(HEADER)).toEqual({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      traceFlags: 1,
    });
  });

  it.each([undefined, '', 'x', HEADER.toUpperCase(), `00-${'0'.repeat(32)}-b7ad6b7169203331-01`])(
    'is not read from %j',
    (text) => {
      expect(parseTraceparent(text)).toBeUndefined();
    },
  );

  it('goes on in the same trace with a new span, or begins one', () => {
    const next = parseTraceparent(nextTraceparent(HEADER));

    expect(next?.traceId).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(next?.spanId).not.toBe('b7ad6b7169203331');
    expect(parseTraceparent(nextTraceparent(undefined))).toBeDefined();
  });
});
