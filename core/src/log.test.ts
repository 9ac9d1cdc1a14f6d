import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

function lines(use: (log: ReturnType<typeof createLog>) => void): string[] {
  const written: string[] = [];
  use(createLog((line) => written.push(line)));
  return written;
}

/** Any UTF-16, well formed or not: control characters, lone surrogates, line separators. */
const codeUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }))
  .map((units) => String.fromCharCode(...units));

describe('the log', () => {
  it('writes one line of JSON a fact, with the bound fields', () => {
    const [line = ''] = lines((log) => log.with({ id: 'x' }).info('upload-issued', { bytes: 3 }));

    expect(JSON.parse(line)).toMatchObject({
      level: 'info',
      event: 'upload-issued',
      id: 'x',
      bytes: 3,
    });
  });

  it('hides signatures and keys, in errors too', () => {
    const error = new Error('GET https://a/b?sv=1&sig=abc%2Fdef failed; AccountKey=Zm9v==;x');
    const [line = ''] = lines((log) => log.error('request-failed', { error }));

    expect(line).not.toMatch(/abc|Zm9v/);
    expect(JSON.parse(line).error.message).toContain('sig=…');
  });

  it('stays one line and valid JSON, whatever text it is given', () => {
    fc.assert(
      fc.property(codeUnits, (text) => {
        const [line = ''] = lines((log) => log.info('text-seen', { text }));

        expect(line.indexOf('\n')).toBe(line.length - 1);
        JSON.parse(line);
      }),
    );
  });
});
