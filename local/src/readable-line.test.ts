import { describe, expect, it } from 'vitest';
import { readableLine } from './readable-line.ts';

describe('a line of a process', () => {
  it('that is a log record becomes words', () => {
    const line = JSON.stringify({
      time: 't',
      level: 'info',
      event: 'image-described',
      id: 'x',
      ms: 3,
    });

    expect(readableLine(line)).toBe('image-described id=x ms=3');
  });

  it('that warns says so', () => {
    const line = JSON.stringify({ level: 'warn', event: 'queue-trouble', error: { code: 'X' } });

    expect(readableLine(line)).toBe('WARN: queue-trouble error={"code":"X"}');
  });

  it.each(['plain words', '{ not json', '{"no":"event"}'])('like %j stays as it is', (line) => {
    expect(readableLine(line)).toBe(line);
  });
});
