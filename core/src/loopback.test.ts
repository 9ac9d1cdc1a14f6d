import { describe, expect, it } from 'vitest';
import { isLoopback } from './loopback.ts';

describe('a loopback address', () => {
  it.each(['localhost', '127.0.0.1', '127.8.0.1', '::1', '[::1]'])('is %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['127.evil.example', 'localhost.example', '0.0.0.0', '10.0.0.1', '::', ''])(
    'is not %s',
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );
});
